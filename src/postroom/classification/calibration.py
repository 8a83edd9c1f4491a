"""From logits to calibrated probabilities: the last step of every classifier."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def probabilities(logits: npt.ArrayLike, temperature: float = 1.0) -> list[float]:
    """The logits as probabilities that sum to 1; a temperature over 1 makes them more modest."""
    values = np.asarray(logits, np.float64) / temperature
    weights = np.exp(values - values.max())
    return (weights / weights.sum()).tolist()
