"""A form that could not be taken for now, given back whole: whoever sent it sends it again with one button."""

from contextlib import suppress
from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import HTTPException

from consult.web.transactions import UNSAFE

CSRF = "csrf_token"
MOST = 2_000
"""Fields; a form of ours with a line for each member of a large council has some hundreds."""


def is_from_own_page() -> bool:
    """Whether the browser says that a page of ours sent this request; one that says nothing is not trusted with it."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    # Older browsers tell the origin of a form alone.
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host


def fields_sent() -> list[tuple[str, str]]:
    """Return the fields of a form that was sent, in their order; none where some are secret, or are files."""
    if request.method not in UNSAFE or not is_from_own_page():
        return []
    with suppress(HTTPException):  # it was too large, or cut off, to be read
        fields = [(name, text) for name, text in request.form.items(multi=True) if name != CSRF]
        if len(fields) <= MOST and not request.files and not any(is_secret(name) for name, _ in fields):
            return fields
    return []


def is_secret(name: str) -> bool:
    """Whether what stands in a field of this name is shown to nobody again, not even to who typed it."""
    return name in {CSRF, "code"} or "password" in name
