"""An endpoint that speaks OpenAI's chat completions strictly, and misbehaves on demand.

Every request is held against the types of the official client: parameters, messages, and the image, which is
decoded. It answers with the first label whose name stands in the page's text, else with `default`.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import dataclasses
import io
import itertools
import json
import math
import re
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any, Self, get_type_hints

import uvicorn
from openai.types.chat import (
    ChatCompletionContentPartParam,
    ChatCompletionSystemMessageParam,
    ChatCompletionUserMessageParam,
)
from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming, ResponseFormat
from PIL import Image
from pydantic import TypeAdapter, ValidationError

PARAMETERS = set(get_type_hints(CompletionCreateParamsNonStreaming))
SYSTEM: TypeAdapter[Any] = TypeAdapter(ChatCompletionSystemMessageParam)
USER: TypeAdapter[Any] = TypeAdapter(ChatCompletionUserMessageParam)
PART: TypeAdapter[Any] = TypeAdapter(ChatCompletionContentPartParam)
FORMAT: TypeAdapter[Any] = TypeAdapter(ResponseFormat)
SURE = 0.9
KEY = "sk-a-secret-that-must-not-leak"


@dataclasses.dataclass
class Asked:
    """A request that was understood."""

    body: dict[str, Any]
    text: str
    image: Image.Image | None
    labels: list[str]
    key: str

    @property
    def format(self) -> str:
        return self.body.get("response_format", {"type": "text"})["type"]


Behaviour = Callable[[int, Asked], str]
"""From the request's number, from 1, and the request to what happens; see `Endpoint`."""


def well(_number: int, _asked: Asked) -> str:
    return "well"


class Endpoint:
    """Runs in a thread. `behave` says for each request what to do:

    ``well``, ``429``, ``500``, ``401``, ``404``, ``cut``, ``stall``, ``malformed``, ``not json``, ``empty``,
    ``wrong label``, ``no logprobs``, ``prose``, ``refusal``, ``no schema``, ``no json``, ``no temperature``,
    ``no max_tokens``, ``blind``, or ``slow SECONDS``.
    """

    def __init__(
        self, behave: Behaviour = well, default: str | None = None, retry_after: str = "0.2"
    ) -> None:
        self.behave = behave
        self.default = default
        self.retry_after = retry_after
        self.asked: list[Asked] = []
        self.count = 0
        self.charged = 0
        self.problems: list[str] = []
        self.in_hand = 0
        self.most_in_hand = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/v1"
        config = uvicorn.Config(
            self._app, interface="asgi3", log_config=None, lifespan="off", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._listener],), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)
        assert not self.problems, self.problems

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        body = b""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return  # the asker died before it had asked
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        self.count += 1
        number = self.count
        try:
            asked = self._understand(scope, body)
        except (ValidationError, ValueError, AssertionError, KeyError) as error:
            self.problems.append(f"{type(error).__name__}: {error}")
            await _send(send, 400, {"error": {"message": "not understood"}})
            return
        self.asked.append(asked)
        self.in_hand += 1
        self.most_in_hand = max(self.most_in_hand, self.in_hand)
        try:
            await self._react(self.behave(number, asked), asked, send)
        finally:
            self.in_hand -= 1

    def _understand(self, scope: Any, data: bytes) -> Asked:
        assert (scope["method"], scope["path"]) == ("POST", "/v1/chat/completions"), scope["path"]
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        assert headers["content-type"] == "application/json"
        body = json.loads(data)
        unknown = set(body) - PARAMETERS
        assert not unknown, unknown
        assert isinstance(body["model"], str)
        assert body.get("temperature") in (None, 0)
        assert 0 <= body.get("top_logprobs", 0) <= 20
        assert "top_logprobs" not in body or body["logprobs"] is True
        system, user = body["messages"]
        SYSTEM.validate_python(system)
        USER.validate_python(user)
        text, image = _content(user["content"])
        labels = re.findall(r'^- ("(?:[^"\\]|\\.)*")', system["content"], re.MULTILINE)
        labels = [json.loads(label) for label in labels]
        if "response_format" in body:
            FORMAT.validate_python(body["response_format"])
        if body.get("response_format", {}).get("type") == "json_schema":
            labels = _strict(body["response_format"]["json_schema"])
        return Asked(body, text, image, labels, headers.get("authorization", ""))

    async def _react(self, how: str, asked: Asked, send: Any) -> None:
        if how.startswith("slow"):
            await asyncio.sleep(float(how.split()[1]))
            how = "well"
        if how == "stall":
            await asyncio.sleep(2)
            how = "well"
        refusal = _refusal(how, asked)
        if refusal:
            error = {"message": refusal, "type": "invalid_request_error", "param": None, "code": None}
            await _send(send, 400, {"error": error})
        elif how == "cut":
            headers = [(b"content-type", b"application/json"), (b"content-length", b"5000")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b'{"choices": [', "more_body": True})
            raise ConnectionError("cut on purpose")
        elif how.isdigit():
            # OpenAI's refusal of a key holds a part of it, and others' may hold it whole.
            message = f"Incorrect API key provided: {asked.key}"
            retry = [(b"retry-after", self.retry_after.encode())] if how == "429" else []
            await _send(send, int(how), {"error": {"message": message}}, retry)
        elif how == "malformed":
            await _send(send, 200, b'{"choices": [{"message": {"content": "Inv')
        elif how == "not json":
            await _send(send, 200, b"<html>Bad gateway</html>", [(b"content-type", b"text/html")])
        elif how == "empty":
            await _send(send, 200, {"choices": []})
        else:
            self.charged += 1
            await _send(send, 200, self._completion(how, asked))

    def _completion(self, how: str, asked: Asked) -> dict[str, Any]:
        text = asked.text.casefold()
        label = next((each for each in asked.labels if each.casefold() in text), None)
        label = label or self.default or asked.labels[0]
        if how == "wrong label":
            label = "Something else entirely"
        words = json.dumps({"category": label}, ensure_ascii=False)
        if "runner_up" in json.dumps(asked.body.get("response_format", {})):
            others = [each for each in asked.labels if each != label]
            words = json.dumps({"category": label, "runner_up": others[0]}, ensure_ascii=False)
        if asked.format == "text":
            words = label
        if how == "prose":
            words = f"This page looks like **{label}** to me."
        message = {"role": "assistant", "content": words, "refusal": None}
        if how == "refusal":
            message |= {"content": None, "refusal": "I can't help with that."}
        wanted = asked.body.get("logprobs") and how not in ("no logprobs", "refusal")
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": asked.body["model"],
            "choices": [
                {
                    "index": 0,
                    "message": message,
                    "finish_reason": "stop",
                    "logprobs": {"content": _tokens(words, label, asked.labels)} if wanted else None,
                }
            ],
            "usage": {"prompt_tokens": 100, "completion_tokens": 7, "total_tokens": 107},
        }


