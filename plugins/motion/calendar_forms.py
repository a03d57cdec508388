"""The forms about meetings: what is known of one, why it is cancelled, the order of its motions, and choosing one."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import cast

from consult.sdk.forms import (
    BooleanField,
    DataRequired,
    DateField,
    Form,
    IntegerField,
    Length,
    RadioField,
    Regexp,
    SelectField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import say_date
from plugins.motion.meetings import MeetingKind
from plugins.motion.models import Motion
from plugins.motion.notice import Notice
from plugins.motion.services.meetings import FACTS, MeetingFacts


class MeetingField(SelectField):
    """One of the council's meetings, by its day."""

    def offer(self, notices: Sequence[Notice], *, nothing: str) -> None:
        """Put these meetings on the list, each with the moment until which a motion can be submitted for it."""
        self.choices = [
            choice("", nothing),
            *(
                choice(
                    notice.meeting_on.isoformat(),
                    _("%(day)s (notice until %(until)s)", day=say_date(notice.meeting_on), until=notice.until),
                )
                for notice in notices
            ),
        ]

    @property
    def day(self) -> date | None:
        """The day of the meeting that was chosen."""
        is_offered = self.data in {one.value for one in self.choices}
        return date.fromisoformat(self.data) if self.data and is_offered else None


class CalendarForm(VersionedForm):
    """What is known of a meeting before it is held."""

    held_on = DateField(FACTS["held_on"], [DataRequired(_l("Enter the date of the meeting"))])
    starts_at = StringField(
        FACTS["starts_at"],
        [Regexp(r"([01]\d|2[0-3]):[0-5]\d", message=_l("Enter the time like 19:00"))],
        description=_l("For example 19:00."),
        render_kw=render_options(width=5, optional=True),
    )
    kind = RadioField(
        FACTS["kind"],
        [DataRequired(_l("Select the kind of meeting"))],
        choices=[choice(kind, kind.label) for kind in MeetingKind],
        default=MeetingKind.ORDINARY,
    )
    place = StringField(FACTS["place"], [Length(max=200)], render_kw=render_options(optional=True))
    takes_motions = BooleanField(FACTS["takes_motions"], default=True)
    reason = TextAreaField(
        _l("Why is it moved?"),
        [Length(max=1_000)],
        description=_l("Needed if you change the date. Everybody can read it."),
        render_kw=render_options(rows=2, optional=True),
    )

    def facts(self) -> MeetingFacts:
        """Return what was typed."""
        return MeetingFacts(
            held_on=self.held_on.data or date.min,
            starts_at=time.fromisoformat(self.starts_at.data) if self.starts_at.data else None,
            kind=MeetingKind(str(self.kind.data)),
            place=self.place.data,
            takes_motions=self.takes_motions.data,
        )


class CancellationForm(Form):
    """Why a meeting is not held."""

    reason = TextAreaField(
        _l("Why is the meeting not held?"),
        [DataRequired(_l("Say why the meeting is not held")), Length(max=1_000)],
        description=_l("Everybody can read it."),
        render_kw=render_options(rows=3),
    )


class OrderForm(Form):
    """An item for each motion on an agenda, as `order_form` puts them together, beside those that the page showed."""

    numbers: tuple[int, ...] = ()

    def items(self) -> dict[int, int | None]:
        """Return the items that were typed, by motion."""
        return {number: self[f"item_{number}"].data for number in self.numbers}

    def seen(self, typed: Mapping[str, str]) -> dict[int, int | None]:
        """Return the items that the page showed, by motion, as its hidden fields say."""
        shown = {number: typed.get(f"seen_{number}") for number in self.numbers}
        return {number: int(item) if item.isdecimal() else None for number, item in shown.items() if item is not None}


def order_form(motions: Sequence[Motion]) -> OrderForm:
    """Return the form in which the motions on an agenda are put in order."""
    fields: dict[str, object] = {
        f"item_{motion.id}": IntegerField(
            f"{motion.number}: {motion.public_title}",
            minimum=1,
            maximum=999,
            default=motion.agenda_item,
            render_kw=render_options(width=3, optional=True),
        )
        for motion in motions
    }
    numbers = tuple(motion.id for motion in motions)
    return cast(OrderForm, type("OrderOfOneMeeting", (OrderForm,), {**fields, "numbers": numbers})())
