"""Receives webhooks with Flask and logs what each says. It checks their signature when SECRET is set.

SECRET=whsec_… PORT=5000 python receiver.py
"""

import logging
import os

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

logging.basicConfig(level=logging.INFO, format="%(message)s")
log = logging.getLogger(__name__)
app = Flask(__name__)
secret = os.environ.get("SECRET")


@app.post("/webhook")
def webhook() -> ResponseReturnValue:
    if secret:
        try:
            Webhook(secret).verify(request.get_data(), dict(request.headers), json_parse=False)
        except WebhookVerificationError:
            return jsonify(error="the signature is not valid"), 401
    job = request.get_json()
    if job["status"] == "completed":
        result = job["result"]
        log.info("%s: %s (%.3f)", job["job_id"], result["classification"], result["confidence"])
    elif job["status"] == "failed":
        log.info("%s: failed: %s", job["job_id"], job["error"])
    return jsonify(received=True)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "5000")))
