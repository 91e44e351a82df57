"""Reads of document sets: what is proposed, what is known, how sets stand."""
