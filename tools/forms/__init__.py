"""Builds the Word forms that the product ships, as an office would draw them by hand.

    python -m tools.forms

The forms lie in orgplan/documents/forms; an office may edit a copy in Word. Layout by ГОСТ Р 7.0.97-2025: sizes 12 to
14, corner blocks up to 8 cm wide, a title for every document; margins 20, 10, 20, 20 mm.

`page` begins and ends every paper, `corner` holds stamp, title and signature, `table` the tables that repeat a row;
`plans`, `execution`, `meetings`, `leaders` and `agreement` are the papers.
"""
