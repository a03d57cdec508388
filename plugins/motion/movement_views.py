"""The officers' page on which they record who arrived late at a meeting or left it."""

from datetime import date

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import db
from consult.sdk.errors import Invalid
from consult.sdk.forms import (
    DataRequired,
    Form,
    RadioField,
    Regexp,
    SelectField,
    StringField,
    choice,
    render_form,
    render_options,
)
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.pages import row_number
from consult.sdk.records import shown
from plugins.motion.attendance import MovementKind, Presence
from plugins.motion.meeting_views import find_day
from plugins.motion.published_votes import ATTENDANCE
from plugins.motion.queries import attendance_on
from plugins.motion.services.movements import record_movement

bp = Blueprint("motion_movements", __name__, url_prefix="/staff/motions/meetings/<day>")


class MovementForm(Form):
    """That a member arrived late or left, and when."""

    member = SelectField(_l("Which member?"), [DataRequired(_l("Select the member"))])
    kind = RadioField(
        _l("Did the member arrive or leave?"),
        [DataRequired(_l("Select whether the member arrived or left"))],
        choices=[choice(kind, kind.label) for kind in (MovementKind.ARRIVED, MovementKind.LEFT)],
    )
    at = StringField(
        _l("At what time?"),
        [
            DataRequired(_l("Enter the time")),
            Regexp(r"([01]\d|2[0-3]):[0-5]\d", message=_l("Enter the time like 19:00")),
        ],
        description=_l("For example 20:15."),
        render_kw=render_options(width=5),
    )

    def offer(self, people: list[tuple[int, str]]) -> None:
        """Put these members on the list."""
        self.member.choices = [choice("", _l("Select a member")), *(choice(key, name) for key, name in people)]


@bp.route("/movements", methods=["GET", "POST"])
@permit("motion.record_attendance", load=loaded_by(find_day))
def movement(day: date) -> ResponseReturnValue:
    """Record that a member arrived late or left; the page comes back for the next one."""
    rows = attendance_on(db(), day)
    reads = [read for read in shown(db(), ATTENDANCE, rows).values() if read.value("presence") == Presence.PRESENT]
    form = MovementForm()
    form.offer([(read.row.term_id, f"{read.value('member_name')} ({read.value('ward')})") for read in reads])
    if form.validate_on_submit():
        kind = MovementKind(str(form.kind.data))
        try:
            record_movement(db(), actor(), day, term_id=row_number(form.member.data), kind=kind, at=str(form.at.data))
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(_("Recorded. Enter the next one, or go back to the meeting."), "success")
            return redirect(url_for(".movement", day=day.isoformat()), 303)
    return render_form("motion/movement.html", form, day=day, is_recorded=bool(rows))
