"""The pages of following: ask for it, confirm it by the link in the mail, stop it by the link in every mail."""

from collections.abc import Callable, Sequence
from functools import partial

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.accounts.attempts import MAIL_LIMITS, TooManyAttempts, record_attempt
from consult.citations.queries import reference_to
from consult.contract.deployment import deployment_of
from consult.contract.references import Link, Reference
from consult.follows.forms import FollowForm
from consult.follows.models import Follow
from consult.follows.queries import (
    Followed,
    ShownNews,
    find_follow,
    find_followable,
    find_ward,
    public_link,
    shown_news,
    ward_row,
    wards,
)
from consult.follows.references import link_to_ward
from consult.follows.services import ask_to_follow, confirm_follow, keep_ward, stop_follow
from consult.kernel.atom import TYPE, Entry, Feed
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import Form, render_form
from consult.web.guard import loaded_by, permit
from consult.web.transactions import database, db

bp = Blueprint("follows", __name__, url_prefix="/follow")
IN_FEED = 50
TOO_OFTEN = _l("This was asked too often. Wait an hour, then try again.")


@bp.get("")
@permit("follows.ask")
def index() -> ResponseReturnValue:
    """Say what can be followed, and list the wards."""
    return render_template("follows/index.html", links=[link_to_ward(ward) for ward in wards(db())])


@bp.get("/wards/<path:name>")
@permit("follows.ask", load=loaded_by(find_ward))
def ward(name: str) -> ResponseReturnValue:
    """Show what was told of a ward, and how to follow it."""
    return render_template("follows/ward.html", name=name, link=link_to_ward(name), news=_news_of_ward(name))


@bp.route("/wards/<path:name>/email", methods=["GET", "POST"])
@permit("follows.ask", load=loaded_by(find_ward))
def ask_ward(name: str) -> ResponseReturnValue:
    """Ask for the address that wants to follow a ward."""
    return _asked_for(lambda: reference_to(keep_ward(db(), name)), link_to_ward(name))


@bp.get("/wards/<path:name>/feed.atom")
@permit("follows.ask", load=loaded_by(find_ward))
def ward_feed(name: str) -> ResponseReturnValue:
    """Send what was told of a ward as a feed."""
    return _feed(link_to_ward(name), _news_of_ward(name))


@bp.route("/<kind>/<int:number>", methods=["GET", "POST"])
@permit("follows.ask", load=loaded_by(find_followable))
def ask(followed: Followed) -> ResponseReturnValue:
    """Ask for the address that wants to follow a row."""
    reference, link = followed
    return _asked_for(lambda: reference, link)


@bp.get("/<kind>/<int:number>/feed.atom")
@permit("follows.ask", load=loaded_by(find_followable))
def feed(followed: Followed) -> ResponseReturnValue:
    """Send what was told of a row as a feed."""
    reference, link = followed
    return _feed(link, shown_news(db(), reference, IN_FEED))


def _asked_for(reference_of: Callable[[], Reference], link: Link) -> ResponseReturnValue:
    form = FollowForm()
    if form.validate_on_submit():
        email, network = form.email.data or "", request.remote_addr or ""
        try:
            database().write(
                partial(record_attempt, purpose="follow", limits=MAIL_LIMITS, email=email, address=network)
            )
        except TooManyAttempts:
            form.add_error("email", TOO_OFTEN)
        else:
            reference = reference_of()
            ask_to_follow(db(), reference, link, email)
            return redirect(url_for("follows.asked", kind=reference.kind, number=reference.id), 303)
    return render_form("follows/ask.html", form, link=link)


def _news_of_ward(name: str) -> list[ShownNews]:
    row = ward_row(db(), name)
    return shown_news(db(), reference_to(row), IN_FEED) if row is not None else []


def _feed(link: Link, news: Sequence[ShownNews]) -> Response:
    settings = deployment_of(db()).settings
    base = settings.base_url.removesuffix(settings.base_path)
    home = base + url_for(link.endpoint, **link.parts)
    feed = Feed(
        title=link.title,
        subtitle=_("What was told to those who follow it"),
        publisher=settings.council.name,
        home=home,
        own=base + request.path,
    )
    entries = [
        Entry(
            title=told.title,
            name=f"{home}#news-{told.number}",
            address=base + url_for(told.link.endpoint, **told.link.parts),
            updated=told.at,
            summary=told.link.title if told.link.title != told.title else "",
        )
        for told in news
    ]
    return Response(feed.written(entries), content_type=TYPE)


@bp.get("/<kind>/<int:number>/asked")
@permit("follows.ask", load=loaded_by(find_followable))
def asked(followed: Followed) -> ResponseReturnValue:
    """Say that the link in the mail has to be opened; whether the address followed already is not told."""
    return render_template("follows/asked.html", link=followed[1])


@bp.route("/confirm/<token>", methods=["GET", "POST"])
@permit("follows.answer", load=loaded_by(find_follow))
def confirm(follow: Follow) -> ResponseReturnValue:
    """Ask, then write to this address from now on; looking at the page confirms nothing, so that scanners cannot."""
    form = Form()
    link = public_link(db(), follow.reference)
    if form.validate_on_submit():
        confirm_follow(db(), follow)
    if follow.is_running:
        return render_template("follows/confirmed.html", link=link)
    return render_form("follows/confirm.html", form, link=link)


@bp.route("/stop/<token>", methods=["GET", "POST"])
@permit("follows.answer", load=loaded_by(find_follow))
def stop(follow: Follow) -> ResponseReturnValue:
    """Ask, then send no more mail; looking at the page stops nothing, so that mail scanners cannot."""
    form = Form()
    link = public_link(db(), follow.reference)
    if form.validate_on_submit():
        stop_follow(db(), follow)
    if follow.stopped_at is not None:
        return render_template("follows/stopped.html", link=link)
    return render_form("follows/stop.html", form, link=link)
