"""How much may be sent: bodies, fields and addresses are measured before anything in them is read."""

import re
from binascii import a2b_qp
from collections.abc import Callable
from contextlib import suppress
from threading import BoundedSemaphore
from typing import IO, Any, TypeVar

from flask import Flask, Request, abort, g, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.utils import cached_property

from consult.kernel.errors import DomainError
from consult.web.guard import require_sign_in_for
from consult.web.transactions import db

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
LARGEST_FORM = 1024 * 1024
LONGEST_QUERY = 128 * 1024
MAX_FIELDS = 2_000
LARGEST_CHARACTER = 12
"""The most bytes of one character: four of UTF-8, each written as %F0."""
LARGEST_PAGE = 24 * 1024 * 1024
"""The most bytes of a form however many texts it asks for; nginx lets 26 MB through."""
PATIENCE = 10
"""How many seconds a large form waits for its turn."""
_NO_ESCAPE = re.compile(rb"%(?![0-9a-fA-F]{2})")


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
        largest = self.max_form_memory_size or LARGEST_FORM
        written = _read_to_end(stream, largest)
        if has_too_many_fields(written):
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


def takes_one_file(require: Callable[..., object], largest: int) -> Callable[[View], View]:
    """Let a page receive one file of at most `largest` bytes from somebody without an account.

    `require(session, **address_parts)` is asked before anything of the body is read, and raises a `DomainError` for
    whoever may not send one.
    """

    def mark(view: View) -> View:
        takes_files(view)
        view.requires_of_sender = require  # type: ignore[attr-defined]
        view.largest_file = largest  # type: ignore[attr-defined]
        return view

    return mark


def takes_texts(maximum: Callable[..., int]) -> Callable[[View], View]:
    """Let a page receive as many characters as `maximum(session, **address_parts)` says, in whatever script.

    What is larger than `LARGEST_FORM` is read by one request in each process at a time, so that it takes no more
    memory than a few times `LARGEST_PAGE`.
    """

    def mark(view: View) -> View:
        view.maximum_characters = maximum  # type: ignore[attr-defined]
        return view

    return mark


def fields_of(written: bytes) -> list[tuple[str, str]]:
    """Return names and values of an urlencoded text; what is no UTF-8 becomes the sign for that."""
    parts = (part.partition(b"=") for part in written.replace(b"+", b" ").split(b"&"))
    return [(_unescaped(name), _unescaped(value)) for name, _, value in parts if name]


def has_too_many_fields(written: bytes) -> bool:
    """Whether an urlencoded text has more fields than any page of ours."""
    return written.count(b"&") >= MAX_FIELDS


def is_too_long(query: bytes) -> bool:
    """Whether the part of an address after its question mark is longer than any search needs."""
    return len(query) > LONGEST_QUERY or has_too_many_fields(query)


def init_limits(app: Flask, *, largest_upload: int) -> None:
    """Measure every request first; only pages that take files or long texts may receive more than a form."""
    app.request_class = LimitedRequest
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_FORM, MAX_FORM_MEMORY_SIZE=LARGEST_FORM, MAX_FORM_PARTS=MAX_FIELDS)
    turn = BoundedSemaphore()

    @app.before_request
    def _measure() -> None:
        if is_too_long(request.query_string):
            abort(414)
        view = app.view_functions.get(request.endpoint or "")
        takes_files = getattr(view, "takes_files", False)
        maximum = getattr(view, "maximum_characters", None) if _is_large() else None
        if request.mimetype == "multipart/form-data" and not takes_files:
            abort(415)  # only files need it, and its headings cost a quarter of a second for each megabyte
        if not takes_files and maximum is None:
            return  # the application's own limits hold
        require_sign_in_for(view.permission)  # type: ignore[union-attr]
        require_of_sender = getattr(view, "requires_of_sender", None)
        if require_of_sender is not None and request.method == "POST":
            request.max_content_length = 0  # the page that says no would read what was typed
            require_of_sender(db(), **(request.view_args or {}))
        largest = LARGEST_FORM
        if maximum is not None:
            with suppress(DomainError):  # the page itself says what is not there, or whose it is
                texts = LARGEST_CHARACTER * maximum(db(), **(request.view_args or {}))
                largest = min(LARGEST_FORM + texts, LARGEST_PAGE)
            if not turn.acquire(timeout=PATIENCE):
                abort(503)
            g.has_turn = True
        request.max_form_memory_size = largest
        request.max_content_length = largest + getattr(view, "largest_file", largest_upload) if takes_files else largest

    @app.teardown_request
    def _next(_error: BaseException | None) -> None:
        if g.pop("has_turn", False):
            turn.release()


def _is_large() -> bool:
    return request.method == "POST" and (request.content_length is None or request.content_length > LARGEST_FORM)


def _read_to_end(stream: IO[bytes], largest: int) -> bytes:
    # A read may give less than it was asked for, and a stream with a limit ends there without a word until asked again.
    parts: list[bytes] = []
    left = largest + 1
    while left > 0 and (part := stream.read(left)):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise RequestEntityTooLarge
    return b"".join(parts)


def _unescaped(written: bytes) -> str:
    if b"%" not in written:
        return written.decode(errors="replace")
    # The decoder of quoted-printable, which differs by its sign alone, makes no object for each escape.
    quoted = _NO_ESCAPE.sub(b"=25", written.replace(b"=", b"=3D")).replace(b"%", b"=")
    return a2b_qp(quoted).decode(errors="replace")
