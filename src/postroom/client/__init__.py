"""The client library: talks to a Postroom server."""

from postroom.client.client import AsyncClient, Client

__all__ = ["AsyncClient", "Client"]
