"""The forms in which officers take down a vote: by name, as a list of names, or as an outcome without names."""

from collections.abc import Mapping
from typing import Any, cast

from consult.sdk.files import FileField
from consult.sdk.forms import (
    BooleanField,
    DataRequired,
    Form,
    IntegerField,
    Length,
    RadioField,
    Regexp,
    SelectField,
    StringField,
    TextAreaField,
    choice,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from plugins.motion.lifecycle import State
from plugins.motion.records import Choice
from plugins.motion.services.votes import NamedVote, UnnamedVote
from plugins.motion.voting_rules import Threshold

OUTCOMES = (State.CARRIED, State.LOST, State.TIED)
"""What can come of a vote."""


def threshold_field() -> RadioField:
    """Return the question which majority is needed."""
    return RadioField(
        _l("Which majority does it need?"),
        [DataRequired(_l("Select which majority it needs"))],
        choices=[choice(threshold, threshold.label) for threshold in Threshold],
        default=Threshold.SIMPLE,
        render_kw=render_options(small=True),
    )


class NamedVoteForm(Form):
    """A line for each councillor, the totals and the casting vote, as `vote_form` puts them together."""

    for_count: IntegerField
    against_count: IntegerField
    abstain_count: IntegerField
    casting_vote: RadioField
    chair_id: SelectField
    threshold: RadioField
    at_time: StringField

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
            threshold=Threshold(str(self.threshold.data)),
            at_time=self.at_time.data or "",
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
            choice("for", _l("Casting vote for")),
            choice("against", _l("Casting vote against")),
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
    at_time = StringField(
        _l("Time of the vote"),
        [Regexp(r"([01]\d|2[0-3]):[0-5]\d", message=_l("Enter the time like 19:00"))],
        description=_l("Needed if members arrived late or left. For example 20:15."),
        render_kw=render_options(width=5, optional=True),
    )
    rest = {"casting_vote": casting, "chair_id": chair, "threshold": threshold_field()}
    return {"at_time": at_time, **counts, **rest}


_SHORT = {Choice.INTEREST: _l("Declared interest")}


class UnnamedVoteForm(Form):
    """A vote whose names were not taken down."""

    outcome = RadioField(
        _l("What was the outcome?"),
        [DataRequired(_l("Select the outcome"))],
        choices=[choice(state, state.label) for state in OUTCOMES],
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
    threshold = threshold_field()

    def unnamed_vote(self) -> UnnamedVote:
        """Return the vote as it was typed."""
        return UnnamedVote(
            outcome=State(str(self.outcome.data)),
            is_unanimous=self.is_unanimous.data,
            for_count=self.for_count.data,
            against_count=self.against_count.data,
            abstain_count=self.abstain_count.data,
            note=self.note.data,
            threshold=Threshold(str(self.threshold.data)),
        )
