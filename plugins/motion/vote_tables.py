"""The votes of members as tables: of one vote by group and by name, and of one member over all terms."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.office import OfficeTerm
from consult.sdk.publishing import Column
from consult.sdk.records import Shown, shown
from plugins.motion.amendments import Amendment
from plugins.motion.lifecycle import DECIDED, State
from plugins.motion.models import Motion
from plugins.motion.published_votes import VOTE
from plugins.motion.records import VOTING, Choice, Division, Question, Vote
from plugins.motion.tabulated import Cells, Tabulated

CHOICES = {choice.value: choice.label for choice in Choice}
OUTCOMES = {state.value: state.label for state in State if state in DECIDED}
QUESTIONS = {
    Question.MOTION.value: _l("The motion"),
    Question.AMENDMENT.value: _l("An amendment"),
    Question.CLOSURE.value: _l("Ending the debate"),
}
VOTE_COLUMNS = (
    Column(name="councillor", label=_l("Councillor"), is_public=True),
    Column(name="ward", label=_l("Ward"), is_public=True),
    Column(name="group", label=_l("Group"), is_public=True),
    Column(name="vote", label=_l("Vote"), is_public=True, values=CHOICES),
)
RECORD_COLUMNS = (
    Column(name="held_on", label=_l("Date"), kind="date", is_public=True),
    Column(name="number", label=_l("Motion number"), is_public=True),
    Column(name="title", label=_l("Title"), is_public=True),
    Column(name="question", label=_l("What the vote was on"), is_public=True, values=QUESTIONS),
    Column(name="amendment", label=_l("Amendment"), is_public=True),
    Column(name="group", label=_l("Group"), is_public=True),
    Column(name="vote", label=_l("Vote"), is_public=True, values=CHOICES),
    Column(name="outcome", label=_l("Outcome"), is_public=True, values=OUTCOMES),
)


def votes_in(votes: Sequence[Shown]) -> Tabulated:
    """Return the votes by name of one vote, as they were last corrected, by ward and seat."""
    return Tabulated(
        VOTE_COLUMNS,
        [
            {
                "councillor": read.value("councillor_name"),
                "ward": read.value("ward"),
                "group": read.value("group_name"),
                "vote": read.value("choice"),
                "term": read.row.term_id,
            }
            for read in votes
        ],
        choices=("group", "vote", "ward"),
        sorts={"": _l("Ward and seat"), "councillor": _l("Name"), "group": _l("Group"), "vote": _l("Vote")},
    )


def rows_by_group(votes: Sequence[Shown]) -> Iterator[tuple[object, ...]]:
    """Yield how many of each political group voted in which way, the largest group first."""
    counted: dict[str, Counter[str]] = {}
    for read in votes:
        counted.setdefault(read.value("group_name"), Counter())[Choice(read.value("choice"))] += 1
    for group, found in sorted(counted.items(), key=lambda item: (-item[1].total(), item[0])):
        yield group or _("No group"), *(found[choice] for choice in Choice)


def record_of(session: Session, terms: Sequence[OfficeTerm]) -> Tabulated:
    """Return how one member voted over all terms, the newest vote first."""
    query = (
        select(Vote)
        .join(Vote.division)
        .join(Division.motion)
        .where(Vote.term_id.in_([term.id for term in terms]), Motion.public_at.is_not(None))
        .order_by(Division.held_on.desc(), Division.id.desc(), Vote.id)
    )
    whole = joinedload(Vote.division).joinedload(Division.motion).selectinload(Motion.texts)
    reads = list(shown(session, VOTE, session.scalars(query.options(whole)).all()).values())
    amended = _amendments(session, [read.row.division_id for read in reads])
    return Tabulated(
        RECORD_COLUMNS,
        [_cells(read, amended) for read in reads],
        choices=("vote", "question", "outcome"),
        sorts={"": _l("Date, newest first"), "number": _l("Motion number"), "vote": _l("Vote")},
    )


def rows_of_record(found: Sequence[Cells]) -> Iterator[tuple[object, ...]]:
    """Yield how often a member voted in which way, among some votes."""
    counted = Counter(Choice(cells["vote"]) for cells in found)
    for choice in Choice:
        if choice in VOTING or counted[choice]:
            yield choice.label, counted[choice]


def _amendments(session: Session, divisions: Sequence[int]) -> Mapping[int, str]:
    query = select(Amendment.division_id, Amendment.number).where(Amendment.division_id.in_(divisions))
    return {row.division_id: row.number for row in session.execute(query) if row.division_id is not None}


def _cells(read: Shown, amended: Mapping[int, str]) -> Cells:
    division: Division = read.row.division
    return {
        "held_on": division.held_on,
        "number": division.motion.number,
        "title": division.motion.public_title,
        "question": division.question.value,
        "amendment": amended.get(division.id, ""),
        "group": read.value("group_name"),
        "vote": read.value("choice"),
        "outcome": division.outcome.value,
        "place": division.number if division.is_named else None,
        "anchor": "vote" if division.question == Question.MOTION else f"vote-{division.number}",
    }
