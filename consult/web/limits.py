"""How much may be sent: bodies, fields and addresses are measured before anything in them is read."""

import re
from collections.abc import Callable
from typing import IO, Any, TypeVar

from flask import Flask, Request, abort, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.utils import cached_property

from consult.web.guard import require_sign_in_for

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
LARGEST_FORM = 1024 * 1024
LONGEST_QUERY = 128 * 1024
MOST_FIELDS = 2_000
_BLOCK = 64 * 1024
_ESCAPE = re.compile(rb"%([0-9a-fA-F]{2})")
_DIGITS = "0123456789abcdefABCDEF"
_BYTE = {(high + low).encode(): bytes([int(high + low, 16)]) for high in _DIGITS for low in _DIGITS}


class FormParser(FormDataParser):
    """Reads forms as werkzeug does, within limits that hold for urlencoded ones too and at a cost that is known.

    The standard library takes half a second and 200 MB for one megabyte of escapes.
    """

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        """Return stream, fields and files; raises `RequestEntityTooLarge`."""
        if mimetype != "application/x-www-form-urlencoded":
            return super().parse(stream, mimetype, content_length, options)
        written = stream.read(LARGEST_FORM + 1)
        if len(written) > LARGEST_FORM or has_too_many_fields(written):
            raise RequestEntityTooLarge
        return stream, self.cls(fields_of(written)), self.cls()


class LimitedRequest(Request):
    """A request whose form and address are read within limits."""

    form_data_parser_class = FormParser

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:
        """What the address says after its question mark; nothing when it is refused for its length."""
        return ImmutableMultiDict([] if is_too_long(self.query_string) else fields_of(self.query_string))


def takes_files(view: View) -> View:
    """Let a page receive a body as large as a file may be; whoever must sign in for it is asked to before."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def fields_of(written: bytes) -> list[tuple[str, str]]:
    """Return names and values of an urlencoded text; what is no UTF-8 becomes the sign for that."""
    parts = (part.partition(b"=") for part in written.replace(b"+", b" ").split(b"&"))
    return [(_unescaped(name), _unescaped(value)) for name, _, value in parts if name]


def has_too_many_fields(written: bytes) -> bool:
    """Whether an urlencoded text has more fields than any page of ours."""
    return written.count(b"&") >= MOST_FIELDS


def is_too_long(query: bytes) -> bool:
    """Whether the part of an address after its question mark is longer than any search needs."""
    return len(query) > LONGEST_QUERY or has_too_many_fields(query)


def init_limits(app: Flask, *, largest_upload: int) -> None:
    """Measure every request first; only pages that take files may receive more than a form."""
    app.request_class = LimitedRequest
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_FORM, MAX_FORM_MEMORY_SIZE=LARGEST_FORM, MAX_FORM_PARTS=MOST_FIELDS)

    @app.before_request
    def _measure() -> None:
        if is_too_long(request.query_string):
            abort(414)
        view = current_app.view_functions.get(request.endpoint or "")
        if getattr(view, "takes_files", False):
            require_sign_in_for(view.permission)  # type: ignore[union-attr]
            request.max_content_length = largest_upload + LARGEST_FORM
        elif request.mimetype == "multipart/form-data":
            abort(415)  # only files need it, and its headings cost a quarter of a second for each megabyte


def _unescaped(written: bytes) -> str:
    if b"%" not in written:
        return written.decode(errors="replace")
    # Block by block, since each escape is an object of its own while its block is put together.
    read, start = bytearray(), 0
    while start < len(written):
        end = start + _BLOCK
        cut = written.rfind(b"%", end - 2, end)
        end = end if cut <= start or end >= len(written) else cut
        read += _ESCAPE.sub(_byte, written[start:end])
        start = end
    return read.decode(errors="replace")


def _byte(escape: re.Match[bytes]) -> bytes:
    return _BYTE[escape[1]]
