"""The answers of a batch: each is on the disk before the next document is begun, whatever happens then."""

from __future__ import annotations

import csv
import dataclasses
import json
import os
from pathlib import Path
from typing import IO, Any, Self

from postroom.errors import InvalidRequest
from postroom.schemas import Classification

FORMATS = (".csv", ".jsonl", ".parquet")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of one document; a row of the file of answers.

    Attributes:
        file: Its path below the batch's folder.
        category: What it is; None when it could not be read.
        confidence: Probability of `category`, 0–1.
        none_of_these: Probability that no category fits, 0–1.
        pages: Pages classified.
        error: Code of the error.
        detail: The error in words.
    """

    file: str
    category: str | None = None
    confidence: float | None = None
    none_of_these: float | None = None
    pages: int | None = None
    error: str | None = None
    detail: str | None = None

    @classmethod
    def of(cls, file: str, answer: Classification) -> Self:
        """The row of an answer."""
        return cls(
            file=file,
            category=answer.category,
            confidence=answer.confidence,
            none_of_these=answer.none_of_these,
            pages=len(answer.pages),
        )


def check_format(results: Path) -> None:
    """Refuse a file of answers that can't be written.

    Raises:
        InvalidRequest: Its ending is not known, or its folder is not there.
    """
    if results.suffix not in FORMATS:
        raise InvalidRequest(f"--out must end in {', '.join(FORMATS)}.")
    if not results.absolute().parent.is_dir():
        raise InvalidRequest("The folder of --out is not there.")


class Journal:
    """A file of lines beside the file of answers; it goes when the answers are complete.

    Args:
        results: The file of answers; never overwritten.
        folder: Of the documents.
        asked: What was asked of each document; an answer to another question is not taken for one to this.

    Raises:
        InvalidRequest: The answers are there already, another batch works on them, or another was begun.
    """

    def __init__(self, results: Path, folder: Path, asked: dict[str, Any]) -> None:
        self._results = results
        self._path = results.with_name(results.name + ".journal")
        if results.exists():
            raise InvalidRequest("The file of --out is there already; name another, or remove it.")
        try:
            # Not on Windows, where the other commands work.
            import fcntl
        except ImportError as error:
            raise InvalidRequest(
                "`postroom batch` needs a system with file locks: Linux or macOS."
            ) from error
        self._file: IO[bytes] = self._path.open("a+b")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise InvalidRequest("Another batch writes this file.") from error
        self.entries: dict[str, Entry] = {}
        head = {"folder": str(folder.resolve())} | asked
        begun = self._read()
        if begun is None:
            self._write(head)
        elif begun != json.loads(json.dumps(head)):
            self._file.close()
            raise InvalidRequest(
                "A batch with another folder or other categories was begun here; name another --out."
            )

    def _read(self) -> dict[str, Any] | None:
        self._file.seek(0)
        lines = self._file.read().split(b"\n")
        whole = lines[:-1]
        # What stands after the last end of a line was cut off by a kill.
        self._file.truncate(sum(len(line) + 1 for line in whole))
        for line in whole[1:]:
            entry = Entry(**json.loads(line))
            self.entries[entry.file] = entry
        return json.loads(whole[0]) if whole else None

    def add(self, entry: Entry) -> None:
        """Keep an answer; it is on the disk when this returns."""
        self._write(dataclasses.asdict(entry))
        self.entries[entry.file] = entry

    def _write(self, line: dict[str, Any]) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def finish(self) -> None:
        """Write the file of answers, whole or not at all, and remove the journal."""
        rows = [dataclasses.asdict(self.entries[name]) for name in sorted(self.entries)]
        partial = self._results.with_name(f".{self._results.name}.partial")
        _WRITERS[self._results.suffix](partial, rows)
        os.link(partial, self._results)  # fails, and overwrites nothing, if somebody has made it meanwhile
        partial.unlink()
        self._path.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


_COLUMNS = [field.name for field in dataclasses.fields(Entry)]


def _write_csv(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def _write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _write_parquet(path: Path, rows: list[dict[str, Any]]) -> None:
    import importlib

    arrow: Any = importlib.import_module("pyarrow")
    parquet: Any = importlib.import_module("pyarrow.parquet")
    kinds = {"confidence": arrow.float64(), "none_of_these": arrow.float64(), "pages": arrow.int64()}
    schema = arrow.schema([(name, kinds.get(name, arrow.string())) for name in _COLUMNS])
    parquet.write_table(arrow.Table.from_pylist(rows, schema=schema), path)


_WRITERS = {".csv": _write_csv, ".jsonl": _write_lines, ".parquet": _write_parquet}
