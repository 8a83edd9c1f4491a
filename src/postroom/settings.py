"""Every setting, with its unit, and the only reader of the environment.

A nested setting is written with two underscores: ``POSTROOM_UPLOAD__MAX_BYTES=1000000``.
"""

from __future__ import annotations

import difflib
import os
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from postroom.errors import SettingsError

PREFIX = "POSTROOM_"
OPENAI_KEY = "OPENAI_API_KEY"


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class UploadSettings(_Group):
    """What a client may send."""

    max_bytes: int = Field(default=500_000_000, gt=0, description="Largest file, in bytes.")
    max_field_bytes: int = Field(default=2_000_000, gt=0, description="Largest form field, in bytes.")
    max_categories: int = Field(default=1_000, gt=0, description="Most categories in one request.")
    max_name_length: int = Field(default=500, gt=0, description="Longest category name, in characters.")
    max_description_length: int = Field(
        default=4_000, gt=0, description="Longest description, in characters."
    )
    idle_seconds: float = Field(default=60, gt=0, description="Longest wait for the next bytes, in seconds.")
    total_seconds: float = Field(
        default=3_600, gt=0, description="Longest time for a whole form, in seconds."
    )


class ConnectionSettings(_Group):
    """How patient the API is with a connection, whoever is at its other end."""

    max_head_bytes: int = Field(
        default=65_536, gt=0, description="Longest address and headers of a request, in bytes."
    )
    head_seconds: float = Field(
        default=20, gt=0, description="Longest wait for the head of a request, in seconds."
    )
    write_seconds: float = Field(
        default=60, gt=0, description="Longest wait for a client to take an answer, in seconds."
    )


class DocumentSettings(_Group):
    """How far a document is read."""

    max_pages: int = Field(
        default=1_000, gt=0, description="Pages classified; later pages are not looked at."
    )
    max_document_pages: int = Field(default=20_000, gt=0, description="Pages a document may have at all.")
    max_pixels: int = Field(default=200_000_000, gt=0, description="Pixels an image or a page may have.")
    page_seconds: float = Field(default=30, gt=0, description="Longest time for one page, in seconds.")
    page_memory_mb: int = Field(default=4_096, gt=0, description="Address space of a pool process, in MiB.")
    recycle_documents: int = Field(
        default=1_000, gt=0, description="Documents after which a pool process is replaced by a new one."
    )
    recycle_memory_mb: int = Field(
        default=2_048,
        gt=0,
        description="Memory over which an idle pool process is replaced by a new one, in MiB (Linux).",
    )
    confined: bool = Field(
        default=True,
        description="Whether the kernel keeps pool processes from writing files, making connections and "
        "reading anything but the installation and the documents (Linux).",
    )


class OutboundSettings(_Group):
    """How far the service goes to fetch a URL that a client named."""

    allow_networks: tuple[IPv4Network | IPv6Network, ...] = Field(
        default=(), description='Networks that are allowed though they are private, such as ["10.0.0.0/8"].'
    )
    max_redirects: int = Field(default=5, ge=0, description="Redirects followed, each checked anew.")
    connect_seconds: float = Field(default=10, gt=0, description="Longest wait for a connection, in seconds.")
    total_seconds: float = Field(default=300, gt=0, description="Longest download, in seconds.")


class ClassifierSettings(_Group):
    """What answers."""

    kind: Literal["local", "vision", "cascade"] = Field(
        default="local",
        description="`local`: the offline classifier; `vision`: a vision model; "
        "`cascade`: the offline classifier, and a vision model for the pages that it is unsure of.",
    )
    factory: str = Field(
        default="postroom.classification.local:load",
        pattern=r"^[\w.]+:\w+$",
        description="`module:function` that makes the offline classifier; the module also has `version()`.",
    )
    cascade_confidence: float = Field(
        default=0.8,
        ge=0,
        le=1,
        description="Offline confidence under which the cascade asks the vision model.",
    )
    cascade_none_of_these: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description='Offline probability of "none of these" over which the cascade asks the vision model.',
    )


BUDGET = r"^[1-9][0-9]* (pages|tokens)$"


