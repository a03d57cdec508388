"""The forms that officers fill in."""

from collections.abc import Mapping
from typing import Any, cast

from consult.sdk.files import FileField
from consult.sdk.forms import (
    BooleanField,
    DataRequired,
    DateField,
    Form,
    HiddenField,
    IntegerField,
    Length,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from plugins.motion.forms import CouncillorForm
from plugins.motion.lifecycle import State
from plugins.motion.records import Choice
from plugins.motion.rules import ORDERS, StandingOrders
from plugins.motion.services.votes import NamedVote, UnnamedVote

YES_NO = (choice("yes", _l("Yes")), choice("no", _l("No")))


class CheckForm(VersionedForm):
    """What the proper officer decides about the text with the number `version`; notice and words are counted."""

    meeting_on = DateField(_l("Date of the meeting"), [DataRequired(_l("Enter the date of the meeting"))])
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
    number = HiddenField()


class AgendaForm(VersionedForm):
    """The meeting, and the place on its agenda."""

    meeting_on = DateField(_l("Date of the meeting"), [DataRequired(_l("Enter the date of the meeting"))])
    item = IntegerField(_l("Agenda item"), minimum=1, maximum=999, render_kw=render_options(width=3, optional=True))


class NamedVoteForm(Form):
    """A line for each councillor, the totals and the casting vote, as `vote_form` puts them together."""

    for_count: IntegerField
    against_count: IntegerField
    abstain_count: IntegerField
    casting_vote: RadioField
    chair_id: SelectField

    def named_vote(self, people: list[tuple[int, str]]) -> NamedVote:
        """Return the vote as it was typed."""
        return self.with_totals({person_id: Choice(self[f"vote_{person_id}"].data) for person_id, _ignored in people})

    def with_totals(self, choices: Mapping[int, Choice]) -> NamedVote:
        """Return a vote of these choices with the totals and the casting vote that were typed."""
        casting = None if self.casting_vote.data == "none" else Choice(str(self.casting_vote.data))
        return NamedVote(
            choices=choices,
            announced={
                Choice.FOR: self.for_count.data or 0,
                Choice.AGAINST: self.against_count.data or 0,
                Choice.ABSTAIN: self.abstain_count.data or 0,
            },
            casting_vote=casting,
            chair_id=int(self.chair_id.data) if casting and self.chair_id.data else None,
        )


def vote_form(
    people: list[tuple[int, str]], *, before: Mapping[int, Choice], chair_id: int | None = None
) -> NamedVoteForm:
    """Return the form for these members, with what is known `before`, and whoever held the chair in it."""
    lines: dict[str, Any] = {
        f"vote_{person_id}": RadioField(
            name,
            [DataRequired(_l("Select how %(name)s voted", name=name))],
            choices=[choice(vote, _SHORT.get(vote, vote.label)) for vote in Choice],
            default=before.get(person_id),
            render_kw=render_options(inline=True, small=True),
        )
        for person_id, name in people
    }
    return cast(NamedVoteForm, type("CouncilVoteForm", (NamedVoteForm,), lines | _totals(people, chair_id))())


class NameListForm(NamedVoteForm):
    """A list of names, how everybody else voted, the totals and the casting vote."""

    names = TextAreaField(
        _l("Names"),
        [Length(max=20_000)],
        description=_l(
            "One line for each vote, for example “For: Cllr A, Cllr B”. You can paste a table too, with the "
            "columns “councillor” and “vote”."
        ),
        render_kw=render_options(rows=8, optional=True),
    )
    file = FileField(
        _l("Or a file"),
        description=_l("CSV, XLSX or ODS, with the columns “councillor” and “vote”."),
        render_kw=render_options(accept=".csv,.xlsx,.ods,text/csv"),
    )
    rest = RadioField(
        _l("How did the members vote who are not in the list?"),
        [DataRequired(_l("Select how the members voted who are not in the list"))],
        choices=[
            choice("none", _l("The list names everybody who was there")),
            choice(Choice.FOR, _l("Everybody else who was there voted for")),
            choice(Choice.AGAINST, _l("Everybody else who was there voted against")),
            choice(Choice.ABSTAIN, _l("Everybody else who was there abstained")),
            choice(Choice.ABSENT, _l("Everybody else was absent")),
        ],
    )

    def rest_voted(self) -> Choice | None:
        """Return how everybody else voted, or `None` if there is nobody else."""
        return None if self.rest.data == "none" else Choice(str(self.rest.data))


def name_list_form(people: list[tuple[int, str]], *, chair_id: int | None = None) -> NameListForm:
    """Return the form in which the vote of these members is a list of names; whoever held the chair stands in it."""
    return cast(NameListForm, type("CouncilNameListForm", (NameListForm,), _totals(people, chair_id))())


def _totals(people: list[tuple[int, str]], chair_id: int | None) -> dict[str, object]:
    # Made after the lines, since the error summary names the fields in the order in which they were made.
    counts = {
        f"{one.value}_count": IntegerField(
            one.label, [DataRequired(message)], minimum=0, maximum=999, render_kw=render_options(width=3)
        )
        for one, message in (
            (Choice.FOR, _l("Enter the votes for")),
            (Choice.AGAINST, _l("Enter the votes against")),
            (Choice.ABSTAIN, _l("Enter the abstentions")),
        )
    }
    casting = RadioField(
        _l("Casting vote of the chair"),
        [DataRequired(_l("Say whether the chair gave a casting vote"))],
        choices=[
            choice("none", _l("No casting vote")),
            choice("for", _l("Casting vote for the motion")),
            choice("against", _l("Casting vote against the motion")),
        ],
        default="none",
        description=_l("Only if the votes for and against were equal."),
    )
    chair = SelectField(
        _l("Who was in the chair?"),
        choices=[choice("", _l("Select the chair")), *(choice(key, name) for key, name in people)],
        default=str(chair_id or ""),
        description=_l("Only needed with a casting vote."),
    )
    return {**counts, "casting_vote": casting, "chair_id": chair}


_SHORT = {Choice.INTEREST: _l("Declared interest")}


class UnnamedVoteForm(Form):
    """A vote whose names were not taken down."""

    outcome = RadioField(
        _l("What was the outcome?"),
        [DataRequired(_l("Select the outcome"))],
        choices=[choice(state, state.label) for state in (State.CARRIED, State.LOST, State.TIED)],
    )
    is_unanimous = BooleanField(_l("The vote was unanimous"))
    for_count = IntegerField(_l("Votes for"), minimum=0, maximum=999, render_kw=render_options(width=3, optional=True))
    against_count = IntegerField(
        _l("Votes against"), minimum=0, maximum=999, render_kw=render_options(width=3, optional=True)
    )
    abstain_count = IntegerField(
        _l("Abstentions"), minimum=0, maximum=999, render_kw=render_options(width=3, optional=True)
    )
    note = StringField(
        _l("Note"),
        [Length(max=500)],
        render_kw=render_options(optional=True, hint=_l("For example: by a show of hands.")),
    )

    def unnamed_vote(self) -> UnnamedVote:
        """Return the vote as it was typed."""
        return UnnamedVote(
            outcome=State(str(self.outcome.data)),
            is_unanimous=self.is_unanimous.data,
            for_count=self.for_count.data,
            against_count=self.against_count.data,
            abstain_count=self.abstain_count.data,
            note=self.note.data,
        )


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
    word_limit = IntegerField(
        ORDERS["word_limit"],
        [DataRequired(_l("Enter the most words"))],
        minimum=50,
        maximum=10_000,
        description=_l("Counted over the clauses, without title and headings."),
        render_kw=render_options(width=5),
    )
    most_drafters = IntegerField(
        ORDERS["most_drafters"],
        [DataRequired(_l("Enter the most co-drafters"))],
        minimum=0,
        maximum=100,
        render_kw=render_options(width=3),
    )
    has_casting_vote = BooleanField(ORDERS["has_casting_vote"])
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

    def orders(self) -> StandingOrders:
        """Return the rules as they were typed."""
        return StandingOrders(
            notice_days=self.notice_days.data or 0,
            word_limit=self.word_limit.data or 0,
            most_drafters=self.most_drafters.data or 0,
            has_casting_vote=self.has_casting_vote.data,
            public_from=str(self.public_from.data),
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
