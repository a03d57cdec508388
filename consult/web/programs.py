"""Pages for programs: below one path, where only an access token says who asks and no cookie is read."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from flask import Flask, request
from flask.typing import ResponseReturnValue

from consult.kernel.errors import Forbidden, Misconfigured, SignInNeeded
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.reach import Reach
from consult.web.guard import actor

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
PATH = "/api/"
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class TokenNeeded(SignInNeeded):
    """A program asked without an access token."""

    default = _l(
        "Send an access token in the header “Authorization: Bearer …”. You make one on the page of your account."
    )
    title = _l("An access token is needed")


def is_for_programs(path: str | None = None) -> bool:
    """Whether a path, that of this request where none is given, is for programs."""
    return (request.path if path is None else path).startswith(PATH)


def for_programs(reach: Reach) -> Callable[[View], View]:
    """Let programs ask for a page whose access token allows this; it stands above `permit`, which then asks the person.

    What such a page answers is never changed by a cookie, so no other site can have a browser ask for it.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def asked(**parts: object) -> ResponseReturnValue:
            who = actor()
            if not who.is_signed_in:
                raise TokenNeeded
            if reach not in who.reach:
                raise Forbidden(_("This access token does not allow this: %(what)s.", what=reach.label))
            return view(**parts)

        asked.reach = reach  # type: ignore[attr-defined]
        return asked  # type: ignore[return-value]

    return mark


def check_programs(app: Flask) -> None:
    """Refuse to start when a page for programs is at another path, or another page at theirs, or one that changes."""
    for rule in app.url_map.iter_rules():
        is_marked = hasattr(app.view_functions[rule.endpoint], "reach")
        if is_marked != is_for_programs(rule.rule):
            raise Misconfigured(f"The page {rule.rule} is for programs only with @for_programs(…) and below {PATH}.")
        if is_marked and not (rule.methods or set()) <= READING:
            raise Misconfigured(f"The page {rule.rule} is for programs, which only read.")
