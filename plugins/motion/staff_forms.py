"""The forms that officers fill in."""

from collections.abc import Collection, Mapping
from typing import Any, cast

from consult.sdk.files import UploadField
from consult.sdk.forms import (
    DateField,
    Form,
    HiddenField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    VersionedForm,
    WholeNumberField,
    YesField,
    choice,
    longest,
    look,
    needed,
    needed_when,
)
from plugins.motion.forms import CouncillorForm
from plugins.motion.lifecycle import ACTION_MOVES, ActionState, State
from plugins.motion.records import ActionKind, Choice
from plugins.motion.rules import ORDERS, StandingOrders
from plugins.motion.services.voting import NamedVote, UnnamedVote

YES_NO = (choice("yes", "Yes"), choice("no", "No"))


class CheckForm(VersionedForm):
    """What the proper officer decides about the text with the number `version`; notice and words are counted."""

    meeting_on = DateField("Date of the meeting", [needed("Enter the date of the meeting")])
    is_in_scope = RadiosField(
        "Does it concern what the council is responsible for, or what affects the area?",
        [needed("Say whether it concerns the council or the area")],
        choices=YES_NO,
    )
    is_lawful = RadiosField("Is it lawful and proper to debate?", [needed("Say whether it is lawful")], choices=YES_NO)
    reason = LongTextField(
        "Reason for returning it",
        [longest(2_000)],
        description="Needed if a condition is not met. Everybody can read it.",
    )


class AgendaForm(VersionedForm):
    """The meeting, and the place on its agenda."""

    meeting_on = DateField("Date of the meeting", [needed("Enter the date of the meeting")])
    item = WholeNumberField("Agenda item", least=1, most=999, render_kw=look(width=3, optional=True))


class NamedVoteForm(Form):
    """A line for each councillor, the totals and the casting vote, as `vote_form` puts them together."""

    for_count: WholeNumberField
    against_count: WholeNumberField
    abstain_count: WholeNumberField
    casting_vote: RadiosField
    chair_id: SelectField

    def named_vote(self, people: list[tuple[int, str]]) -> NamedVote:
        """Return the vote as it was typed."""
        return self.with_totals({person_id: Choice(self[f"vote_{person_id}"].data) for person_id, _ in people})

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
    people: list[tuple[int, str]], *, away: Collection[int] = (), chair_id: int | None = None
) -> NamedVoteForm:
    """Return the form for these members; those who were away begin as absent, and whoever held the chair in it."""
    lines: dict[str, Any] = {
        f"vote_{person_id}": RadiosField(
            name,
            [needed(f"Select how {name} voted")],
            choices=[choice(one, _SHORT.get(one, one.label)) for one in Choice],
            default=Choice.ABSENT.value if person_id in away else None,
            render_kw=look(inline=True, small=True),
        )
        for person_id, name in people
    }
    return cast(NamedVoteForm, type("CouncilVoteForm", (NamedVoteForm,), lines | _totals(people, chair_id))())


class NameListForm(NamedVoteForm):
    """A list of names, how everybody else voted, the totals and the casting vote."""

    names = LongTextField(
        "Names",
        [longest(20_000)],
        description="One line for each vote, for example “For: Cllr A, Cllr B”. You can paste a table too, with the "
        "columns “councillor” and “vote”.",
        render_kw=look(rows=8, optional=True),
    )
    file = UploadField(
        "Or a file",
        description="CSV, XLSX or ODS, with the columns “councillor” and “vote”.",
        render_kw=look(accept=".csv,.xlsx,.ods,text/csv"),
    )
    rest = RadiosField(
        "How did the members vote who are not in the list?",
        [needed("Select how the members voted who are not in the list")],
        choices=[
            choice("none", "The list names everybody who was there"),
            choice(Choice.FOR, "Everybody else who was there voted for"),
            choice(Choice.AGAINST, "Everybody else who was there voted against"),
            choice(Choice.ABSTAIN, "Everybody else who was there abstained"),
            choice(Choice.ABSENT, "Everybody else was absent"),
        ],
    )

    def rest_voted(self) -> Choice | None:
        """Return how everybody else voted, or `None` if there is nobody else."""
        return None if self.rest.data == "none" else Choice(str(self.rest.data))


def name_list_form(people: list[tuple[int, str]], *, chair_id: int | None = None) -> NameListForm:
    """Return the form in which the vote of these members is a list of names; whoever held the chair stands in it."""
    return cast(NameListForm, type("CouncilNameListForm", (NameListForm,), _totals(people, chair_id))())


def _totals(people: list[tuple[int, str]], chair_id: int | None) -> dict[str, Any]:
    # Made after the lines, since the error summary names the fields in the order in which they were made.
    counts = {
        f"{one.value}_count": WholeNumberField(one.label, [needed(message)], least=0, most=999, render_kw=look(width=3))
        for one, message in (
            (Choice.FOR, "Enter the votes for"),
            (Choice.AGAINST, "Enter the votes against"),
            (Choice.ABSTAIN, "Enter the abstentions"),
        )
    }
    casting = RadiosField(
        "Casting vote of the chair",
        [needed("Say whether the chair gave a casting vote")],
        choices=[
            choice("none", "No casting vote"),
            choice("for", "Casting vote for the motion"),
            choice("against", "Casting vote against the motion"),
        ],
        default="none",
        description="Only if the votes for and against were equal.",
    )
    chair = SelectField(
        "Who was in the chair?",
        choices=[choice("", "Select the chair"), *(choice(key, name) for key, name in people)],
        default=str(chair_id or ""),
        description="Only needed with a casting vote.",
    )
    return {**counts, "casting_vote": casting, "chair_id": chair}


