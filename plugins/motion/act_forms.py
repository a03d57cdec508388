"""The forms in which officers record what a meeting did without a vote, and what its chair took as urgent."""

from consult.sdk.forms import (
    DataRequired,
    Form,
    Length,
    RadioField,
    RequiredIf,
    SelectField,
    StringField,
    TextAreaField,
    choice,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from plugins.motion.calendar_forms import MeetingField
from plugins.motion.meeting_acts import MeetingAct


class ActForm(Form):
    """What the meeting did with a motion, and why."""

    act = RadioField(
        _l("What did the meeting do?"),
        [DataRequired(_l("Select what the meeting did"))],
        choices=[choice(act, act.label, reveals="body" if act is MeetingAct.REFERRED else "") for act in MeetingAct],
    )
    body = StringField(
        _l("Which body was it referred to?"),
        [RequiredIf("act", MeetingAct.REFERRED, message=_l("Enter the body it was referred to")), Length(max=200)],
        description=_l("For example the cabinet, or a committee."),
    )
    reason = TextAreaField(
        _l("Reason"),
        [DataRequired(_l("Give the reason, as the minutes have it")), Length(max=2_000)],
        description=_l("As the minutes have it. Everybody can read it."),
        render_kw=render_options(rows=3),
    )


class UrgencyForm(Form):
    """Why the chair of a meeting lets a motion come to it without the days of notice."""

    meeting_on = MeetingField(_l("Meeting"), [DataRequired(_l("Select the meeting"))])
    chair_id = SelectField(_l("Who is in the chair?"), [DataRequired(_l("Select who is in the chair"))])
    reason = TextAreaField(
        _l("What are the special circumstances?"),
        [DataRequired(_l("Enter the special circumstances")), Length(max=2_000)],
        description=_l("They go into the minutes, and everybody can read them."),
        render_kw=render_options(rows=4),
    )

    def offer_chairs(self, people: list[tuple[int, str]], chair_id: int | None) -> None:
        """Put these members on the list, and choose whoever holds the chair."""
        self.chair_id.choices = [choice("", _l("Select a member")), *(choice(key, name) for key, name in people)]
        if self.chair_id.data is None and chair_id is not None:
            self.chair_id.data = str(chair_id)
