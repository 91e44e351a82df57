"""Pure reasoning about folders: what stands in one, what is new in it, which days it is for."""