_SHORT = {Choice.INTEREST: "Declared interest"}


class UnnamedVoteForm(Form):
    """A vote whose names were not taken down."""

    outcome = RadiosField(
        "What was the outcome?",
        [needed("Select the outcome")],
        choices=[choice(state, state.label) for state in (State.CARRIED, State.LOST, State.TIED)],
    )
    is_unanimous = YesField("The vote was unanimous")
    for_count = WholeNumberField("Votes for", least=0, most=999, render_kw=look(width=3, optional=True))
    against_count = WholeNumberField("Votes against", least=0, most=999, render_kw=look(width=3, optional=True))
    abstain_count = WholeNumberField("Abstentions", least=0, most=999, render_kw=look(width=3, optional=True))
    note = TextField("Note", [longest(500)], render_kw=look(optional=True, hint="For example: by a show of hands."))

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


class ResolutionForm(Form):
    """The text of the resolution."""

    text = LongTextField(
        "What the council resolved",
        [needed("Enter what the council resolved"), longest(20_000)],
        render_kw=look(rows=12),
    )


class ActionForm(Form):
    """One action of a resolution."""

    text = LongTextField(
        "What is to be done?",
        [needed("Enter what is to be done"), longest(1_000)],
        description="Begin with a verb, for example: write to the Home Secretary.",
        render_kw=look(rows=3),
    )
    kind = RadiosField(
        "Can the council do it itself?",
        [needed("Say whether the council can do it itself")],
        choices=[choice(kind, kind.label) for kind in ActionKind],
    )
    owner = TextField(
        "Who is to do it?", [needed("Enter who is to do it"), longest(200)], description="A post, not a person’s name."
    )
    addressee = TextField(
        "Whom is it addressed to?",
        [needed_when("kind", "request", message="Enter whom the request goes to"), longest(200)],
        description="For letters and requests.",
    )
    due_on = DateField("By when?", [needed("Enter the date by which it is due")])
    is_past_meant = YesField("This day has passed. Save it all the same")
    number = HiddenField()


class ActionMoveForm(VersionedForm):
    """The next state of an action."""

    to = RadiosField("What happened?", [needed("Select what happened")])
    happened_on = DateField("When did it happen?", [needed("Enter the date on which it happened")])
    note = LongTextField(
        "Note",
        [
            needed_when("to", ActionState.CLOSED, ActionState.OVERTAKEN, message="Give the reason"),
            longest(2_000),
        ],
        description="Who signed, what was answered, or why it ends. Everybody can read it.",
        render_kw=look(rows=3),
    )

    def offer(self, state: ActionState | None) -> None:
        """Offer the states that may follow this one; all of them where the service decides."""
        follow = ACTION_MOVES[state] if state else frozenset(ActionState)
        self.to.choices = [choice(one, one.label) for one in ActionState if one in follow]


class StandingOrdersForm(VersionedForm):
    """The council's rules on motions."""

    notice_days = WholeNumberField(
        ORDERS["notice_days"],
        [needed("Enter the days of notice")],
        least=0,
        most=60,
        description="Working days between the day of submission and the day of the meeting, both left out.",
        render_kw=look(width=3),
    )
    word_limit = WholeNumberField(
        ORDERS["word_limit"],
        [needed("Enter the most words")],
        least=50,
        most=10_000,
        description="Counted over the clauses, without title and headings.",
        render_kw=look(width=5),
    )
    most_drafters = WholeNumberField(
        ORDERS["most_drafters"], [needed("Enter the most co-drafters")], least=0, most=100, render_kw=look(width=3)
    )
    has_casting_vote = YesField(ORDERS["has_casting_vote"])
    public_from = RadiosField(
        ORDERS["public_from"],
        [needed("Select when everybody can read a motion")],
        choices=[
            choice("valid", "When an officer has found it valid"),
            choice("submitted", "As soon as it is submitted"),
            choice("agenda", "When it is on the agenda of a meeting"),
        ],
        description="Proposer, seconder, co-drafters, officers and auditors can read it before. "
        "A motion that is public stays public.",
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

    part = RadiosField(
        "Whose place is it?",
        [needed("Select whose place it is")],
        choices=[choice("proposer", "The proposer’s"), choice("seconder", "The seconder’s")],
    )
    reason = LongTextField(
        "Reason",
        [needed("Give a reason"), longest(1_000)],
        description="For example, that the councillor left the council. Everybody can read it.",
        render_kw=look(rows=3),
    )


class InPlaceForm(Form):
    """Why a motion is withdrawn although its proposer or seconder cannot do it."""

    reason = LongTextField(
        "Reason",
        [needed("Give a reason"), longest(1_000)],
        description="Say who is gone and who asked for it. Everybody can read it.",
        render_kw=look(rows=3),
    )


class AttachForm(Form):
    """A motion to be shown in a consultation."""

    motion_id = SelectField("Motion", [needed("Select a motion")])

    def offer(self, motions: list[tuple[int, str]]) -> None:
        """Put these motions on the list."""
        self.motion_id.choices = [choice("", "Select a motion"), *(choice(key, title) for key, title in motions)]
