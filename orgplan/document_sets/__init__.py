"""The papers of an event by its size: which there are, who makes them by when, drafted of what is known already.

Nouns: `EventSize` (размер мероприятия) with its `SizeRule`s, `PaperKind` (вид документа комплекта), `LegalDuty`
(обязанность по закону), `DocumentSet` (комплект документов) of an event with its `SetPaper`s and `SetDuty`s.
"""
