"""What is noted of a vote later: the casting vote of the chair, and the vote of a member who asked for it."""

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import lock_row
from consult.sdk.errors import Compared, Conflict, Invalid, require_same
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.office import OfficeTerm
from consult.sdk.records import Shown, shown
from plugins.motion import events
from plugins.motion.amendments import Amendment
from plugins.motion.lifecycle import NotYet, State
from plugins.motion.models import Motion
from plugins.motion.published_votes import VOTE, minuted_fault, voter_fault
from plugins.motion.queries import standing_orders
from plugins.motion.records import VOTING, Choice, Division, Vote
from plugins.motion.services.questions import Put, decide_tie, recorded, take_effect
from plugins.motion.voting_rules import Closure


def give_casting_vote(
    session: Session,
    actor: Actor,
    motion: Motion,
    casting: Choice,
    chair: OfficeTerm,
    amendment: Amendment | None = None,
    *,
    closure: Closure | None = None,
) -> Division:
    """Record the casting vote where the votes on a motion, an amendment or a closure were equal, when noted later.

    The same again changes nothing. Raises `Conflict` where the standing orders give the chair none, and on an amendment
    or a closure once the meeting went on with the motion.
    """
    put = Put(motion, amendment, closure)
    division = recorded(session, put)
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
    if division.outcome is not State.TIED:
        raise NotYet
    if not standing_orders(session).has_casting_vote:
        raise Conflict(_("The standing orders give the chair no casting vote."))
    cast = {vote.term_id: read.value("choice") for vote, read in _read(session, division)}
    if division.is_named and cast.get(chair.id) not in VOTING:
        fault = _("Select the chair who gave the casting vote, from the councillors who were present")
        raise Invalid(fault, {"chair_id": fault})
    outcome = State.CARRIED if casting is Choice.FOR else State.LOST
    decide_tie(session, actor, put, outcome)
    division.casting_vote, division.chair_name, division.outcome = casting, chair.name, outcome
    session.flush()
    take_effect(session, actor, put, division)
    return division


def minute_vote(session: Session, actor: Actor, division: Division, member: OfficeTerm, choice: Choice) -> Vote:
    """Record how a member voted who asked for it, in a vote whose names were not taken down.

    Any member may ask so right after a vote. Raises `Invalid` when it does not fit the outcome or the numbers.
    """
    lock_row(session, division.motion)
    if division.is_named or division.motion.is_from_record:
        raise Conflict(_("The names were taken down in this vote. Correct the name instead."))
    if fault := voter_fault(session, division, member.id):
        raise Invalid(fault, {"member": fault})
    for known in division.votes:
        if known.term_id == member.id:
            require_same(
                Compared(_("Vote"), known.choice.label, choice.label),
                sentence=_("How this member voted is already in the minutes. What was recorded stands."),
            )
            return known
    fault = minuted_fault(session, division, choice) if choice in VOTING else _("Select for, against or abstained")
    if fault:
        raise Invalid(fault, {"choice": fault})
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


def _read(session: Session, division: Division) -> list[tuple[Vote, Shown]]:
    return [(read.row, read) for read in shown(session, VOTE, division.votes).values()]
