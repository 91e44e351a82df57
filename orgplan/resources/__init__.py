"""What events need in numbers, and whether the city has it: barriers, sound, ambulances, flowers.

Nouns: `Resource` (ресурс) with its `StockEntry` (запас), `Need` (потребность) of an event or a template,
`ResourceTerms` (как далеко смотреть вперёд).
"""
