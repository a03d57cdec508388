"""Where somebody goes after signing in: back to a page of ours, never anywhere else."""

from urllib.parse import urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from consult.kernel.authz import Actor, Role


def _is_plain_path(target: str) -> bool:
    is_path = target.startswith("/") and not target.startswith("//") and "\\" not in target
    return is_path and not any(character <= " " or character == "\x7f" for character in target)


def own_path(target: str) -> str | None:
    """Return the address if it is a path of one of our own pages, else nothing."""
    if not _is_plain_path(target):
        return None
    try:
        parts = urlsplit(target)
        current_app.url_map.bind("").match(parts.path.removeprefix(request.script_root), method="GET")
    except (ValueError, RequestRedirect, HTTPException):
        return None
    is_ours = parts.path.startswith(f"{request.script_root}/")
    return target if is_ours and not parts.scheme and not parts.netloc else None


def after_sign_in(actor: Actor) -> str:
    """Return the page that was asked for before signing in, or where this person's work is."""
    asked = own_path(request.args.get("next", ""))
    if actor.needs_second_factor:
        return url_for("accounts_second_factor.overview", next=asked)
    if asked is not None and not asked.startswith(url_for("accounts.sign_in")):
        return asked
    if actor.can("consultations.desk"):
        return url_for("consultations_staff.index")
    return url_for("pages.waiting" if actor.has(Role.AUTHORISING_OFFICER) else "accounts.account")
