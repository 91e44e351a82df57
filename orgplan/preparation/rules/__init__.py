"""Pure rules of preparation: days counted back, what to do when time is short, real leads, likeness of past events."""
