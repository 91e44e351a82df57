"""The first screen: what today asks of the person who signed in."""
