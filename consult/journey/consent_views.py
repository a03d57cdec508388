"""Taking back consent to publication, for whoever holds the code of a response; after closing too."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.comments.queries import shown_publication
from consult.comments.services import narrow_consent
from consult.journey.forms import NarrowForm
from consult.journey.progress import RespondentSession, stamp_of
from consult.journey.respondent_views import find_own_session, redirect_to_start
from consult.journey.services import sent_with
from consult.kernel.errors import NotFound
from consult.kernel.messages import gettext as _
from consult.submissions.consent import NARROWER
from consult.web.forms import render_form
from consult.web.guard import loaded_by, permit
from consult.web.transactions import database, db

bp = Blueprint("consent", __name__, url_prefix="/take-part")


@bp.route("/<int:activity_id>/publication", methods=["GET", "POST"])
@permit("submissions.answer", load=loaded_by(find_own_session))
def narrow(respondent: RespondentSession) -> ResponseReturnValue:
    """Let somebody take back that their words may be published, or that they may be named."""
    sent, code = sent_with(db(), respondent.code), respondent.code
    if sent is None or code is None:
        return redirect_to_start(db(), respondent)
    shown = shown_publication(db(), sent)
    if shown is None or shown.consent not in NARROWER:
        raise NotFound
    form = NarrowForm()
    form.offer(NARROWER[shown.consent])
    if form.validate_on_submit():
        choice = form.choice.data or ""
        database().write(lambda opened: narrow_consent(opened, code, choice))
        flash(_("It is done. What we may no longer publish is gone from the public pages."), "success")
        return redirect(url_for("receipts.done", activity_id=respondent.activity.id), 303)
    return render_form("journey/consent.html", form, respondent=respondent, stamp=stamp_of(respondent))
