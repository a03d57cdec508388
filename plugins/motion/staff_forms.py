"""The forms that officers fill in."""

from consult.sdk.forms import (
    BooleanField,
    DataRequired,
    Form,
    HiddenField,
    IntegerField,
    Length,
    RadioField,
    RequiredIf,
    SelectField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from plugins.motion.calendar_forms import MeetingField
from plugins.motion.forms import CouncillorForm
from plugins.motion.rules import ORDERS, StandingOrders
from plugins.motion.services.earlier import Named

YES_NO = (choice("yes", _l("Yes")), choice("no", _l("No")))


class CheckForm(VersionedForm):
    """What the proper officer decides about the text with the number `version`; notice and words are counted."""

    meeting_on = MeetingField(_l("Meeting"), [DataRequired(_l("Select the meeting"))])
    is_in_scope = RadioField(
        _l("Does it concern what the council is responsible for, or what affects the area?"),
        [DataRequired(_l("Say whether it concerns the council or the area"))],
        choices=YES_NO,
    )
    is_lawful = RadioField(
        _l("Is it lawful and proper to debate?"), [DataRequired(_l("Say whether it is lawful"))], choices=YES_NO
    )
    reason = TextAreaField(
        _l("Reason for returning it"),
        [Length(max=2_000)],
        description=_l("Needed if a condition is not met. Everybody can read it."),
    )
    earlier = RadioField(
        _l("Is it about what the council decided already?"),
        [DataRequired(_l("Say whether it repeats or rescinds a decision"))],
        choices=[
            choice("no", _l("No")),
            choice("repeats", _l("Yes, it is to the same effect as a motion that was decided"), reveals="repeated"),
            choice("rescinds", _l("Yes, it rescinds a resolution"), reveals="rescinded"),
        ],
    )
    repeated = StringField(
        _l("Number of the motion that was decided"),
        [RequiredIf("earlier", "repeats", message=_l("Enter the number of the motion")), Length(max=16)],
        description=_l("For example M2023-001."),
        render_kw=render_options(width=10),
    )
    rescinded = StringField(
        _l("Number of the resolution"),
        [RequiredIf("earlier", "rescinds", message=_l("Enter the number of the resolution")), Length(max=16)],
        description=_l("For example R2023-001. When this motion is carried, the page of the resolution says so."),
        render_kw=render_options(width=10),
    )
    signatures = IntegerField(
        _l("How many members signed the motion?"),
        minimum=0,
        maximum=200,
        description=_l("Only if it is about a decision. Proposer and seconder count."),
        render_kw=render_options(width=3, optional=True),
    )
    number = HiddenField()

    def named(self) -> Named | None:
        """Return the earlier decision that was named, if any."""
        if self.earlier.data == "no":
            return None
        is_rescission = self.earlier.data == "rescinds"
        number = self.rescinded.data if is_rescission else self.repeated.data
        return Named(number=str(number), is_rescission=is_rescission, signatures=self.signatures.data or 0)


class AgendaForm(VersionedForm):
    """The meeting, and the place on its agenda."""

    meeting_on = MeetingField(_l("Meeting"), [DataRequired(_l("Select the meeting"))])
    item = IntegerField(_l("Agenda item"), minimum=1, maximum=999, render_kw=render_options(width=3, optional=True))


class StandingOrdersForm(VersionedForm):
    """The council's rules on motions."""

    notice_days = IntegerField(
        ORDERS["notice_days"],
        [DataRequired(_l("Enter the days of notice"))],
        minimum=0,
        maximum=60,
        description=_l("Working days between the day of submission and the day of the meeting, both left out."),
        render_kw=render_options(width=3),
    )
    cut_off_hour = IntegerField(
        ORDERS["cut_off_hour"],
        [DataRequired(_l("Enter the hour"))],
        minimum=1,
        maximum=24,
        description=_l("For example 17. What comes later counts as given on the next working day. 24 is midnight."),
        render_kw=render_options(width=2),
    )
    word_limit = IntegerField(
        ORDERS["word_limit"],
        [DataRequired(_l("Enter the most words"))],
        minimum=50,
        maximum=10_000,
        description=_l("Counted over the clauses, without title and headings."),
        render_kw=render_options(width=5),
    )
    motions_per_group = IntegerField(
        ORDERS["motions_per_group"],
        [DataRequired(_l("Enter the most motions of one group"))],
        minimum=0,
        maximum=100,
        description=_l("0 if there is no limit."),
        render_kw=render_options(width=3),
    )
    most_drafters = IntegerField(
        ORDERS["most_drafters"],
        [DataRequired(_l("Enter the most co-drafters"))],
        minimum=0,
        maximum=100,
        render_kw=render_options(width=3),
    )
    has_casting_vote = BooleanField(ORDERS["has_casting_vote"])
    quorum_parts = IntegerField(
        ORDERS["quorum_parts"],
        [DataRequired(_l("Enter one in how many members makes a quorum"))],
        minimum=1,
        maximum=10,
        description=_l("4 is a quarter of all seats, which the law asks for at least."),
        render_kw=render_options(width=2),
    )
    public_from = RadioField(
        ORDERS["public_from"],
        [DataRequired(_l("Select when everybody can read a motion"))],
        choices=[
            choice("valid", _l("When an officer has found it valid")),
            choice("submitted", _l("As soon as it is submitted")),
            choice("agenda", _l("When it is on the agenda of a meeting")),
        ],
        description=_l(
            "Proposer, seconder, co-drafters, officers and auditors can read it before. "
            "A motion that is public stays public."
        ),
    )

    is_altered_before = BooleanField(
        ORDERS["is_altered_before"],
        description=_l(
            "An officer rules on each alteration. From the day of the meeting on, the meeting has to agree."
        ),
    )

    repeat_months = IntegerField(
        ORDERS["repeat_months"],
        [DataRequired(_l("Enter the months for which a decision is not repeated"))],
        minimum=0,
        maximum=24,
        description=_l("0 if there is no such rule. Many councils say 6."),
        render_kw=render_options(width=2),
    )
    repeat_signatures = IntegerField(
        ORDERS["repeat_signatures"],
        [DataRequired(_l("Enter how many members have to sign"))],
        minimum=1,
        maximum=200,
        render_kw=render_options(width=3),
    )

    def orders(self) -> StandingOrders:
        """Return the rules as they were typed."""
        return StandingOrders(
            notice_days=self.notice_days.data or 0,
            cut_off_hour=self.cut_off_hour.data or 24,
            word_limit=self.word_limit.data or 0,
            motions_per_group=self.motions_per_group.data or 0,
            most_drafters=self.most_drafters.data or 0,
            has_casting_vote=self.has_casting_vote.data,
            quorum_parts=self.quorum_parts.data or 4,
            public_from=str(self.public_from.data),
            is_altered_before=self.is_altered_before.data,
            repeat_months=self.repeat_months.data or 0,
            repeat_signatures=self.repeat_signatures.data or 1,
        )


class HandoverForm(CouncillorForm):
    """Who takes whose place in a motion, and why."""

    part = RadioField(
        _l("Whose place is it?"),
        [DataRequired(_l("Select whose place it is"))],
        choices=[choice("proposer", _l("The proposer’s")), choice("seconder", _l("The seconder’s"))],
    )
    reason = TextAreaField(
        _l("Reason"),
        [DataRequired(_l("Give a reason")), Length(max=1_000)],
        description=_l("For example, that the councillor left the council. Everybody can read it."),
        render_kw=render_options(rows=3),
    )


class InPlaceForm(Form):
    """Why a motion is withdrawn although its proposer or seconder cannot do it."""

    reason = TextAreaField(
        _l("Reason"),
        [DataRequired(_l("Give a reason")), Length(max=1_000)],
        description=_l("Say who is gone and who asked for it. Everybody can read it."),
        render_kw=render_options(rows=3),
    )


class AttachForm(Form):
    """A motion to be shown in a consultation."""

    motion_id = SelectField(_l("Motion"), [DataRequired(_l("Select a motion"))])

    def offer(self, motions: list[tuple[int, str]]) -> None:
        """Put these motions on the list."""
        self.motion_id.choices = [choice("", _l("Select a motion")), *(choice(key, title) for key, title in motions)]
