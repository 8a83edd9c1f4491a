"""The part of OpenAI's chat completion that is read, as servers really send it: much may be missing."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, NonNegativeInt

from postroom.classification.vision.reply import Token

Octet = Annotated[int, Field(ge=0, le=255)]


class _Alternative(BaseModel):
    token: str
    logprob: float = Field(allow_inf_nan=False)
    octets: list[Octet] | None = Field(default=None, alias="bytes")

    @property
    def data(self) -> bytes:
        return self.token.encode() if self.octets is None else bytes(self.octets)


class _Token(_Alternative):
    top_logprobs: list[_Alternative] | None = None


class _Logprobs(BaseModel):
    content: list[_Token] | None = None


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None
    logprobs: _Logprobs | None = None


class _Usage(BaseModel):
    prompt_tokens: NonNegativeInt = 0
    completion_tokens: NonNegativeInt = 0


class Completion(BaseModel):
    """A reply."""

    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage | None = None

    @property
    def used(self) -> tuple[int, int]:
        """Tokens sent and answered; 0 where the server counts none."""
        return (self.usage.prompt_tokens, self.usage.completion_tokens) if self.usage else (0, 0)

    @property
    def text(self) -> str:
        """The model's own words; empty when it gave none."""
        return self.choices[0].message.content or ""

    @property
    def is_refused(self) -> bool:
        """True when the model, or a filter before it, declined to answer."""
        choice = self.choices[0]
        return bool(choice.message.refusal) or choice.finish_reason == "content_filter"

    @property
    def is_cut(self) -> bool:
        """True when the answer was longer than its cap."""
        return self.choices[0].finish_reason == "length"

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The reply's tokens with their log-probabilities; empty where the server gives none."""
        logprobs = self.choices[0].logprobs
        return tuple(
            Token(
                token.data,
                token.logprob,
                tuple((other.data, other.logprob) for other in token.top_logprobs or ()),
            )
            for token in (logprobs.content if logprobs else None) or ()
        )
