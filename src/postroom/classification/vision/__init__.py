"""A vision model at any endpoint that speaks OpenAI's chat completions, alone or after the offline one.

Pool processes read the page, give the offline answer, and refer the page (`referral`). The worker, or the
process that was asked, puts the question to the endpoint (`vision`): untrusted documents and the endpoint's
key are never in one process.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from postroom.errors import ClassifierUnavailable
from postroom.settings import ClassifierSettings, Settings, VisionSettings

if TYPE_CHECKING:
    from postroom.classification.vision.vision import Vision

PROMPT = 1
"""Raise it with every change of the prompt or of the reading of replies."""

NO_MATTER = {
    "api_key",
    "concurrency",
    "requests_per_minute",
    "request_seconds",
    "page_seconds",
    "max_attempts",
    "fallback",
    "job_budget",
    "day_budget",
    "input_price",
    "output_price",
}
"""Settings that don't decide what the model answers."""


def version(settings: Settings, local: str) -> str:
    """Names the model and every setting that decides the answer; `local` is the offline version."""
    parts = (
        str(PROMPT),
        local,
        settings.classifier.model_dump_json(),
        settings.vision.model_dump_json(exclude=NO_MATTER),
    )
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
    return f"{settings.classifier.kind}:{settings.vision.model}:{digest}"


def make_vision(classifier: ClassifierSettings, vision: VisionSettings) -> Vision:
    """The vision model of these settings.

    Raises:
        ClassifierUnavailable: The extra is not installed.
    """
    try:
        from postroom.classification.vision.vision import Vision
    except ImportError as error:
        raise ClassifierUnavailable(
            f"{error.name} is not installed; run: pip install 'postroom[vision]'"
        ) from error
    return Vision(classifier, vision)
