"""stub"""


def check_url(url: str) -> None: ...
