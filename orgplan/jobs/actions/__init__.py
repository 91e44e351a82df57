"""Writes of the jobs room: people's orders (audited) and the worker's bookkeeping (leases, the clock)."""

from __future__ import annotations

from orgplan.jobs.actions.queue import enqueue, stop_job, try_job_again

__all__ = ["enqueue", "stop_job", "try_job_again"]
