"""Extremely randomised trees (Geurts, Ernst and Wehenkel, 2006) over a page's numbers; grown by training."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

SHARES = 255
"""What a leaf's shares, kept as bytes, add up to."""
LEAST = 1e-4
"""No class is ruled out by trees alone."""


@dataclasses.dataclass(frozen=True, slots=True)
class Forest:
    """All the trees in one list of nodes.

    Attributes:
        questions: Which number a node asks for, shape (nodes,).
        thresholds: Up to where the answer is `below`, shape (nodes,).
        below: The node to go to then, shape (nodes,); a leaf goes to itself.
        above: The node to go to otherwise.
        leaves: Row of `shares` of a node, shape (nodes,); of no meaning where it is no leaf.
        shares: What was seen of each class in a leaf, shape (leaves, classes), in `SHARES`.
        roots: First node of each tree, shape (trees,).
        kinds: The types that are told apart, shape (classes,).
    """

    questions: npt.NDArray[np.uint8]
    thresholds: npt.NDArray[np.float32]
    below: npt.NDArray[np.int32]
    above: npt.NDArray[np.int32]
    leaves: npt.NDArray[np.int32]
    shares: npt.NDArray[np.uint8]
    roots: npt.NDArray[np.int32]
    kinds: npt.NDArray[np.int64]

    def log_probabilities(self, numbers: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Log probabilities of the classes for a page's numbers, from about -9 to 0."""
        places = self.roots
        while True:
            low = numbers[self.questions[places]] <= self.thresholds[places]
            deeper = np.where(low, self.below[places], self.above[places])
            if np.array_equal(deeper, places):
                break
            places = deeper
        shares = self.shares[self.leaves[places]].mean(axis=0, dtype=np.float32) / np.float32(SHARES)
        return np.log(shares + np.float32(LEAST))
