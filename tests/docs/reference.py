"""Writes docs/reference anew from the code: `python -m tests.docs.reference`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from postroom import errors, settings
from postroom.errors import PostroomError

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
NOTICE = "<!-- Made by `make docs` from {source}; a test compares the two. -->\n"
OF_THE_MACHINE = {
    "POSTROOM_DATA_DIR": "the platform's user data folder",
    "POSTROOM_WORKERS": "the number of cores",
}

ERRORS_INTRODUCTION = """\
# Errors

Every error has one `code`, wherever you meet it:

- **`/v1`** answers with problem details (RFC 9457): `code`, `title`, `detail`, `status`, `retryable`, `advice`.
- **A failed job** under `/v1/jobs/{id}` holds the same object as `problem`.
- **`/classify`** answers in the shapes of its contract, with the status of the table and the text in `detail`; a failed
  job there has the text in `error`.
- **Python**: `postroom.Client` and `postroom.classify` raise the class of the same name from `postroom.errors`; all
  are `postroom.PostroomError`.
- **The command line** prints the detail and the advice to stderr and exits with the code of the table.

*Retry* says whether the same request may succeed later. `RateLimited` and the capacity errors come with a
`Retry-After` header.

"""

SETTINGS_INTRODUCTION = """\
# Settings

Settings are environment variables. A variable that begins with `POSTROOM_` and is not in this list stops the service
at once, with the name that was probably meant. `postroom settings` prints the same list. The options of
`postroom serve` go before the variables.

Lists are written as JSON.

"""


def errors_page() -> str:
    """docs/reference/errors.md."""
    return ERRORS_INTRODUCTION + NOTICE.format(source="postroom/errors.py") + "".join(_branches())


def _branches() -> Iterator[str]:
    for branch in PostroomError.__subclasses__():
        leaves = [error for error in errors.leaves() if issubclass(error, branch)]
        yield f"\n## {branch.__name__}\n\n{_sentence(branch)}\n\n"
        yield "| code | class | HTTP | exit | retry | what happened | what to do |\n|---|---|---|---|---|---|---|\n"
        for leaf in leaves:
            retry = "yes" if leaf.retryable else "no"
            yield (
                f"| `{leaf.code}` | `{leaf.__name__}` | {leaf.status} | {leaf.exit_code} | {retry} "
                f"| {_sentence(leaf)} | {_cell(leaf.advice)} |\n"
            )


def settings_page() -> str:
    """docs/reference/settings.md."""
    return SETTINGS_INTRODUCTION + NOTICE.format(source="postroom/settings.py") + "".join(_groups())


def _groups() -> Iterator[str]:
    variables = settings.variables()
    groups: dict[str, list[str]] = {"The service": []}
    for name, field in settings.Settings.model_fields.items():
        variable = f"{settings.PREFIX}{name}".upper()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            title = (field.annotation.__doc__ or "").strip().rstrip(".")
            groups[title] = [each for each in variables if each.startswith(f"{variable}__")]
        else:
            groups["The service"].append(variable)
    for title, names in groups.items():
        yield f"\n## {title}\n\n| variable | default | meaning |\n|---|---|---|\n"
        for name in names:
            meaning, default = variables[name]
            yield f"| `{name}` | {OF_THE_MACHINE.get(name) or _default(default)} | {_cell(meaning)} |\n"


def _default(value: object) -> str:
    if value is None:
        return "none"
    if value == ():
        return "`[]`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`"


def _sentence(error: type[PostroomError]) -> str:
    return _cell(textwrap.dedent(error.__doc__ or "").strip().partition("\n\n")[0])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


PAGES = {"errors.md": errors_page, "settings.md": settings_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
