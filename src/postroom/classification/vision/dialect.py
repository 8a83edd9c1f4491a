"""What an endpoint understands. Every server speaks its own part of OpenAI's chat completions."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal

MAX_ENUM = 500
"""Labels from which on the schema is not sent: OpenAI takes so many in an enum."""

TOP_LOGPROBS = 20
"""Alternatives asked for each token: the most that OpenAI gives."""

HOPELESS = ("context", "image_url", "too large", "too long")
"""Words of a refusal that is about this page, not about how the question is put."""


@dataclasses.dataclass(frozen=True, slots=True)
class Dialect:
    """How an endpoint is asked; begins with everything and gives up what the endpoint refuses.

    Attributes:
        format: How the answer is bound: by a JSON schema, to JSON, or not at all.
        logprobs: Whether log-probabilities are asked for; without them the model states a runner-up.
        temperature: Whether a temperature may be given.
        limit: What the cap on the answer's tokens is called.
    """

    format: Literal["schema", "json", "text"] = "schema"
    logprobs: bool = True
    temperature: bool = True
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"

    def simpler(self, refusal: str) -> Dialect | None:
        """What to try after a refusal in these words; None when there is nothing left to give up."""
        said = refusal.lower()
        if any(word in said for word in HOPELESS):
            return None
        if self.logprobs and "logprob" in said:
            return dataclasses.replace(self, logprobs=False)
        if self.temperature and "temperature" in said:
            return dataclasses.replace(self, temperature=False)
        if self.limit == "max_tokens" and "max_tokens" in said:
            return dataclasses.replace(self, limit="max_completion_tokens")
        if self.format == "schema":
            return dataclasses.replace(self, format="json")
        if self.format == "json":
            return dataclasses.replace(self, format="text")
        if self.logprobs:
            return dataclasses.replace(self, logprobs=False)
        return None

    def parameters(self, schema: dict[str, Any], labels: int, max_answer_tokens: int) -> dict[str, Any]:
        """The request's parameters besides the model and the messages."""
        parameters: dict[str, Any] = {self.limit: max_answer_tokens}
        if self.temperature:
            parameters["temperature"] = 0
        if self.logprobs:
            parameters |= {"logprobs": True, "top_logprobs": TOP_LOGPROBS}
        if self.format == "schema" and labels <= MAX_ENUM:
            bound = {"name": "page", "strict": True, "schema": schema}
            parameters["response_format"] = {"type": "json_schema", "json_schema": bound}
        elif self.format != "text":
            parameters["response_format"] = {"type": "json_object"}
        return parameters
