"""Pure rules of minutes: how their text is cut into points, and what each point says."""
