"""Webhooks under /v1: a key's endpoints, its secret, and the log of deliveries."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from postroom.api import native_openapi as openapi
from postroom.api.auth import Admin
from postroom.api.body import TEXT, Body, read_json
from postroom.api.cursors import read_cursor, write_cursor
from postroom.api.fields import read_id
from postroom.api.state import State
from postroom.errors import InvalidParameter, InvalidRequest
from postroom.outbound import check_url
from postroom.schemas import WebhookFormat, to_json
from postroom.settings import OutboundSettings
from postroom.webhooks.deliveries import DeliveryFilter

router = APIRouter(prefix="/v1", tags=["webhooks"])

Event = Literal["job.completed", "job.failed", "job.cancelled", "batch.finished"]

Url = Annotated[str, Field(max_length=4_096, pattern=TEXT, json_schema_extra={"format": "uri"})]
Events = Annotated[list[Event], Field(min_length=1, max_length=4)]
Description = Annotated[str | None, Field(max_length=500, pattern=TEXT)]


class NewEndpoint(Body):
    """A receiver to be registered."""

    url: Url
    events: Events
    format: WebhookFormat = "v1"
    description: Description = None


class EndpointChange(Body):
    """What of an endpoint is changed; what is not named stays."""

    url: Url = ""
    events: Events = Field(default_factory=list[Event])
    format: WebhookFormat = "v1"
    description: Description = None
    enabled: bool = True


ENDPOINT = ("The endpoint", openapi.reference("WebhookEndpoint"))
DELIVERY = ("The delivery", openapi.reference("WebhookDelivery"))
SECRET = {"type": "object", "properties": {"secret": {"type": "string"}}, "required": ["secret"]}
NOT_STORED = {"Cache-Control": "no-store"}


def _list_of(name: str, **more: dict[str, Any]) -> dict[str, Any]:
    properties = {"data": {"type": "array", "items": openapi.reference(name)}, **more}
    return {"type": "object", "properties": properties, "required": list(properties)}


@router.post(
    "/webhook-endpoints",
    status_code=201,
    **openapi.native("v1_create_webhook_endpoint", 201, ENDPOINT, 400, 413, 422, body=NewEndpoint),
)
async def create_endpoint(request: Request, caller: Admin) -> Response:
    """Register a receiver. Its secret is shown in this answer and never again."""
    state = State.of(request)
    new = await read_json(request, NewEndpoint)
    _check(new.url, state.services.settings.outbound)
    made = await to_thread.run_sync(
        state.services.webhooks.endpoints.create,
        caller.id,
        new.url,
        list(dict.fromkeys(new.events)),
        new.format,
        new.description,
    )
    headers = NOT_STORED | {"Location": f"/v1/webhook-endpoints/{made.id}"}
    return JSONResponse(to_json(made), status_code=201, headers=headers)


@router.get(
    "/webhook-endpoints",
    **openapi.native("v1_webhook_endpoints", 200, ("The endpoints", _list_of("WebhookEndpoint"))),
)
async def list_endpoints(request: Request, caller: Admin) -> Response:
    """The key's endpoints, the oldest first."""
    endpoints = State.of(request).services.webhooks.endpoints
    found = await to_thread.run_sync(endpoints.all, caller.id)
    return JSONResponse({"data": [to_json(each) for each in found]})


@router.get("/webhook-endpoints/{endpoint_id}", **openapi.native("v1_webhook_endpoint", 200, ENDPOINT, 404))
async def read_endpoint(request: Request, endpoint_id: str, caller: Admin) -> Response:
    """One endpoint, without its secret."""
    endpoints = State.of(request).services.webhooks.endpoints
    return JSONResponse(to_json(await to_thread.run_sync(endpoints.read, caller.id, _known(endpoint_id))))


@router.patch(
    "/webhook-endpoints/{endpoint_id}",
    **openapi.native("v1_change_webhook_endpoint", 200, ENDPOINT, 400, 404, 413, 422, body=EndpointChange),
)
async def change_endpoint(request: Request, endpoint_id: str, caller: Admin) -> Response:
    """Change an endpoint. What waits for it goes to a new URL; switched off, what waits is given up."""
    state = State.of(request)
    known = _known(endpoint_id)
    changes = (await read_json(request, EndpointChange)).model_dump(exclude_unset=True)
    if "url" in changes:
        _check(changes["url"], state.services.settings.outbound)
    if "events" in changes:
        changes["events"] = list(dict.fromkeys(changes["events"]))
    endpoints = state.services.webhooks.endpoints
    return JSONResponse(to_json(await to_thread.run_sync(endpoints.change, caller.id, known, changes)))