class VisionSettings(_Group):
    """The vision model, at any endpoint that speaks OpenAI's chat completions."""

    base_url: str = Field(
        default="https://api.openai.com/v1", pattern=r"^https?://", description="The endpoint."
    )
    model: str | None = Field(default=None, description="The model's name at the endpoint.")
    api_key: SecretStr | None = Field(
        default=None, description="The endpoint's key; without one, the variable OPENAI_API_KEY."
    )
    input: Literal["image", "text", "both"] = Field(
        default="image", description="What the model is shown of a page: `image`, `text` or `both`."
    )
    long_side: int = Field(default=1_024, ge=64, le=8_192, description="Long side of the image, in pixels.")
    quality: int = Field(default=80, ge=1, le=100, description="Quality of the image as a JPEG.")
    max_characters: int = Field(default=12_000, gt=0, description="Characters of the page's text, at most.")
    max_answer_tokens: int = Field(default=1_000, gt=0, description="Tokens of an answer, at most.")
    concurrency: int = Field(default=8, gt=0, description="Requests in hand at a time, for each worker.")
    requests_per_minute: int = Field(
        default=0, ge=0, description="Requests in a minute, for each worker; 0 for no limit."
    )
    request_seconds: float = Field(default=60, gt=0, description="Longest wait for an answer, in seconds.")
    page_seconds: float = Field(
        default=180, gt=0, description="Longest time for a page with all its retries, in seconds."
    )
    max_attempts: int = Field(default=6, gt=0, description="Requests for one question, retries counted in.")
    fallback: Literal["error", "local"] = Field(
        default="error",
        description="When the endpoint gives no answer: `error`, or `local`, the offline answer.",
    )
    calibration: float = Field(
        default=1,
        gt=0,
        description="Temperature that the model's confidence is calibrated by: over 1 makes it more modest.",
    )
    job_budget: str | None = Field(
        default=None,
        pattern=BUDGET,
        description='What a job may spend, such as "20 pages" or "50000 tokens".',
    )
    day_budget: str | None = Field(
        default=None, pattern=BUDGET, description="What all jobs of a day (UTC) may spend; written likewise."
    )
    input_price: float = Field(default=0, ge=0, description="Price of a million tokens that are sent.")
    output_price: float = Field(default=0, ge=0, description="Price of a million tokens that are answered.")


class LimitSettings(_Group):
    """How often a key may ask, and how much may wait."""

    submits_per_minute: int = Field(
        default=0, ge=0, description="Documents a key may send in a minute; 0 for no limit."
    )
    reads_per_minute: int = Field(
        default=12_000, ge=0, description="Jobs a key may read in a minute; 0 for no limit."
    )
    redis_url: SecretStr | None = Field(
        default=None,
        description="Where reads are counted for all API processes together, as `redis://host:6379/0`; none: "
        "each process counts for itself. Submits are counted in the database.",
    )
    open_jobs_per_key: int = Field(
        default=10_000, gt=0, description="Jobs of a key that may wait or run; more are refused for now."
    )
    open_jobs: int = Field(
        default=50_000, gt=0, description="Jobs of all keys that may wait or run; more are refused for now."
    )


class JobSettings(_Group):
    """How jobs run and how long they are kept."""

    retention_days: float = Field(
        default=7, gt=0, description="Days a job, its result and its file are kept."
    )
    deadline_seconds: float = Field(
        default=3_600,
        gt=0,
        description="Longest time a worker is at a document, or at a part of a large one, in seconds.",
    )
    max_attempts: int = Field(default=3, gt=0, description="Starts without progress before a job fails.")
    part_pages: int = Field(
        default=250,
        gt=0,
        description="Pages over which a document is shared out in parts of about so many pages, which several"
        " workers take.",
    )
    poll_seconds: float = Field(
        default=0.4, ge=0.05, description="How often a worker looks for jobs, in seconds."
    )
    watch_seconds: float = Field(
        default=0.2,
        ge=0.05,
        description="How often an API process looks whether jobs that its clients wait for have changed,"
        " in seconds; of what a worker of its own changes, it hears at once.",
    )
    heartbeat_seconds: float = Field(
        default=2,
        ge=0.1,
        description="How often a worker says that it lives, in seconds; after about five missed ones, others "
        "take over its jobs.",
    )
    silent_looks: int = Field(
        default=10,
        ge=3,
        description="Heartbeats in a row after which `postroom serve` kills a silent worker of its own, and "
        "starts it again.",
    )
    stop_seconds: float = Field(
        default=10, ge=0, description="Time to finish running jobs at a stop, in seconds."
    )


