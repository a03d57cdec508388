"""The form in which a clerk notes who came to a meeting."""

from collections.abc import Sequence
from typing import Any, cast

from consult.sdk.forms import DataRequired, Form, Length, RadioField, TextAreaField, choice, render_options
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.office import OfficeTerm
from plugins.motion.attendance import Presence
from plugins.motion.services.attendance import Noted


class AttendanceForm(Form):
    """Two lines for each member of the roll, as `attendance_form` puts them together."""

    def noted(self, roll: Sequence[OfficeTerm]) -> dict[int, Noted]:
        """Return what was noted, by term in office."""
        return {
            term.id: Noted(Presence(self[f"presence_{term.id}"].data), self[f"interest_{term.id}"].data)
            for term in roll
        }


def attendance_form(roll: Sequence[OfficeTerm]) -> AttendanceForm:
    """Return the form for these members."""
    lines: dict[str, Any] = {}
    for term in roll:
        lines[f"presence_{term.id}"] = RadioField(
            f"{term.name} ({term.ward})",
            [DataRequired(_l("Select whether %(name)s came", name=term.name))],
            choices=[choice(presence, presence.label) for presence in Presence],
            render_kw=render_options(inline=True, small=True),
        )
        lines[f"interest_{term.id}"] = TextAreaField(
            _l("Interests that %(name)s declared", name=term.name),
            [Length(max=2_000)],
            render_kw=render_options(rows=2, optional=True),
        )
    return cast(AttendanceForm, type("MeetingAttendanceForm", (AttendanceForm,), lines)())