@router.delete(
    "/webhook-endpoints/{endpoint_id}",
    status_code=204,
    **openapi.native("v1_delete_webhook_endpoint", 204, None, 404),
)
async def delete_endpoint(request: Request, endpoint_id: str, caller: Admin) -> Response:
    """Forget an endpoint with the log of its deliveries; what waits is not sent."""
    endpoints = State.of(request).services.webhooks.endpoints
    await to_thread.run_sync(endpoints.delete, caller.id, _known(endpoint_id))
    return Response(status_code=204)


@router.post(
    "/webhook-endpoints/{endpoint_id}/rotate",
    **openapi.native("v1_rotate_webhook_endpoint", 200, ENDPOINT, 404),
)
async def rotate_endpoint(request: Request, endpoint_id: str, caller: Admin) -> Response:
    """Give the endpoint a new secret, shown in this answer only; the old one signs too for a day."""
    endpoints = State.of(request).services.webhooks.endpoints
    rotated = await to_thread.run_sync(endpoints.rotate, caller.id, _known(endpoint_id))
    return JSONResponse(to_json(rotated), headers=NOT_STORED)


@router.post(
    "/webhook-endpoints/{endpoint_id}/test",
    status_code=202,
    **openapi.native("v1_test_webhook_endpoint", 202, DELIVERY, 400, 404),
)
async def test_endpoint(request: Request, endpoint_id: str, caller: Admin) -> Response:
    """Send the endpoint an event of the type `endpoint.test`; the delivery tells what became of it."""
    webhooks = State.of(request).services.webhooks
    delivery = await to_thread.run_sync(webhooks.endpoints.test, caller.id, _known(endpoint_id))
    return JSONResponse(
        to_json(await to_thread.run_sync(webhooks.deliveries.read, caller.id, delivery)), status_code=202
    )


@router.post(
    "/webhook-secret/rotate", **openapi.native("v1_rotate_webhook_secret", 200, ("The secret", SECRET))
)
async def rotate_secret(request: Request, caller: Admin) -> Response:
    """Make a new secret for what goes to the `webhook_url` of jobs and batches; shown in this answer only."""
    endpoints = State.of(request).services.webhooks.endpoints
    secret = await to_thread.run_sync(endpoints.rotate_key_secret, caller.id)
    return JSONResponse({"secret": secret}, headers=NOT_STORED)


@router.get(
    "/webhook-deliveries",
    **openapi.native(
        "v1_webhook_deliveries",
        200,
        (
            "The deliveries",
            _list_of("WebhookDelivery", next_cursor={"anyOf": [{"type": "string"}, {"type": "null"}]}),
        ),
        422,
    ),
)
async def list_deliveries(
    request: Request,
    caller: Admin,
    endpoint_id: UUID | None = None,
    job_id: UUID | None = None,
    status: Literal["pending", "delivered", "failed"] | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """The log of deliveries, the newest first."""
    which = DeliveryFilter(
        endpoint_id=str(endpoint_id) if endpoint_id else None,
        job_id=str(job_id) if job_id else None,
        status=status,
        before=read_cursor(cursor) if cursor else None,
    )
    deliveries = State.of(request).services.webhooks.deliveries
    found = await to_thread.run_sync(deliveries.find, caller.id, which, limit + 1)
    last = found[limit - 1] if len(found) > limit else None
    following = write_cursor(last.created_at, last.id) if last else None
    return JSONResponse({"data": [to_json(each) for each in found[:limit]], "next_cursor": following})


@router.get("/webhook-deliveries/{delivery_id}", **openapi.native("v1_webhook_delivery", 200, DELIVERY, 404))
async def read_delivery(request: Request, delivery_id: str, caller: Admin) -> Response:
    """One delivery."""
    deliveries = State.of(request).services.webhooks.deliveries
    known = _known(delivery_id, "delivery")
    return JSONResponse(to_json(await to_thread.run_sync(deliveries.read, caller.id, known)))


@router.post(
    "/webhook-deliveries/{delivery_id}/replay",
    status_code=202,
    **openapi.native("v1_replay_webhook_delivery", 202, DELIVERY, 400, 404),
)
async def replay_delivery(request: Request, delivery_id: str, caller: Admin) -> Response:
    """Make a delivery again, now, whatever became of it; it keeps its `webhook-id`."""
    deliveries = State.of(request).services.webhooks.deliveries
    known = _known(delivery_id, "delivery")
    replayed = await to_thread.run_sync(deliveries.replay, caller.id, known)
    return JSONResponse(to_json(replayed), status_code=202)


def _known(text: str, what: str = "endpoint") -> str:
    return read_id(text, f"Webhook {what} not found")


def _check(url: str, outbound: OutboundSettings) -> None:
    try:
        check_url(url, outbound, "url")
    except InvalidRequest as error:
        raise _wrong("/url", error.detail) from error


def _wrong(pointer: str, detail: str) -> InvalidParameter:
    return InvalidParameter(f"Not valid: {pointer}.", ({"pointer": pointer, "detail": detail},))
