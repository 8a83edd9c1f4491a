"""The only way to a URL that a user gave us.

http and https only. The host is resolved once, every address is checked, and the connection goes to an
address that was checked, so that a name that resolves to something else a moment later gains nothing. Each
redirect starts over. Bytes, time and redirects are capped. No proxy, no cookies, no compression (nothing to
unpack, nothing to explode).
"""

from postroom.outbound.fetch import check_url, fetch

__all__ = ["check_url", "fetch"]
