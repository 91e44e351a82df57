"""Programmes whole: their sections, aims and papers, how ready they are and where they leave a district empty.

Nouns: `Programme` (программа, of `events`) with sections (разделы), `Aim` (цель), `EventGap` (чего не хватает) with its
`GapSetting`, `Coverage` (покрытие), `ProgrammePaper` (план мероприятий программы).
"""
