"""How long a removed row waits to be put back."""

from __future__ import annotations

from datetime import timedelta

KEPT = timedelta(minutes=10)
"""The button stands for 15 seconds; the rest is for slow networks. Rows hold names: they do not lie here longer."""
