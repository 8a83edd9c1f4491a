"""Breaks a running service in every way it must withstand, and counts what became of the jobs: `make chaos`.

Three workers of two pool processes; on Postgres and S3 two API processes, each with a folder of its own as on
two machines. A supervisor starts again what dies, as systemd or a container runtime does. 300 jobs of 1 to 40
pages are kept in flight, large ones shared out in parts; some documents can't be read, and their jobs must
fail. Then one fault comes after the other. Exits with 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.chaos.cluster import Cluster
from benchmarks.chaos.faults import NotCaughtError, faults
from benchmarks.chaos.outcome import Outcome, Trial
from tests.servers import Bucket, Postgres


def run(backend: str, jobs: int, most_pages: int, only: str = "") -> dict[str, Outcome | None]:
    """Each fault's outcome on ``sqlite`` and a folder, or on ``postgres`` and S3; None: not run here."""
    folder = Path(tempfile.mkdtemp(prefix="postroom-chaos-"))
    good, skipped = False, dict[str, Outcome | None]()
    try:
        with contextlib.ExitStack() as stack:
            large = backend == "postgres"
            postgres = stack.enter_context(Postgres()) if large else None
            bucket = stack.enter_context(Bucket()) if large else None
            cluster = Cluster(folder, postgres, bucket)
            stack.callback(cluster.close)
            trial = Trial(cluster, jobs, most_pages)
            for name, fault in faults(cluster):
                if fault is None:
                    skipped[name] = None
                elif only in name:
                    started = time.monotonic()
                    try:
                        trial.inject(name, fault)
                    except NotCaughtError as error:
                        _tell(f"{backend}: {name}: not done, {error}")
                    seconds = time.monotonic() - started
                    _tell(f"{backend}: {name}: {seconds:.0f} s, {trial.outcomes[name]}")
            trial.count()
        good = all(outcome.good() for outcome in trial.outcomes.values())
    finally:
        if good:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            _tell(f"the logs are in {folder}")
    return trial.outcomes | skipped


def table(backend: str, outcomes: dict[str, Outcome | None]) -> str:
    """The outcomes as Markdown."""
    names = [field.name for field in dataclasses.fields(Outcome)]
    lines = [f"| {backend} | {' | '.join(name.replace('_', ' ') for name in names)} |"]
    lines.append("|---" * (len(names) + 1) + "|")
    for fault, outcome in (outcomes | {"in all": _total(outcomes)}).items():
        values = dataclasses.astuple(outcome) if outcome else ["not run here"]
        shown = [f"{value:.1f}" if isinstance(value, float) else str(value) for value in values]
        lines.append(f"| {fault} | {' | '.join(shown)} |")
    return "\n".join(lines)


def _total(outcomes: dict[str, Outcome | None]) -> Outcome:
    """Sums; of the worst job and of the recovery, the worst."""
    ran = [dataclasses.asdict(outcome) for outcome in outcomes.values() if outcome]
    worst = ("worst_job_pages_twice", "recovery_seconds")
    return Outcome(
        **{
            field.name: (max if field.name in worst else sum)(each[field.name] for each in ran)
            for field in dataclasses.fields(Outcome)
        }
    )


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos", description=__doc__)
    parser.add_argument("--backend", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--jobs", type=int, default=300, help="in flight, on each backend")
    parser.add_argument("--pages", type=int, default=40, help="of the longest document")
    parser.add_argument("--only", default="", help="a part of the name of a fault")
    options = parser.parse_args()
    backends = ["sqlite", "postgres"] if options.backend == "both" else [options.backend]
    good, started = True, time.monotonic()
    for backend in backends:
        outcomes = run(backend, options.jobs, options.pages, options.only)
        print(f"\n{table(backend, outcomes)}", flush=True)
        good = good and all(outcome.good() for outcome in outcomes.values() if outcome)
    _tell(f"{(time.monotonic() - started) / 60:.1f} minutes")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
