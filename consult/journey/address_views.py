"""Confirming an email address before answering, where each address can answer once."""

from datetime import datetime, timedelta

import orjson
from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.contract.deployment import address_of
from consult.contract.link_values import values_of_link
from consult.journey.admission_forms import AddressForm
from consult.journey.contacts import mail_address_link
from consult.journey.forms import EmptyForm
from consult.journey.invitation_cookies import keep_address
from consult.journey.models import Access
from consult.journey.progress import RespondentSession
from consult.journey.receipt_views import may_write
from consult.journey.respondent_views import find_respondent_session, require_open
from consult.kernel import clock
from consult.kernel.crypto import Unreadable
from consult.kernel.db import database_of
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.web.forms import render_form
from consult.web.guard import loaded_by, permit
from consult.web.transactions import db

bp = Blueprint("addresses", __name__, url_prefix="/take-part")
GOOD_FOR = timedelta(hours=24)


def seal_link(session: Session, activity_id: int, address: str) -> str:
    """Return what a link carries to show that its reader has the address: sealed, so that nothing of it is kept."""
    said = orjson.dumps({"address": address, "until": (clock.now() + GOOD_FOR).isoformat()}).decode()
    return database_of(session).keys.seal_text(said, table="link", row=str(activity_id), column="address")


def open_link(session: Session, activity_id: int, link: str) -> str | None:
    """Return the address that a link of this activity shows, nothing for a link that is none or has run out."""
    try:
        opened = database_of(session).keys.open_text(link, table="link", row=str(activity_id), column="address")
    except Unreadable:
        return None
    said = orjson.loads(opened)
    return said["address"] if datetime.fromisoformat(said["until"]) > clock.now() else None


def _find(session: Session, activity_id: int) -> RespondentSession:
    respondent = find_respondent_session(session, activity_id)
    if respondent.activity.access != Access.ADDRESS:
        raise NotFound
    require_open(session, respondent)
    return respondent


def _find_by_link(session: Session, activity_id: int, link: str) -> tuple[RespondentSession, str | None]:
    return _find(session, activity_id), open_link(session, activity_id, link)


@bp.route("/<int:activity_id>/address", methods=["GET", "POST"])
@permit("submissions.answer", load=loaded_by(_find))
def ask(respondent: RespondentSession) -> ResponseReturnValue:
    """Ask for an address and mail a link to it: the same for one that has answered, so that nobody else learns that."""
    form, came_with = AddressForm(), values_of_link(respondent.questionnaire, request.args)
    too_many = _("We have been asked for too many emails. Wait an hour, then try again.")
    if not form.validate_on_submit() or not may_write(form, too_many):
        return render_form("journey/address.html", form, respondent=respondent, came_with=came_with)
    activity_id, email = respondent.activity.id, form.email.data or ""
    parts = {**came_with, "activity_id": activity_id, "link": seal_link(db(), activity_id, email)}
    mail_address_link(
        db(), email, respondent.activity.consultation_title, address_of(db(), url_for("addresses.confirm", **parts))
    )
    return redirect(url_for("addresses.mailed", activity_id=activity_id), 303)


@bp.get("/<int:activity_id>/address/mailed")
@permit("submissions.answer", load=loaded_by(_find))
def mailed(respondent: RespondentSession) -> ResponseReturnValue:
    """Say that the link in the mail has to be opened."""
    return render_template("journey/address_mailed.html", respondent=respondent)


@bp.route("/<int:activity_id>/address/confirm/<link>", methods=["GET", "POST"])
@permit("submissions.answer", load=loaded_by(_find_by_link))
def confirm(found: tuple[RespondentSession, str | None]) -> ResponseReturnValue:
    """Let this device answer with an address; by a button, since programs open links in mails before people do."""
    respondent, address = found
    activity_id = respondent.activity.id
    came_with = values_of_link(respondent.questionnaire, request.args)
    form = EmptyForm()
    if address is not None and form.validate_on_submit():
        keep_address(db(), activity_id, address)
        return redirect(url_for("journey.start", **{**came_with, "activity_id": activity_id}), 303)
    return render_form("journey/address_confirm.html", form, respondent=respondent, address=address)
