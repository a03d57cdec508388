"""A visitor who speaks plain HTTP to a real server: cookies, form tokens, and no redirects followed by itself."""

import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from email.message import Message
from http.cookiejar import CookieJar
from typing import IO, Any
from urllib.parse import urlencode, urljoin

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        return None


class Visitor:
    """One browser's worth of cookies."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._opener = urllib.request.build_opener(_StayHere, urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> tuple[int, str]:
        """Return status and text of a page."""
        status, text, _ = self._send(path)
        return status, text

    def post(self, path: str, page: str, fields: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Send the form that stands on a page; return status and where it leads."""
        token = _TOKEN.search(page)
        assert token is not None, "there is no form on this page"
        data = urlencode({"csrf_token": token[1], **(fields or {})}).encode()
        status, _, headers = self._send(path, data)
        return status, headers.get("Location", "")

    def _send(self, path: str, data: bytes | None = None) -> tuple[int, str, Message]:
        request = urllib.request.Request(urljoin(self._base, path), data=data)  # noqa: S310 (a loopback address)
        try:
            with self._opener.open(request, timeout=30) as response:
                return response.status, response.read().decode(), response.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), error.headers
