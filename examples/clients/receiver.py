"""Receives webhooks with Flask and prints what each says. It checks their signature when SECRET is set.

SECRET=whsec_… PORT=5000 python receiver.py
"""

import os

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

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
        print(f"{job['job_id']}: {result['classification']} ({result['confidence']:.3f})", flush=True)
    elif job["status"] == "failed":
        print(f"{job['job_id']}: failed: {job['error']}", flush=True)
    return jsonify(received=True)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "5000")))