class DatabaseSettings(_Group):
    """How Postgres is used, where `POSTROOM_DATABASE_URL` names one."""

    connections: int = Field(
        default=8, ge=3, description="Most connections to Postgres that one process keeps."
    )


class StorageSettings(_Group):
    """Where documents are kept."""

    url: str | None = Field(
        default=None,
        pattern=r"^s3://[^/]+",
        description="Bucket of an S3-compatible store, as `s3://bucket/prefix`; none: the data folder.",
    )
    endpoint: str | None = Field(
        default=None, pattern=r"^https?://", description="Address of the store; none: Amazon's."
    )
    region: str = Field(default="us-east-1", description="The store's region.")
    access_key_id: str | None = Field(
        default=None, description="Access key; none: as Amazon's tools find one (variables, instance role)."
    )
    secret_access_key: SecretStr | None = Field(default=None, description="The secret of the access key.")
    scratch_bytes: int = Field(
        default=5_000_000_000,
        gt=0,
        description="Documents that a worker keeps on its own disk while it works on them, in bytes.",
    )


class WebhookSettings(_Group):
    """Who is told that a job has ended."""

    url: str | None = Field(
        default=None,
        pattern=r"^https?://",
        description="Your own server, which every ended job of every key is posted to; it may be private.",
    )
    secret: SecretStr | None = Field(
        default=None, description="Signs what is posted there: `whsec_` and base64; none: not signed."
    )
    format: Literal["compat", "v1"] = Field(
        default="compat",
        description="What is posted there: `compat`, what `GET /classify/{job_id}` shows; `v1`, an event.",
    )
    seconds: float = Field(default=15, gt=0, description="Longest wait for a receiver, in seconds.")
    concurrency: int = Field(
        default=8, gt=0, description="Deliveries to one receiver's host at a time, of all workers together."
    )
    retry_hours: float = Field(
        default=24, gt=0, description="How long a delivery that fails is tried again, in hours."
    )
    longest_wait_seconds: float = Field(
        default=3_600, ge=1, description="Longest wait between two attempts of a delivery, in seconds."
    )
    disable_days: float = Field(
        default=5, gt=0, description="Days of nothing but failures after which an endpoint is switched off."
    )
    max_endpoints: int = Field(default=20, gt=0, description="Endpoints that a key may have.")


class CompatSettings(_Group):
    """Choices where the contract's sources contradict each other."""

    show_queued: bool = Field(default=False, description="Show a waiting job as `queued`.")