def _content(content: Any) -> tuple[str, Image.Image | None]:
    if isinstance(content, str):
        return content, None
    text, image = "", None
    for part in content:
        PART.validate_python(part)
        if part["type"] == "text":
            text += part["text"]
            continue
        head, _, data = part["image_url"]["url"].partition(",")
        assert head == "data:image/jpeg;base64"
        image = Image.open(io.BytesIO(base64.b64decode(data, validate=True)))
        image.load()
        assert image.format == "JPEG"
        assert max(image.size) <= 2048
    return text, image


def _strict(bound: dict[str, Any]) -> list[str]:
    """What OpenAI demands of a strict schema."""
    schema = bound["schema"]
    assert bound["strict"] is True
    assert schema["additionalProperties"] is False
    assert schema["required"] == list(schema["properties"])
    labels = schema["properties"]["category"]["enum"]
    assert len(set(labels)) == len(labels) <= 1000
    return labels


def _refusal(how: str, asked: Asked) -> str | None:
    body = asked.body
    if how in ("no schema", "no json") and asked.format == "json_schema":
        return "response_format json_schema is not supported"
    if how == "no json" and asked.format == "json_object":
        return "response_format is not supported"
    if how == "no temperature" and "temperature" in body:
        return "Unsupported value: 'temperature' does not support 0 with this model."
    if how == "no max_tokens" and "max_tokens" in body:
        return "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    if how == "blind" and asked.image:
        return "Invalid content type. image_url is only supported by certain models."
    return None


def _tokens(words: str, label: str, labels: list[str]) -> list[dict[str, Any]]:
    """Tokens of four bytes that don't respect characters; where the label begins, the others could too."""
    data = words.encode()
    start = data.find(label.encode())
    edges = [*range(0, start, 4), *range(start, len(data), 4), len(data)]
    tokens: list[dict[str, Any]] = []
    for begin, end in itertools.pairwise(edges):
        chosen = [(data[begin:end], 1.0)]
        if begin == start:
            others = {each.encode()[:4] for each in labels} - {data[begin:end]}
            chosen = [(data[begin:end], SURE if others else 1.0)]
            chosen += [(other, (1 - SURE) / len(others)) for other in others]
        each = [
            {"token": part.decode(errors="replace"), "bytes": list(part), "logprob": math.log(share)}
            for part, share in chosen
        ]
        tokens.append(each[0] | {"top_logprobs": each})
    return tokens


async def _send(send: Any, status: int, body: Any, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = [(b"content-type", b"application/json"), (b"content-length", str(len(data)).encode())]
    own = {name for name, _ in headers or []}
    head = [each for each in head if each[0] not in own] + (headers or [])
    with contextlib.suppress(Exception):
        await send({"type": "http.response.start", "status": status, "headers": head})
        await send({"type": "http.response.body", "body": data})


def in_turn(*behaviours: str) -> Behaviour:
    """The first requests behave so, one after the other; all later ones well."""
    left: Iterator[str] = iter(behaviours)
    return lambda _number, _asked: next(left, "well")


def always(behaviour: str) -> Behaviour:
    return lambda _number, _asked: behaviour
