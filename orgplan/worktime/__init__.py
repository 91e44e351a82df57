"""The Russian working calendar, pure: working, shortened and off days, and arithmetic over them."""