class Settings(BaseSettings):
    """The service's settings; see `postroom settings` for the table."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, validate_default=True
    )

    data_dir: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("postroom", appauthor=False),
        description="Folder of the database and the stored files, where they are not elsewhere.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="Postgres database, as `postgresql://user:password@host/name`; none: SQLite in the data "
        "folder.",
    )
    host: str = Field(default="127.0.0.1", description="Address the API listens on.")
    port: int = Field(
        default=8000, ge=0, le=65535, description="Port the API listens on; 0 takes a free one."
    )
    workers: int = Field(
        default_factory=lambda: os.cpu_count() or 1,
        ge=0,
        description="Pool processes; 0 serves the API only.",
    )
    api_key: SecretStr | None = Field(
        default=None, description="A key to accept besides those made by `postroom keys`."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least level logged."
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="`text`: lines for people; `json`: an object a line, for programs."
    )
    upload: UploadSettings = UploadSettings()
    connections: ConnectionSettings = ConnectionSettings()
    documents: DocumentSettings = DocumentSettings()
    outbound: OutboundSettings = OutboundSettings()
    classifier: ClassifierSettings = ClassifierSettings()
    vision: VisionSettings = VisionSettings()
    limits: LimitSettings = LimitSettings()
    jobs: JobSettings = JobSettings()
    database: DatabaseSettings = DatabaseSettings()
    storage: StorageSettings = StorageSettings()
    webhook: WebhookSettings = WebhookSettings()
    compat: CompatSettings = CompatSettings()


def load(**overrides: Any) -> Settings:
    """Settings from the environment, with `overrides` (such as command-line options) on top.

    Raises:
        SettingsError: A variable is not known, or a value can't be used.
    """
    _reject_unknown_variables()
    try:
        settings = Settings(**overrides)
    except ValidationError as error:
        lines = [_explain(item["loc"], item["msg"]) for item in error.errors()]
        raise SettingsError("; ".join(lines)) from error
    if settings.classifier.kind != "local" and not settings.vision.model:
        raise SettingsError("POSTROOM_VISION__MODEL must name the vision model")
    if settings.vision.api_key is None and (key := os.environ.get(OPENAI_KEY)):
        return _with_vision_key(settings, SecretStr(key))
    return settings


def withhold_vision_key(settings: Settings) -> Settings:
    """The settings without the vision endpoint's key, which also leaves this process's environment.

    For processes that open untrusted documents: they inherit both.
    """
    for name in (OPENAI_KEY, f"{PREFIX}VISION__API_KEY"):
        os.environ.pop(name, None)
    return _with_vision_key(settings, None)


def for_pool_processes(settings: Settings) -> Settings:
    """What a process that opens untrusted documents may know: no address, no key."""
    unknown = {
        name: field.get_default(call_default_factory=True, validated_data={})
        for name, field in Settings.model_fields.items()
        if name not in ("documents", "classifier", "vision", "log_level", "log_format")
    }
    return _with_vision_key(settings.model_copy(update=unknown), None)


def _with_vision_key(settings: Settings, key: SecretStr | None) -> Settings:
    return settings.model_copy(update={"vision": settings.vision.model_copy(update={"api_key": key})})


def trace_exporters() -> tuple[str, ...]:
    """The exporters of traces that OpenTelemetry's own variables ask for, by their entry points' names."""
    off = os.environ.get("OTEL_SDK_DISABLED", "").strip().lower() == "true"
    named = os.environ.get("OTEL_TRACES_EXPORTER", "")
    has_endpoint = any(
        os.environ.get(f"OTEL_EXPORTER_OTLP_{name}") for name in ("ENDPOINT", "TRACES_ENDPOINT")
    )
    if off or not (named or has_endpoint):
        return ()
    names = [name.strip().lower() for name in (named or "otlp").split(",")]
    return tuple(_otlp_exporter() if name == "otlp" else name for name in names if name not in ("", "none"))


def _otlp_exporter() -> str:
    protocols = [os.environ.get(f"OTEL_EXPORTER_OTLP_{name}") for name in ("TRACES_PROTOCOL", "PROTOCOL")]
    protocol = next(filter(None, protocols), "http/protobuf").strip().lower()
    return {"http/protobuf": "otlp_proto_http", "grpc": "otlp_proto_grpc"}.get(protocol, f"otlp {protocol}")


def variables() -> dict[str, tuple[str, Any]]:
    """Each environment variable with its description and default, in the order of this module."""
    table: dict[str, tuple[str, Any]] = {}
    for name, field in Settings.model_fields.items():
        group = field.annotation
        if isinstance(group, type) and issubclass(group, _Group):
            for inner, inner_field in group.model_fields.items():
                variable = f"{PREFIX}{name}__{inner}".upper()
                table[variable] = (inner_field.description or "", inner_field.default)
        else:
            default = field.get_default(call_default_factory=True, validated_data={})
            table[f"{PREFIX}{name}".upper()] = (field.description or "", default)
    return table


def _reject_unknown_variables() -> None:
    known = set(variables())
    # Test fixtures are told of external servers by POSTROOM_TEST_… variables.
    unknown = [
        name
        for name in os.environ
        if name.upper().startswith(PREFIX)
        and not name.upper().startswith(f"{PREFIX}TEST_")
        and name.upper() not in known
    ]
    if not unknown:
        return
    lines: list[str] = []
    for name in sorted(unknown):
        close = difflib.get_close_matches(name.upper(), known, n=1)
        lines.append(f"{name} is not a setting" + (f"; did you mean {close[0]}?" if close else ""))
    raise SettingsError("; ".join(lines))


def _explain(location: tuple[int | str, ...], message: str) -> str:
    return f"{PREFIX}{'__'.join(str(part) for part in location)}".upper() + f": {message}"
