"""Signs webhooks and checks their signatures, as Standard Webhooks says. Needs nothing of the server."""

from __future__ import annotations

import base64
import secrets as randomness
from collections.abc import Mapping, Sequence
from datetime import datetime

from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook, WebhookVerificationError

from postroom.errors import SettingsError, SignatureInvalid

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    """A secret of 32 random bytes, as it is shown and kept: ``whsec_`` and base64."""
    return PREFIX + base64.b64encode(randomness.token_bytes(SECRET_BYTES)).decode()


def sign(message_id: str, sent_at: datetime, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """The headers of a message: its id, when it was sent, and a signature for each of `secrets`.

    Args:
        message_id: The same for every attempt; receivers know a repeated message by it.
        sent_at: When this attempt is made (UTC).
        body: JSON in UTF-8.
        secrets: As `new_secret` makes them; without any there is no signature.
    """
    headers = {"webhook-id": message_id, "webhook-timestamp": str(int(sent_at.timestamp()))}
    if secrets:
        text = body.decode()
        signatures = [_webhook(secret).sign(message_id, sent_at, text) for secret in secrets]
        headers["webhook-signature"] = " ".join(signatures)
    return headers


def verify(body: bytes, headers: Mapping[str, str], secrets: str | Sequence[str]) -> None:
    """Check that `body` came from somebody who knows one of `secrets`, and within the last five minutes.

    Args:
        body: As it was received, byte for byte.
        headers: Of the request; the case of their names does not matter.
        secrets: One, or several while a new one comes into use.

    Raises:
        SignatureInvalid: A header is missing or malformed, the message is old, or no signature fits.
        SettingsError: A secret can't be one.
    """
    reason = "No secret was given"
    for secret in [secrets] if isinstance(secrets, str) else secrets:
        webhook = _webhook(secret)
        try:
            webhook.verify(body, dict(headers), json_parse=False)
        except WebhookVerificationError as error:
            reason = str(error)
        except ValueError:
            reason = "A header or the body is malformed"
        else:
            return
    raise SignatureInvalid(f"{reason}.")


def _webhook(secret: str) -> Webhook:
    try:
        return Webhook(secret)
    except (ValueError, EmptyWebhookSecretError) as error:
        raise SettingsError(f"A webhook secret is {PREFIX} and base64, as the server showed it.") from error
