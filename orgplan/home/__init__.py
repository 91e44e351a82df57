"""The first screen: what today asks of the person who signed in; the desk keeps whom one serves and what one saw."""
