"""The home page, and the few pages that every public service owes its users."""

from datetime import timedelta

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import literal, select

from consult.accounts.browser_cookies import cookie_name
from consult.config import Settings
from consult.consultations.forms import SearchForm
from consult.consultations.presentation import cards, grouped
from consult.consultations.queries import listed
from consult.deadlines.urgency import waiting_by_urgency
from consult.kernel.authz import ANONYMOUS
from consult.kernel.clock import now
from consult.kernel.db import database_now
from consult.pages.places import HOME_PAGE
from consult.web.guard import actor, permit, public
from consult.web.transactions import db

bp = Blueprint("pages", __name__)


@bp.get("/")
@permit("pages.home")
def home() -> ResponseReturnValue:
    """List open, coming and closed consultations, with search and filters."""
    form = SearchForm()
    at = database_now(db())
    page = listed(db(), ANONYMOUS, at, words=form.q.data, states=form.states(), page=request.args.get("page", ""))
    is_filtered = bool(form.q.data or form.states())
    return render_template(
        "pages/home.html",
        form=form,
        page=page,
        groups=grouped(cards(page.found, at)),
        is_filtered=is_filtered,
        place=HOME_PAGE.name,
    )


@bp.get("/consultations")
@permit("pages.home")
def consultations() -> ResponseReturnValue:
    """Send whoever shortens an address to the list."""
    return redirect(url_for("pages.home"), 308)


@bp.get("/waiting")
@permit("pages.waiting")
def waiting() -> ResponseReturnValue:
    """List what waits for the person who is signed in, what is overdue first."""
    return render_template("pages/waiting.html", found=waiting_by_urgency(db(), actor()))


@bp.get("/accessibility")
@permit("pages.read")
def accessibility() -> ResponseReturnValue:
    """Say how accessible the service is, and whom to tell when it is not."""
    return render_template("pages/accessibility.html")


@bp.get("/cookies")
@permit("pages.read")
def cookies() -> ResponseReturnValue:
    """Say which cookies there are."""
    name = current_app.config["SESSION_COOKIE_NAME"]
    return render_template("pages/cookies.html", cookie=name, browser_cookie=cookie_name())


@bp.get("/help")
@permit("pages.read")
def help() -> ResponseReturnValue:
    """Answer what people ask most often."""
    return render_template("pages/help.html")


@bp.get("/.well-known/security.txt")
@public
def security_txt() -> ResponseReturnValue:
    """Say where to report a weakness (RFC 9116)."""
    settings: Settings = current_app.extensions["settings"]
    expires = (now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: mailto:{settings.council.contact_email}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.base_url}/.well-known/security.txt",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Tell a monitor whether the service and its database answer; a database that does not is a 503."""
    db().execute(select(literal(1)))
    return {"status": "ok"}
