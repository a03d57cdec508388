"""The vote: by name, with counts that must agree with the names; or as the minutes have it, without names."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.errors import Compared, Invalid, require_same
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import ngettext
from consult.sdk.office import OfficeTerm, vacant_seats_on
from consult.sdk.texts import clean_text
from plugins.motion.amendments import Amendment
from plugins.motion.lifecycle import DECIDED, State
from plugins.motion.models import Motion
from plugins.motion.published_votes import away_at, members_away, movements_on, withdrawn_from
from plugins.motion.queries import roll_of, standing_orders
from plugins.motion.records import VOTING, Choice, Division, Vote
from plugins.motion.services.questions import Put, begin_division, finish_division, recorded
from plugins.motion.voting_rules import Closure, Threshold, quorum_of

Counts = Mapping[Choice, int]
EMPTY_ROLL = _l("No member of the council is on the list for the day of the meeting. Add the members, then come back.")
RECORDED = _l("This vote is already recorded. What was recorded stands.")


@dataclass(frozen=True, kw_only=True)
class NamedVote:
    """A recorded vote as the clerk took it down: a choice for every member of the roll, and the announced totals.

    Members are known by their terms in office on the day of the meeting.
    """

    choices: Mapping[int, Choice]
    announced: Counts
    casting_vote: Choice | None = None
    chair_id: int | None = None
    threshold: Threshold = Threshold.SIMPLE
    at_time: str = ""


@dataclass(frozen=True, kw_only=True)
class UnnamedVote:
    """A vote of which the names were not taken down; counts may be missing."""

    outcome: State
    is_unanimous: bool = False
    for_count: int | None = None
    against_count: int | None = None
    abstain_count: int | None = None
    note: str = ""
    threshold: Threshold = Threshold.SIMPLE


def _require_same_totals(vote: NamedVote, counted: Mapping[Choice, int]) -> None:
    wrong = {
        f"{choice}_count": ngettext(
            "%(choice)s: the chair announced %(announced)s, but %(num)s name is marked",
            "%(choice)s: the chair announced %(announced)s, but %(num)s names are marked",
            counted[choice],
            choice=choice.label,
            announced=vote.announced[choice],
        )
        for choice in VOTING
        if vote.announced[choice] != counted[choice]
    }
    if wrong:
        raise Invalid(_("The totals do not agree with the names."), wrong)


def record_named_vote(
    session: Session,
    actor: Actor,
    motion: Motion,
    vote: NamedVote,
    amendment: Amendment | None = None,
    *,
    closure: Closure | None = None,
) -> Division:
    """Record the vote by name on a motion, on an amendment of it, or on a closure of its debate.

    Raises `Invalid` when names are missing or the totals do not agree with them.
    """
    put = Put(motion, amendment, closure)
    there = recorded(session, put)
    members = {term.id: term for term in roll_of(session, motion)}
    if there is not None:
        _require_same_names(there, vote, {number: term.name for number, term in members.items()})
        return there
    _require_all(vote, members)
    _require_attendance(session, motion, vote, members)
    _require_presence(session, motion, vote, members)
    _require_there(session, motion, vote, members)
    counted = {**dict.fromkeys(Choice, 0), **Counter(vote.choices.values())}
    _require_same_totals(vote, counted)
    seats = _seats(session, motion)
    _require_quorum(session, counted, seats)
    outcome = _outcome(session, counted, vote, seats)
    division = begin_division(session, actor, put, outcome)
    division.is_named, division.threshold, division.at_time = True, vote.threshold, vote.at_time
    _write_counts(division, counted)
    if vote.casting_vote is not None and vote.chair_id is not None:
        division.casting_vote, division.chair_name = vote.casting_vote, members[vote.chair_id].name
    division.votes = [_vote_of(term, vote.choices[term.id]) for term in members.values()]
    return finish_division(session, actor, put, division)


def _seats(session: Session, motion: Motion) -> int:
    vacant = vacant_seats_on(session, motion.meeting_on) if motion.meeting_on else ()
    return len(roll_of(session, motion)) + len(vacant)


def _write_counts(division: Division, counted: Counts) -> None:
    division.is_unanimous = counted[Choice.FOR] > 0 and not counted[Choice.AGAINST] and not counted[Choice.ABSTAIN]
    for choice, count in counted.items():
        setattr(division, f"{choice}_count", count)


def record_unnamed_vote(
    session: Session,
    actor: Actor,
    motion: Motion,
    vote: UnnamedVote,
    amendment: Amendment | None = None,
    *,
    closure: Closure | None = None,
) -> Division:
    """Record an outcome without names; raises `Invalid` when counts that are given contradict it."""
    put = Put(motion, amendment, closure)
    there = recorded(session, put)
    note = clean_text(vote.note).strip()
    if there is not None:
        _require_same_outcome(there, vote, note)
        return there
    check_counts(vote, seats=_seats(session, motion))
    division = begin_division(session, actor, put, vote.outcome)
    division.is_named, division.threshold = False, vote.threshold
    division.is_unanimous = vote.is_unanimous
    division.for_count, division.against_count = vote.for_count, vote.against_count
    division.abstain_count = vote.abstain_count
    division.note = note
    return finish_division(session, actor, put, division)


def check_counts(vote: UnnamedVote, *, seats: int = 0) -> None:
    """Refuse counts that cannot belong to the outcome in a council of so many seats, or of which only one was given."""
    if vote.outcome not in DECIDED:
        raise Invalid(_("Select whether the motion was carried, lost or tied."))
    if vote.is_unanimous and vote.outcome is State.TIED:
        raise Invalid(_("A tied vote cannot be unanimous."), {"is_unanimous": _("A tied vote cannot be unanimous")})
    if vote.threshold is not Threshold.SIMPLE and vote.outcome is State.TIED:
        fault = _("With this majority a vote is carried or lost, and never tied")
        raise Invalid(fault, {"outcome": fault})
    if (vote.for_count is None) != (vote.against_count is None):
        raise Invalid(_("Give both numbers or none."), {"for_count": _("Give the votes for and against, or neither")})
    if vote.for_count is None or vote.against_count is None:
        return
    if vote.outcome is not _outcome_of(vote.threshold, vote.for_count, vote.against_count, seats):
        raise Invalid(_("The numbers do not fit."), {"for_count": _("These numbers do not fit the outcome")})
    if vote.is_unanimous and min(vote.for_count, vote.against_count) > 0:
        raise Invalid(_("Not unanimous."), {"is_unanimous": _("With votes on both sides it was not unanimous")})


def _outcome_of(threshold: Threshold, votes_for: int, votes_against: int, seats: int) -> State:
    if threshold is Threshold.SIMPLE and votes_for == votes_against:
        return State.TIED
    return State.CARRIED if threshold.is_met(votes_for, votes_against, seats=seats) else State.LOST


def _require_all(vote: NamedVote, members: Mapping[int, OfficeTerm]) -> None:
    if set(vote.choices) != set(members):
        raise Invalid(_("The list of members has changed. Select a vote for every member, then save again."))
    if not members:
        raise Invalid(EMPTY_ROLL)


def _vote_of(term: OfficeTerm, choice: Choice) -> Vote:
    return Vote(
        person_id=term.holder.person_id,
        term_id=term.id,
        councillor_name=term.name,
        ward=term.ward,
        group_name=term.group_name,
        choice=choice,
    )


def known_before(session: Session, motion: Motion, at: str = "") -> dict[int, Choice]:
    """Return who had no vote, by term: those who did not come, and those who withdrew because of an interest.

    With a time, those too who had not arrived yet or had left by then. Where nobody recorded the attendance, those are
    away who were at the vote before.
    """
    away = dict.fromkeys(members_away(session, motion.meeting_on), Choice.ABSENT)
    if not away:
        last = _last_named(session, motion)
        gone = [vote.term_id for division in last for vote in division.votes if vote.choice == Choice.ABSENT]
        away = {term_id: Choice.ABSENT for term_id in gone if term_id is not None}
    if at:
        away |= dict.fromkeys(away_at(session, motion.meeting_on, at), Choice.ABSENT)
    return {**away, **dict.fromkeys(withdrawn_from(session, motion), Choice.INTEREST)}


def _last_named(session: Session, motion: Motion) -> list[Division]:
    """Return the last vote by name of the meeting of a motion, whatever it was on."""
    of_meeting = (Division.held_on == motion.meeting_on, Division.is_named)
    last = session.scalar(select(Division).where(*of_meeting).order_by(Division.id.desc()).limit(1))
    return [last] if last is not None else []


def _require_attendance(session: Session, motion: Motion, vote: NamedVote, members: Mapping[int, OfficeTerm]) -> None:
    """Raise `Invalid` when somebody voted who is recorded as not having come to the meeting."""
    away = members_away(session, motion.meeting_on)
    faults = {
        f"vote_{number}": _(
            "%(name)s is recorded as not at the meeting. Correct one of the two", name=members[number].name
        )
        for number, choice in vote.choices.items()
        if number in away and choice in VOTING
    }
    if faults:
        raise Invalid(_("The votes do not agree with the attendance."), faults)


def _require_presence(session: Session, motion: Motion, vote: NamedVote, members: Mapping[int, OfficeTerm]) -> None:
    """Raise `Invalid` when somebody voted who is recorded as having withdrawn for this motion."""
    withdrawn = withdrawn_from(session, motion)
    faults = {
        f"vote_{number}": _(
            "%(name)s withdrew because of an interest and cannot vote. Select “Declared interest”, or correct the "
            "interest",
            name=members[number].name,
        )
        for number, choice in vote.choices.items()
        if number in withdrawn and choice in VOTING
    }
    if faults:
        raise Invalid(_("The votes do not agree with the interests that were declared."), faults)


def _require_there(session: Session, motion: Motion, vote: NamedVote, members: Mapping[int, OfficeTerm]) -> None:
    """Raise `Invalid` when somebody voted who had not arrived yet or had left, or when it is not known who had."""
    if not vote.at_time:
        if movements_on(session, motion.meeting_on):
            fault = _("Enter the time of the vote, because members arrived late or left this meeting")
            raise Invalid(fault, {"at_time": fault})
        return
    away = away_at(session, motion.meeting_on, vote.at_time)
    faults = {
        f"vote_{number}": _(
            "%(name)s was not there at %(time)s. Correct the vote, or when the member arrived or left",
            name=members[number].name,
            time=vote.at_time,
        )
        for number, choice in vote.choices.items()
        if number in away and choice in VOTING
    }
    if faults:
        raise Invalid(_("The votes do not agree with who was there."), faults)


def _require_quorum(session: Session, counted: Counts, seats: int) -> None:
    """Raise `Invalid` when fewer members voted than must be there for any business."""
    needed = quorum_of(seats, standing_orders(session).quorum_parts)
    voted = sum(counted[choice] for choice in VOTING)
    if voted < needed:
        raise Invalid(
            _(
                "%(voted)s members took part, and %(needed)s are a quorum. Without a quorum there is no vote: record "
                "what else the meeting did.",
                voted=voted,
                needed=needed,
            )
        )


def _outcome(session: Session, counted: Counts, vote: NamedVote, seats: int) -> State:
    outcome = _outcome_of(vote.threshold, counted[Choice.FOR], counted[Choice.AGAINST], seats)
    if outcome is not State.TIED:
        if vote.casting_vote is not None:
            sentence = _("There is no casting vote, because the vote is not tied")
            raise Invalid(sentence, {"casting_vote": sentence})
        return outcome
    if vote.casting_vote is None:
        return State.TIED
    if not standing_orders(session).has_casting_vote:
        sentence = _("The standing orders give the chair no casting vote")
        raise Invalid(sentence, {"casting_vote": sentence})
    if vote.chair_id is None or vote.choices.get(vote.chair_id) not in VOTING:
        sentence = _("Select the chair who gave the casting vote, from the councillors who were present")
        raise Invalid(sentence, {"chair_id": sentence})
    return State.CARRIED if vote.casting_vote is Choice.FOR else State.LOST


def _require_same_names(division: Division, vote: NamedVote, members: Mapping[int, str]) -> None:
    saved = {line.term_id: line for line in division.votes if line.term_id is not None}
    names = {**members, **{number: line.councillor_name for number, line in saved.items()}}
    require_same(
        Compared(_("Were the names taken down?"), division.is_named, sent=True),
        *(
            Compared(
                names.get(term_id, "Councillor"),
                Choice(saved[term_id].choice).label if term_id in saved else None,
                vote.choices[term_id].label if term_id in vote.choices else None,
            )
            for term_id in dict.fromkeys([*saved, *vote.choices])
        ),
        *(Compared(choice.label, division.count(choice), vote.announced[choice]) for choice in VOTING),
        Compared(_("Which majority does it need?"), division.threshold.label, vote.threshold.label),
        Compared(_("Time of the vote"), division.at_time, vote.at_time),
        Compared(
            _("Casting vote of the chair"),
            division.casting_vote,
            vote.casting_vote if vote.casting_vote else None,
        ),
        Compared(_("Who was in the chair?"), division.chair_name, names.get(vote.chair_id or 0, "")),
        sentence=RECORDED,
    )


def _require_same_outcome(division: Division, vote: UnnamedVote, note: str) -> None:
    require_same(
        Compared(_("Were the names taken down?"), division.is_named, sent=False),
        Compared(_("What was the outcome?"), State(division.outcome).label, vote.outcome.label),
        Compared(_("The vote was unanimous"), division.is_unanimous, vote.is_unanimous),
        Compared(_("Votes for"), division.for_count, vote.for_count),
        Compared(_("Votes against"), division.against_count, vote.against_count),
        Compared("Abstentions", division.abstain_count, vote.abstain_count),
        Compared(_("Which majority does it need?"), division.threshold.label, vote.threshold.label),
        Compared("Note", division.note, note),
        sentence=RECORDED,
    )
