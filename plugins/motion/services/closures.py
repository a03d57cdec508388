"""Votes around a debate: on a closure, the casting vote that is given later, a vote minuted for its member."""

from collections import Counter

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import clock, database_now, lock_row
from consult.sdk.errors import Compared, Conflict, Invalid, require_same
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.office import OfficeTerm
from consult.sdk.records import Shown, shown
from consult.sdk.texts import clean_text
from plugins.motion import events
from plugins.motion.lifecycle import COURSE, NotYet, State
from plugins.motion.meeting_acts import MeetingAct
from plugins.motion.meeting_events import ClosureVoted
from plugins.motion.models import Motion
from plugins.motion.published import VOTE
from plugins.motion.queries import standing_orders
from plugins.motion.records import VOTING, Choice, Division, Question, Vote
from plugins.motion.services.meeting_acts import record_act
from plugins.motion.services.resolutions import make_resolution
from plugins.motion.services.votes import UnnamedVote, check_counts, members_away
from plugins.motion.voting_rules import Closure

ENDS = {
    Closure.NEXT_BUSINESS: MeetingAct.NOT_PUT,
    Closure.ADJOURN_DEBATE: MeetingAct.ADJOURNED,
    Closure.ADJOURN_MEETING: MeetingAct.ADJOURNED,
}
"""What a closure that is carried does to the motion that was debated; after the question is put, the vote follows."""


def record_closure(session: Session, actor: Actor, motion: Motion, closure: Closure, vote: UnnamedVote) -> Division:
    """Record the vote on a closure of the debate on a motion, which may end or adjourn that debate.

    The same again changes nothing, since a meeting votes on each closure once for a motion as it stands.
    """
    lock_row(session, motion)
    note = clean_text(vote.note).strip()
    text_id = motion.frozen.id if motion.frozen else None
    for known in motion.divisions:
        if (known.closure, known.held_on, known.text_id) == (closure, motion.meeting_on, text_id):
            require_same(
                Compared(_("What was the outcome?"), State(known.outcome).label, vote.outcome.label),
                Compared(_("Votes for"), known.for_count, vote.for_count),
                Compared(_("Votes against"), known.against_count, vote.against_count),
                Compared("Note", known.note, note),
                sentence=_("The vote on this closure is already recorded. What was recorded stands."),
            )
            return known
    if motion.status is not State.ON_AGENDA:
        raise NotYet
    at = database_now(session)
    if motion.meeting_on is None or not motion.has_met(clock.london(at).date()):
        raise Conflict(_("The meeting has not been held yet. Record the vote on the day of the meeting or after it."))
    check_counts(vote)
    division = Division(
        motion_id=motion.id,
        number=len(motion.divisions) + 1,
        question=Question.CLOSURE,
        closure=closure,
        text_id=text_id,
        held_on=motion.meeting_on,
        is_named=False,
        is_unanimous=vote.is_unanimous,
        for_count=vote.for_count,
        against_count=vote.against_count,
        abstain_count=vote.abstain_count,
        note=note,
        outcome=vote.outcome,
        recorded_at=at,
        recorded_by_id=actor.person_id,
    )
    session.add(division)
    session.flush()
    session.expire(motion, ["divisions"])
    voted = ClosureVoted(
        motion_id=motion.id,
        number=motion.number or "",
        closure=closure,
        outcome=division.outcome,
        consultation_id=motion.consultation_id,
    )
    record(session, voted, by=actor)
    if vote.outcome is State.CARRIED and closure in ENDS:
        record_act(session, actor, motion, ENDS[closure], reason=str(closure.label))
    return division


def give_casting_vote(session: Session, actor: Actor, motion: Motion, casting: Choice, chair: OfficeTerm) -> Division:
    """Record the casting vote on a motion whose votes were equal, when it was given or noted later.

    The same again changes nothing; raises `Conflict` where the standing orders give the chair none.
    """
    lock_row(session, motion)
    division = motion.division
    if division is None:
        raise NotYet
    lock_row(session, division)
    if division.casting_vote is not None:
        require_same(
            Compared(_("Casting vote of the chair"), division.casting_vote.label, casting.label),
            Compared(_("Who was in the chair?"), division.chair_name, chair.name),
            sentence=_("The casting vote is already recorded. What was recorded stands."),
        )
        return division
    if motion.status is not State.TIED:
        raise NotYet
    if not standing_orders(session).has_casting_vote:
        raise Conflict(_("The standing orders give the chair no casting vote."))
    cast = {vote.term_id: read.value("choice") for vote, read in _read(session, division)}
    if division.is_named and cast.get(chair.id) not in VOTING:
        fault = _("Select the chair who gave the casting vote, from the councillors who were present")
        raise Invalid(fault, {"chair_id": fault})
    outcome = State.CARRIED if casting is Choice.FOR else State.LOST
    COURSE.enter(session, actor, motion, outcome)
    division.casting_vote, division.chair_name, division.outcome = casting, chair.name, outcome
    session.flush()
    recorded = events.VoteRecorded(
        motion_id=motion.id, number=motion.number or "", outcome=outcome, consultation_id=motion.consultation_id
    )
    record(session, recorded, by=actor)
    if outcome is State.CARRIED:
        make_resolution(session, actor, motion)
    return division


def minute_vote(session: Session, actor: Actor, division: Division, member: OfficeTerm, choice: Choice) -> Vote:
    """Record how a member voted who asked for it, in a vote whose names were not taken down.

    Any member may ask so right after a vote. Raises `Invalid` when it does not fit the outcome or the numbers.
    """
    lock_row(session, division.motion)
    if division.is_named or division.motion.is_from_record:
        raise Conflict(_("The names were taken down in this vote. Correct the name instead."))
    if member.id in members_away(session, division.held_on):
        raise Invalid(fields={"member": _("This member is recorded as not at the meeting. Correct one of the two")})
    for known in division.votes:
        if known.term_id == member.id:
            require_same(
                Compared(_("Vote"), known.choice.label, choice.label),
                sentence=_("How this member voted is already in the minutes. What was recorded stands."),
            )
            return known
    _require_room(session, division, choice)
    vote = Vote(
        division_id=division.id,
        person_id=member.holder.person_id,
        term_id=member.id,
        councillor_name=member.name,
        ward=member.ward,
        group_name=member.group_name,
        choice=choice,
    )
    session.add(vote)
    session.flush()
    session.expire(division, ["votes"])
    minuted = events.VoteMinuted(
        motion_id=division.motion_id,
        number=division.motion.number or "",
        consultation_id=division.motion.consultation_id,
    )
    record(session, minuted, by=actor)
    return vote


def _require_room(session: Session, division: Division, choice: Choice) -> None:
    fault = None
    names = Counter(read.value("choice") for _vote, read in _read(session, division))
    counted = division.count(choice)
    if choice not in VOTING:
        fault = _("Select for, against or abstained")
    elif division.is_unanimous and (choice is Choice.FOR) is not (division.outcome == State.CARRIED):
        fault = _("The vote was unanimous, so this does not fit")
    elif counted is not None and names[choice] >= counted:
        fault = _("As many names are in the minutes already as votes were counted")
    if fault is not None:
        raise Invalid(fault, {"choice": fault})


def _read(session: Session, division: Division) -> list[tuple[Vote, Shown]]:
    return [(read.row, read) for read in shown(session, VOTE, division.votes).values()]
