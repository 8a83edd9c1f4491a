"""Finds what nobody refers to, and what everybody waits for in vain; mends both when told to.

Little of it arises while only processes die. It comes from elsewhere: a database restored from a backup, a
bucket that was tidied by hand, a machine that lost power between two writes. Safe beside a running service.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from postroom.jobs.parts import workflow_name, workflow_names
from postroom.jobs.reads import IS_OPEN, OPEN
from postroom.jobs.services import Services
from postroom.storage.tables import jobs, pages, parts

GRACE = timedelta(hours=1)
"""What is younger may belong to a submit that is on its way."""

BATCH = 500
"""How many things are looked up at a time."""


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """Things of one kind that are wrong.

    Attributes:
        what: The kind, for a person.
        names: Their ids or hashes.
        mend: Puts them right; None when only a backup can.
    """

    what: str
    names: tuple[str, ...]
    mend: Callable[[], object] | None


def examine(services: Services) -> list[Finding]:
    """Everything that is wrong, kind by kind; changes nothing.

    Raises:
        StorageUnavailable: The database or the store of documents can't be reached.
    """
    store, engine = services.store, services.engine
    # In this order: what the first of them find makes some of the others' finds, once it is mended.
    expired = tuple(_expired(services))
    unknown = tuple(_workflows_without_job(services))
    idle = tuple(_jobs_without_workflow(services))
    stale = tuple(_pages_of_ended_jobs(services))
    orphans = tuple(_documents_without_job(services))
    missing = tuple(_jobs_without_document(services))
    findings = [
        Finding("expired jobs that were not swept", expired, lambda: _sweep(services)),
        Finding("queued work whose job is gone", unknown, lambda: [engine.forget(job) for job in unknown]),
        Finding("open jobs that are in no queue", idle, lambda: [_requeue(services, job) for job in idle]),
        Finding("jobs with left-over pages", stale, lambda: store.delete_pages(stale)),
        Finding("documents without a job", orphans, lambda: store.remove_unreferenced(orphans)),
        Finding("open jobs whose document is gone", missing, None),
    ]
    return [finding for finding in findings if finding.names]


def _sweep(services: Services) -> None:
    while gone := services.store.delete_expired():
        for job in gone:
            services.engine.forget(job)


def _requeue(services: Services, job: str) -> None:
    services.engine.forget(job)
    with services.database.write() as connection:
        row = connection.execute(sa.select(jobs.c.key_id, jobs.c.priority).where(jobs.c.id == job)).first()
        if row is not None:
            services.engine.enqueue(connection, job, row.key_id, row.priority)


def _expired(services: Services) -> list[str]:
    # Sweeps come every ten minutes; only what several of them have missed is wrong.
    before = datetime.now(UTC) - GRACE
    with services.database.read() as connection:
        return list(connection.execute(sa.select(jobs.c.id).where(jobs.c.expires_at <= before)).scalars())


def _workflows_without_job(services: Services) -> Iterator[str]:
    for batch in _batches(services.engine.job_ids()):
        yield from sorted(set(batch) - _known(services, jobs.c.id, batch))


def _jobs_without_workflow(services: Services) -> Iterator[str]:
    old = jobs.c.created_at < datetime.now(UTC) - timedelta(minutes=1)
    with services.database.read() as connection:
        statement = sa.select(jobs.c.id).where(jobs.c.status.in_(OPEN), old).order_by(jobs.c.created_at)
        waiting = list(connection.execute(statement).scalars())
    for batch in _batches(waiting):
        idle = _idle(services, batch)
        # Some may have ended since they were listed.
        yield from sorted(idle & _known(services, jobs.c.id, batch, jobs.c.status.in_(OPEN)))


def _idle(services: Services, batch: Sequence[str]) -> set[str]:
    """Those of the jobs that nobody will go on with: neither they nor all of their parts are in a queue."""
    with services.database.read() as connection:
        rows = connection.execute(
            sa.select(parts.c.job_id, parts.c.number).where(parts.c.job_id.in_(batch))
        ).all()
    left: dict[str, list[str]] = {job: [] for job in batch}
    for row in rows:
        left[row.job_id].append(workflow_name(row.job_id, row.number))
    at_work = services.engine.at_work(workflow_names(batch))
    return {
        job
        for job, names in left.items()
        if job not in at_work
        # Without a part that is left, the last one may be about to end the job.
        and not (at_work.issuperset(names) if names else at_work.intersection(workflow_names([job])))
    }


def _pages_of_ended_jobs(services: Services) -> list[str]:
    # Only open jobs have pages in a table of their own: it is the short one, and is read first.
    ended = sa.exists().where(jobs.c.id == pages.c.job_id, jobs.c.status.not_in(OPEN))
    with services.database.read() as connection:
        statement = sa.select(pages.c.job_id).where(ended).distinct()
        return list(connection.execute(statement).scalars())


def _documents_without_job(services: Services) -> Iterator[str]:
    before = datetime.now(UTC) - GRACE
    old = (sha256 for sha256, written in services.objects.all() if written < before)
    for batch in _batches(old):
        yield from sorted(set(batch) - _known(services, jobs.c.sha256, batch))


def _jobs_without_document(services: Services) -> Iterator[str]:
    with services.database.read() as connection:
        rows = connection.execute(sa.select(jobs.c.id, jobs.c.sha256).where(IS_OPEN)).all()
    for row in rows:
        if row.sha256 and not services.objects.exists(row.sha256):
            yield row.id


def _known(
    services: Services, column: sa.Column[str], values: Sequence[str], *conditions: sa.ColumnElement[bool]
) -> set[str]:
    with services.database.read() as connection:
        return set(connection.execute(sa.select(column).where(column.in_(values), *conditions)).scalars())


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while batch := list(itertools.islice(rest, BATCH)):
        yield batch
