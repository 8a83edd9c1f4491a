"""Jobs that have ended, kept by a client: they change no more."""

from __future__ import annotations

import threading
from collections import OrderedDict

from postroom.schemas import Job

KEPT = 128
"""How many jobs a client keeps."""


class FinishedJobs:
    """The jobs that were last seen to have ended; safe to share between threads."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, job_id: str) -> Job | None:
        """The job, if it is kept."""
        with self._lock:
            return self._jobs.get(job_id)

    def keep(self, job: Job) -> Job:
        """The job itself; it is kept if it has ended."""
        if job.status.final:
            with self._lock:
                self._jobs[job.id] = job
                while len(self._jobs) > KEPT:
                    self._jobs.popitem(last=False)
        return job

    def forget(self, job_id: str) -> None:
        """Forget a job that was deleted."""
        with self._lock:
            self._jobs.pop(job_id, None)
