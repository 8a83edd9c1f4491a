"""Budgets, and the book in which every request is entered."""

from __future__ import annotations

import dataclasses
import threading
from typing import Literal, Protocol, Self

from postroom.errors import BudgetSpent
from postroom.schemas import Spending


@dataclasses.dataclass(frozen=True, slots=True)
class Budget:
    """So many pages or tokens."""

    amount: int
    unit: Literal["pages", "tokens"]

    @classmethod
    def of(cls, text: str | None) -> Self | None:
        """What a setting says, such as ``20 pages``; None for no budget."""
        if text is None:
            return None
        amount, unit = text.split()
        return cls(int(amount), "tokens" if unit == "tokens" else "pages")

    def check(self, spent: Spending, whose: str) -> None:
        """Make sure that something is left for another page; tokens are known only after they are spent.

        Raises:
            BudgetSpent: Nothing is.
        """
        used = spent.pages if self.unit == "pages" else spent.input_tokens + spent.output_tokens
        if used >= self.amount:
            raise BudgetSpent(f"the budget of {self.amount} {self.unit} for {whose} is spent")


class Book(Protocol):
    """Where the requests for one job are entered, as they are made. Called from threads."""

    def begin_page(self) -> None:
        """Enter a page before it is asked about.

        Raises:
            BudgetSpent: There is no budget for it; nothing was entered.
        """
        ...

    def enter(self, requests: int, input_tokens: int, output_tokens: int) -> None:
        """Enter requests that were made, and what they took."""
        ...


class MemoryBook:
    """A book that lasts as long as the process; its budget is for all that it holds."""

    def __init__(self, budget: Budget | None = None) -> None:
        self._budget = budget
        self._lock = threading.Lock()
        self.spent = Spending()

    def begin_page(self) -> None:
        """See `Book`."""
        with self._lock:
            if self._budget:
                self._budget.check(self.spent, "this job")
            self.spent = dataclasses.replace(self.spent, pages=self.spent.pages + 1)

    def enter(self, requests: int, input_tokens: int, output_tokens: int) -> None:
        """See `Book`."""
        with self._lock:
            self.spent = dataclasses.replace(
                self.spent,
                requests=self.spent.requests + requests,
                input_tokens=self.spent.input_tokens + input_tokens,
                output_tokens=self.spent.output_tokens + output_tokens,
            )
