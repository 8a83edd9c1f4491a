"""What is said on the terminal, and how."""

from __future__ import annotations

from typing import NoReturn

from rich.console import Console

from postroom.errors import ClassifierUnavailable

out = Console()
err = Console(stderr=True)


def complain(what: str, advice: str) -> None:
    """An error and what to do about it."""
    err.print(f"error: {what}", style="red", highlight=False, markup=False, soft_wrap=True)
    err.print(f"hint: {advice}", highlight=False, markup=False, soft_wrap=True)


class needs:  # noqa: N801 — reads as a word in a with statement
    """Says what to install when an extra is missing."""

    def __init__(self, extra: str) -> None:
        self._extra = extra

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, ImportError):
            _missing(self._extra, error)


def _missing(extra: str, error: ImportError) -> NoReturn:
    raise ClassifierUnavailable(
        f"{error.name} is not installed; run: pip install 'postroom[{extra}]'"
    ) from error
