"""What a leader takes along tomorrow, and what the department has in hand when the power is cut.

Nouns: `Briefing` (памятка мероприятия: кто встречает, план Б) of an event, `LeaderNote` (текст или справка для
руководителя), `Escort` (сопровождение: водитель, помощник) of a leader, `FolderLook` (что в папке уже прочитано),
`EveningArchive` (вечерний архив) with its `ArchiveRules`. The folder itself is never stored: it is put together anew.
"""
