"""The guard in front of every view: deny by default, and load what the view is about before it runs."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TypeVar

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.kernel.authz import ANONYMOUS, Actor, Rule
from consult.kernel.errors import Forbidden, Misconfigured, ProofNeeded, SecondFactorNeeded, SignInNeeded
from consult.web.transactions import db

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
# load(session, actor=…, **address_parts) finds what an address names, or raises `NotFound`
Loader = Callable[..., object]


def actor() -> Actor:
    """Return who is acting in this request."""
    found: Actor | None = g.get("actor")
    if found is None:
        resolve: Callable[[], Actor] = current_app.extensions.get("resolve_actor", lambda: ANONYMOUS)
        found = g.actor = resolve()
    return found


def require(permission: str, subject: object = None) -> None:
    """Raise 401, 403 or the rule's own denial unless the actor holds the permission on the subject."""
    rules: Mapping[str, Rule] = current_app.extensions["permissions"]
    try:
        rules[permission].require(actor(), subject)
    except Forbidden as refused:
        if actor().needs_second_factor:
            raise SecondFactorNeeded from refused
        raise


def require_sign_in_for(permission: str) -> None:
    """Raise 401 for somebody not signed in, unless the permission is for anyone."""
    rules: Mapping[str, Rule] = current_app.extensions["permissions"]
    if not actor().is_signed_in and not rules[permission].is_for_anyone:
        raise SignInNeeded


def require_fresh_proof() -> None:
    """Raise `ProofNeeded` unless the person showed a short while ago who they are."""
    is_fresh: Callable[[], bool] = current_app.extensions["is_freshly_proved"]
    if not is_fresh():
        raise ProofNeeded


def permit(
    permission: str, load: Loader | None = None, *, rest: tuple[str, ...] = (), fresh: bool = False
) -> Callable[[View], View]:
    """Let a view run only for those who hold the permission.

    With `load(session, actor=…, **address_parts)` the thing the address names is found first (`NotFound` is a 404,
    also for what the actor may not know of), the rule is asked about it, and the view receives it as its first
    argument in place of the address parts. Those named in `rest` are not the loader’s but the view’s: it receives
    them after the subject, and raises `NotFound` itself where they name nothing. Where the permission is
    not for anyone, whoever is not signed in is asked to, and learns nothing about what there is. With `fresh` they
    must have given their password within the last 15 minutes, so that a screen left open is not enough.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**parts: object) -> ResponseReturnValue:
            if load is None:
                require(permission)
                if fresh:
                    require_fresh_proof()
                return view(**parts)
            require_sign_in_for(permission)
            for_view = {name: parts.pop(name) for name in rest}
            subject = load(db(), actor=actor(), **parts)
            require(permission, subject)
            if fresh:
                require_fresh_proof()
            return view(subject, **for_view)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.load = load  # type: ignore[attr-defined]
        guarded.rest = rest  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def public(view: View) -> View:
    """Mark a view as open to everybody (a health check, a stylesheet): the one exception to `permit`."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view


def check_views(app: Flask, permissions: Mapping[str, Rule]) -> None:
    """Refuse to start when a view names no permission, or one that nobody has written a rule for."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        permission = getattr(view, "permission", None)
        if permission is None and rule.endpoint.rsplit(".", 1)[-1] != "static":
            raise Misconfigured(f"The page {rule.rule} has no permission. Put @permit(…) on its view.")
        if permission not in (None, "public") and permission not in permissions:
            raise Misconfigured(f"The page {rule.rule} asks for “{permission}”, for which there is no rule.")


def loaded_by(finder: Callable[..., object]) -> Loader:
    """Make a loader from a function of session and address parts in their order, the same for whoever asks."""

    def load(session: Session, /, *, actor: Actor, **parts: object) -> object:
        return finder(session, *parts.values())

    return load


def is_same_site() -> bool:
    """Whether the browser says that a page of ours (or no page at all) sent this request."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}
