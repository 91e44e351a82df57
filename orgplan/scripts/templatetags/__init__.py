"""Template tags of scripts."""
