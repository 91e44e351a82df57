"""Files of the directory taken in: tables of units, people, organisations and venues, precedence, photos."""
