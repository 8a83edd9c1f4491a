"""Text as a sparse vector of hashed words, word pairs and character n-grams (Weinberger et al., 2009)."""

from __future__ import annotations

import re
import zlib

import numpy as np
import numpy.typing as npt

BUCKETS = 1 << 15
"""Buckets of each of the two hash spaces: words and characters."""

DIMENSIONS = 2 * BUCKETS
MAX_CHARACTERS = 4_000
"""Of a page's text; the beginning says what it is."""

WORDS = re.compile(r"[^\W\d_]+|\d+|[$€£%@#&]")


def normalise(text: str) -> str:
    """Lower case, every digit a 0, single spaces: what a number is tells nothing, that it is one does."""
    return re.sub(r"\s+", " ", re.sub(r"\d", "0", text[:MAX_CHARACTERS].lower())).strip()


def vectorise(text: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """The page's text as bucket numbers, ascending, and their weights.

    Counts are dampened by a logarithm; each of the two halves has length 1, so that long pages and
    short ones weigh the same.
    """
    line = normalise(text)
    words = np.fromiter(
        (zlib.crc32(word.encode()) for word in WORDS.findall(line)), dtype=np.uint64, count=-1
    )
    pairs = (words[:-1] * np.uint64(0x9E3779B1) + words[1:]) & np.uint64(0xFFFFFFFF)
    word_half = _half(np.concatenate([words, _mix(pairs)]), 0)
    characters = np.frombuffer(line.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    grams = [_grams(characters, length) for length in (3, 4, 5)]
    character_half = _half(np.concatenate(grams), BUCKETS)
    return (
        np.concatenate([word_half[0], character_half[0]]),
        np.concatenate([word_half[1], character_half[1]]),
    )


def _grams(characters: npt.NDArray[np.uint64], length: int) -> npt.NDArray[np.uint64]:
    count = len(characters) - length + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    value = np.full(count, length, np.uint64)
    for offset in range(length):
        value = (value * np.uint64(0x01000193) ^ characters[offset : offset + count]) & np.uint64(0xFFFFFFFF)
    return _mix(value)


def _mix(value: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Spreads the bits (the finaliser of MurmurHash3), so that the low ones are as good as any."""
    value = value ^ (value >> np.uint64(16))
    value = (value * np.uint64(0x85EBCA6B)) & np.uint64(0xFFFFFFFF)
    return value ^ (value >> np.uint64(13))


def _half(
    hashes: npt.NDArray[np.uint64], offset: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    if not len(hashes):
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    buckets, counts = np.unique((hashes % np.uint64(BUCKETS)).astype(np.int64), return_counts=True)
    weights = np.log1p(counts).astype(np.float32)
    return buckets + offset, weights / np.float32(np.linalg.norm(weights))
