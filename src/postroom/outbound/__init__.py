"""The only way to a URL that a user gave us.

http and https only. The host is resolved once, every address is checked, and the connection goes to an
address that was checked, so that a name that resolves to something else a moment later gains nothing. Each
redirect starts over. Bytes, time and redirects are capped. No proxy, no cookies, no compression (nothing to
unpack, nothing to explode).
"""

from postroom.outbound.fetch import fetch
from postroom.outbound.post import Answer, post
from postroom.outbound.target import check_url, host_and_port

__all__ = ["Answer", "check_url", "fetch", "host_and_port", "post"]
