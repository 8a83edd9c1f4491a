"""What the C library is asked about memory, where it is glibc; elsewhere nothing is done."""

from __future__ import annotations

import contextlib
import ctypes

# See malloc.h.
M_ARENA_MAX = -8


def share_one_heap() -> None:
    """Have the threads of this process share one heap.

    Each would get its own, and what it once needed at most would stay there: a process of many threads would
    grow for hours. Ours do little besides waiting, and none waits for the heap.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").mallopt(M_ARENA_MAX, 1)


def give_back() -> None:
    """Hand back to the system what was freed; the C library keeps it otherwise."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
