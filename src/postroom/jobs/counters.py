"""What the service has done so far, counted in the database: all processes of all machines count together.

A counter has a name and, within it, buckets: `pages` has `ocr`, `text_layer` and `none`. The buckets come
from closed lists of ours, never from a document or a caller's words.
"""

from __future__ import annotations

import collections
import functools
import logging
import random
import threading
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from postroom.classification.local.lexicon import document_types, known_types
from postroom.errors import PostroomError
from postroom.schemas import Classification, Problem
from postroom.storage.database import Database, insert
from postroom.storage.statements import run, run_many
from postroom.storage.tables import counters

log = logging.getLogger(__name__)

SHARDS = 16
"""Rows of one bucket on Postgres, so that transactions which end at the same time seldom meet in one."""

FLUSH_SECONDS = 5.0
"""How long a count of `Counters.note` stays in memory at most."""

CONFIDENCE_BOUNDS = ("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "0.95", "0.99", "1")
"""Upper bounds of the buckets of `confidence`."""

SUCCEEDED = "succeeded"
"""How a job ended that did not fail; one that did ended with its problem's code."""

OTHER = "other"
"""The type of a category whose name the lexicon does not know."""

Counts = Mapping[tuple[str, str], float]
"""What to add to each name and bucket."""


def add(connection: sa.Connection, counts: Counts) -> None:
    """Count within the transaction of `connection`; do it last, for it holds rows that others want too."""
    if not counts:
        return
    # In one order in all transactions, or two of them could wait for each other.
    keys = sorted(counts)
    if connection.dialect.name == "postgresql":
        arrays = {
            "names": [name for name, _ in keys],
            "buckets": [bucket for _, bucket in keys],
            "values": [float(counts[key]) for key in keys],
        }
        shard = random.randrange(SHARDS)  # noqa: S311
        run(connection, _add_together(), arrays | {"shard": shard})
    else:
        rows = [{"name": key[0], "bucket": key[1], "shard": 0, "value": counts[key]} for key in keys]
        run_many(connection, _add_each(), rows)


@functools.cache
def _add_each() -> sa.Insert:
    return _adding(insert("sqlite", counters))


@functools.cache
def _add_together() -> sa.Insert:
    """All in one statement, which takes Postgres less than one for each; SQLite has no arrays."""
    arrays = (
        sa.bindparam("names", type_=sa.ARRAY(sa.Text())),
        sa.bindparam("buckets", type_=sa.ARRAY(sa.Text())),
        sa.bindparam("values", type_=sa.ARRAY(counters.c.value.type)),
    )
    new = sa.func.unnest(*arrays).table_valued("name", "bucket", "value", name="new").render_derived()
    shard = sa.bindparam("shard", type_=sa.Integer())
    rows = sa.select(new.c.name, new.c.bucket, shard, new.c.value)
    return _adding(insert("postgresql", counters).from_select(["name", "bucket", "shard", "value"], rows))


def _adding(row: sqlite.Insert | postgresql.Insert) -> sa.Insert:
    return row.on_conflict_do_update(
        index_elements=[counters.c.name, counters.c.bucket, counters.c.shard],
        set_={"value": counters.c.value + row.excluded.value},
    )


class Counters:
    """The counters in `database`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._noted: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def note(self, name: str, bucket: str, value: float = 1) -> None:
        """Count in memory, and in the database a little later: for what has no transaction of its own.

        A process that is killed loses what it noted in the last `FLUSH_SECONDS`.
        """
        with self._lock:
            self._noted[name, bucket] = self._noted.get((name, bucket), 0.0) + value
            if self._timer is None:
                self._timer = threading.Timer(FLUSH_SECONDS, self.flush)
                self._timer.daemon = True
                self._timer.start()

    def flush(self) -> None:
        """Write what was noted; what can't be written is kept for the next time."""
        with self._lock:
            noted, self._noted, self._timer = self._noted, {}, None
        if not noted:
            return
        try:
            with self._database.write() as connection:
                add(connection, noted)
        except PostroomError as error:
            log.warning("counters are written later: %s", error)
            for (name, bucket), value in noted.items():
                self.note(name, bucket, value)

    def read(self) -> dict[str, dict[str, float]]:
        """Every counter: its buckets and their values. None ever falls."""
        columns = (counters.c.name, counters.c.bucket)
        with self._database.read() as connection:
            rows = connection.execute(
                sa.select(*columns, sa.func.sum(counters.c.value)).group_by(*columns)
            ).all()
        table: dict[str, dict[str, float]] = {}
        for name, bucket, value in rows:
            table.setdefault(name, {})[bucket] = float(value)
        return table

    def close(self) -> None:
        """Write what was noted."""
        with self._lock:
            timer, self._timer = self._timer, None
        if timer:
            timer.cancel()
        self.flush()


def count_end(outcome: Classification | Problem) -> Counts:
    """What the end of a job adds."""
    if isinstance(outcome, Problem):
        return {("ended", outcome.code): 1}
    counts: dict[tuple[str, str], float] = collections.defaultdict(float)
    counts["ended", SUCCEEDED] = 1
    for page in outcome.pages:
        if page.error is not None:
            counts["failed_pages", ""] += 1
            continue
        counts["pages", page.text_source] += 1
        if page.blank or page.category is None:
            counts["blank_pages", ""] += 1
            continue
        counts["classifiers", page.classifier] += 1
        counts["types", type_of(page.category)] += 1
        counts["none_of_these", ""] += page.none_of_these > page.confidence
        counts["confidence", _bound(page.confidence)] += 1
        counts["confidence_sum", ""] += page.confidence
    return counts


@functools.lru_cache(maxsize=4_096)
def type_of(category: str) -> str:
    """The lexicon's word for what the category means, or `OTHER`: never the caller's words."""
    found = known_types(category)
    return document_types()[found[0]].key if found else OTHER


def _bound(confidence: float) -> str:
    return next((bound for bound in CONFIDENCE_BOUNDS if confidence <= float(bound)), CONFIDENCE_BOUNDS[-1])
