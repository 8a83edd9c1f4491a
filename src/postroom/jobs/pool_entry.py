"""Where a pool process begins: confined before it imports what opens documents."""

from __future__ import annotations

import logging
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from postroom import logs, memory
from postroom.jobs import confinement
from postroom.settings import Settings

log = logging.getLogger(__name__)


def main(pipe: Connection, answered: Connection) -> None:
    """Take the settings and the documents' folder from the pipe, then answer requests until it closes.

    Args:
        pipe: Of requests and replies.
        answered: Gets a byte after each answer.
    """
    confinement.die_with_parent()
    memory.share_one_heap()
    settings: Settings
    documents: Path
    settings, documents = pipe.recv()
    logs.configure(settings)
    confinement.cap_memory(settings.documents.page_memory_mb)
    if settings.documents.confined and (lacking := confinement.confine([documents])):
        log.warning("pool processes are less confined than they could be: no %s", ", ".join(lacking))

    from postroom.jobs.pool_process import run

    run(pipe, answered, settings)


if __name__ == "__main__":
    main(Connection(int(sys.argv[1])), Connection(int(sys.argv[2]), readable=False))
