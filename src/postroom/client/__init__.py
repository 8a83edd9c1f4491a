"""The client library: talks to a Postroom server, and reads the webhooks that it sends."""

from postroom.client.async_client import AsyncClient
from postroom.client.client import Client

__all__ = ["AsyncClient", "Client"]
