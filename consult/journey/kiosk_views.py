"""Answering on a device of the council that people share, such as a tablet in a library: set up, and ended, on it."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.consultations.lifecycle import is_open_at
from consult.consultations.models import Consultation
from consult.consultations.places import CONSULTATION_DESK
from consult.journey.admissions import access_of
from consult.journey.code_cookies import forget_codes
from consult.journey.forms import EmptyForm
from consult.journey.invitation_cookies import forget_invitations
from consult.journey.kiosk_cookies import become_kiosk, is_kiosk, stop_being_kiosk
from consult.journey.progress import RespondentSession
from consult.journey.respondent_views import find_open_session
from consult.kernel.db import database_now
from consult.kernel.errors import Conflict
from consult.kernel.messages import gettext as _
from consult.submissions.questionnaires import questionnaire_of
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.transactions import db

bp = Blueprint("kiosk", __name__, url_prefix="/take-part")


@bp.route("/<int:activity_id>/shared-device", methods=["GET", "POST"])
@permit("submissions.answer", load=loaded_by(find_open_session))
def set_up(respondent: RespondentSession) -> ResponseReturnValue:
    """Set this device up for many people to answer on, one after another; where it is, end that."""
    if respondent.activity.access:
        # Whoever left an invitation or an address on the device would let the next person answer with it.
        raise Conflict(_("Not everybody may answer this, so people cannot share a device for it."))
    activity_id, form = respondent.activity.id, EmptyForm()
    was = is_kiosk(activity_id)
    if not form.validate_on_submit():
        return render_form("journey/kiosk.html", form, respondent=respondent, is_kiosk=was)
    forget_codes()
    forget_invitations()
    (stop_being_kiosk if was else become_kiosk)(activity_id)
    return redirect(url_for("journey.start", activity_id=activity_id), 303)


def desk_note(consultation: Consultation) -> str | None:
    """Offer on the consultation's page the address at which a device is set up, while answers are taken."""
    is_offered = actor().can("submissions.enter", consultation) and is_open_at(consultation, database_now(db()))
    shared = [row for row in consultation.activities if access_of(db(), row.id) is None] if is_offered else []
    asked = [row for row in shared if questionnaire_of(db(), row)]
    return render_template("journey/_kiosks.html", asked=asked) if asked else None


DESK_SLOT = CONSULTATION_DESK.slot(desk_note)
