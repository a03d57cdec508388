"""Proposing an amendment, seconding it, ruling on it, taking it back; the vote on it is among the votes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import clock, database_now, lock_row
from consult.sdk.errors import ChangedMeanwhile, Compared, Conflict, Invalid, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.people import Person
from consult.sdk.texts import clean_text
from plugins.motion import amendment_events as events
from plugins.motion.amendment_course import AMENDMENT_COURSE, AmendmentState, NotAtThisStep
from plugins.motion.amendment_queries import amendments_of, brought_in, open_amendments
from plugins.motion.amendments import Amendment, AmendmentWording
from plugins.motion.canonical import ALGORITHM, METHOD, Section, canonical_text, text_hash
from plugins.motion.changes import Change, Wording, changed
from plugins.motion.lifecycle import AlreadyOver, State
from plugins.motion.models import Motion
from plugins.motion.policies import MeetingOver
from plugins.motion.records import FrozenText, Origin
from plugins.motion.services.members import require_seat


@dataclass(frozen=True)
class Mover:
    """A member of the council who proposes or seconds an amendment: the name of the roll, and the account if any."""

    name: str
    person_id: int | None


MAY_BE_AMENDED = frozenset({State.VALID, State.ON_AGENDA})


def propose_amendment(
    session: Session,
    actor: Actor,
    motion: Motion,
    changes: Sequence[Change],
    *,
    proposer: Mover,
    seconder: Mover,
    reason: str,
    text_number: int,
    parent: Amendment | None = None,
    is_seconded: bool = False,
    is_alteration: bool = False,
) -> Amendment:
    """Propose an amendment to the newest version, or to another amendment; the same again returns the one there is.

    One that an officer takes down at the meeting `is_seconded` already. An alteration is asked for by
    `propose_alteration`. Raises `ChangedMeanwhile` when the version is not the newest any more, and `MeetingOver` when
    a councillor proposes it after the meeting.
    """
    lock_row(session, motion)
    text = _text_to_amend(motion, text_number)
    if not is_seconded:
        require_meeting_to_come(session, motion)
    if not is_alteration:
        _require_people(motion, proposer, seconder)
    if parent is not None:
        _require_open_parent(session, motion, parent)
    there = amendments_of(session, motion)
    written = {"changes": [asdict(change) for change in changes]}
    for known in there:
        if known.is_open and known.changes == written and _is_by(known, proposer, text, parent):
            return known
    amendment = Amendment(
        motion=motion,
        text=text,
        parent=parent,
        number=f"{motion.number}-A{len(there) + 1}",
        changes=written,
        reason=clean_text(reason).strip(),
        proposer_id=proposer.person_id,
        proposer_name=proposer.name,
        seconder_id=seconder.person_id,
        seconder_name=seconder.name,
        proposed_at=database_now(session),
        is_alteration=is_alteration,
    )
    _require_a_change(amendment)
    session.add(amendment)
    session.flush()
    record(session, events.AmendmentProposed(**facts_of(amendment)), by=actor)
    if is_seconded:
        second_amendment(session, actor, amendment)
    return amendment


def mover_of(session: Session, person: Person) -> Mover:
    """Return somebody with an account as the roll of today names them; raises `Conflict` when they have no seat."""
    return Mover(require_seat(session, person.id, person.name).name, person.id)


def require_meeting_to_come(session: Session, motion: Motion) -> None:
    """Raise `MeetingOver` once the day of the meeting is over, for what councillors do themselves."""
    today = clock.london(database_now(session)).date()
    if motion.meeting_on is not None and motion.meeting_on < today:
        raise MeetingOver


def _text_to_amend(motion: Motion, text_number: int) -> FrozenText:
    if motion.status not in MAY_BE_AMENDED or motion.frozen is None:
        raise AlreadyOver
    if motion.frozen.number != text_number:
        raise ChangedMeanwhile(_("The text was changed since you opened it. Read the text as it stands now."))
    return motion.frozen


def _require_open_parent(session: Session, motion: Motion, parent: Amendment) -> None:
    lock_row(session, parent)
    if parent.motion_id != motion.id or parent.parent_id is not None or parent.is_alteration or not parent.is_open:
        raise NotAtThisStep


def _is_by(known: Amendment, proposer: Mover, text: FrozenText, parent: Amendment | None) -> bool:
    parent_id = parent.id if parent else None
    return (known.proposer_name, known.parent_id, known.text_id) == (proposer.name, parent_id, text.id)


def _require_people(motion: Motion, proposer: Mover, seconder: Mover) -> None:
    if proposer == seconder:
        raise Invalid(fields={"seconder_id": _("The seconder must be somebody other than the proposer")})
    if motion.proposer_id is not None and proposer.person_id == motion.proposer_id:
        raise Invalid(
            _("The proposer of a motion does not amend it. Ask for an alteration with the meeting’s consent.")
        )


def _require_a_change(amendment: Amendment) -> None:
    asked = changed(amendment.base, amendment.acts)
    if asked == amendment.base:
        raise Invalid(_("The amendment changes nothing. Change, add or leave out words, then propose it."))
    require_mandate(asked)


def require_mandate(text: Wording) -> None:
    """Raise `Invalid` where nothing is left of what the council would resolve to do."""
    if not text.of(Section.RESOLVES):
        raise Invalid(_("The text would not say any more what the council resolves to do. Leave a clause there."))


def second_amendment(session: Session, actor: Actor, amendment: Amendment) -> None:
    """Agree, as the one who was named, to second an amendment; a repeat changes nothing."""
    lock_row(session, amendment)
    if amendment.seconded_at is not None:
        return
    if actor.person_id == amendment.seconder_id:
        require_meeting_to_come(session, amendment.motion)
    AMENDMENT_COURSE.enter(session, actor, amendment, AmendmentState.SECONDED)
    amendment.seconded_at = database_now(session)
    session.flush()
    record(session, events.AmendmentSeconded(**facts_of(amendment)), by=actor)


def rule_on_amendment(
    session: Session,
    actor: Actor,
    amendment: Amendment,
    *,
    is_in_order: bool,
    reason: str,
    place: int | None,
    version: int,
) -> None:
    """Rule that an amendment is in order or out of order, with the reason, which everybody can read."""
    lock_row(session, amendment)
    reason = clean_text(reason).strip()
    after = AmendmentState.IN_ORDER if is_in_order else AmendmentState.OUT_OF_ORDER
    compared = (
        Compared(_("Is it in order?"), amendment.status.label, after.label),
        Compared(_("Reason for the ruling"), amendment.ruling, reason),
        Compared(_("Turn in the voting"), amendment.place, place),
    )
    require_version(amendment.version, version, *compared)
    if amendment.version != version:
        return
    if not reason:
        raise Invalid(_("Reason needed."), {"reason": _("Give the reason for the ruling")})
    AMENDMENT_COURSE.enter(session, actor, amendment, after, reason)
    amendment.ruling, amendment.place = reason, place
    session.flush()
    record(session, events.AmendmentRuledOn(**facts_of(amendment), ruling=after), by=actor)
    if not is_in_order:
        _let_fall_below(session, actor, amendment)


def settle_collision(
    session: Session, actor: Actor, amendment: Amendment, key: str, *, text: str | None, text_number: int
) -> AmendmentWording:
    """Give the words of a clause where an amendment collides with the text as it stands now.

    They hold against that version alone, and once given they stay.
    """
    lock_row(session, amendment)
    newest = amendment.motion.frozen
    if newest is None or newest.number != text_number:
        raise ChangedMeanwhile(_("The text was changed since you opened it. Read the text as it stands now."))
    words = None if text is None else clean_text(text).strip()
    for known in amendment.wordings:
        if (known.key, known.against_id) == (key, newest.id):
            if known.text == words:
                return known
            raise Conflict(_("The words for this clause were already given. Go to the amendment to read them."))
    if key not in {collision.key for collision in brought_in(session, amendment).collisions}:
        raise NotAtThisStep
    wording = AmendmentWording(
        against_id=newest.id, key=key, text=words, made_at=database_now(session), made_by_id=actor.person_id
    )
    amendment.wordings.append(wording)
    session.flush()
    record(session, events.CollisionSettled(**facts_of(amendment), clause=key), by=actor)
    return wording


def withdraw_amendment(session: Session, actor: Actor, amendment: Amendment) -> None:
    """Withdraw an amendment, as its proposer, until the day of the meeting is over; a repeat changes nothing."""
    lock_row(session, amendment)
    if amendment.status is AmendmentState.WITHDRAWN:
        return
    require_meeting_to_come(session, amendment.motion)
    AMENDMENT_COURSE.enter(session, actor, amendment, AmendmentState.WITHDRAWN)
    session.flush()
    record(session, events.AmendmentWithdrawn(**facts_of(amendment)), by=actor)
    _let_fall_below(session, actor, amendment)


def drop_amendment(session: Session, actor: Actor, amendment: Amendment, *, reason: str) -> None:
    """Record that an amendment is not put to the vote, and why: nobody seconds or moves it, or its people are gone."""
    lock_row(session, amendment)
    if amendment.status is AmendmentState.FALLEN:
        return
    step = AMENDMENT_COURSE.enter(session, actor, amendment, AmendmentState.FALLEN, reason)
    amendment.ruling = step.reason
    session.flush()
    record(session, events.AmendmentFell(**facts_of(amendment)), by=actor)
    _let_fall_below(session, actor, amendment)


def let_amendments_fall(session: Session, actor: Actor, motion: Motion) -> None:
    """End what is still open of the amendments to a motion that ended or went back to its proposer."""
    for amendment in open_amendments(session, motion):
        if amendment.is_open:
            drop_amendment(session, actor, amendment, reason=_("The motion was not put to the vote in this text."))


def _let_fall_below(session: Session, actor: Actor, amendment: Amendment) -> None:
    for below in open_amendments(session, amendment.motion):
        if below.parent_id == amendment.id:
            drop_amendment(session, actor, below, reason=_("The amendment that it amends is not put to the vote."))


def require_settled(session: Session, motion: Motion) -> None:
    """Raise `Conflict` while amendments wait: they are settled before the motion itself is put to the vote."""
    waiting = open_amendments(session, motion)
    if waiting:
        names = ", ".join(amendment.number for amendment in waiting)
        raise Conflict(_("Settle the amendments before the vote on the motion: %(names)s.", names=names))


def require_turn(session: Session, amendment: Amendment) -> None:
    """Raise `Conflict` while amendments to an amendment wait, or while it collides with the text as it stands."""
    below = [one for one in open_amendments(session, amendment.motion) if one.parent_id == amendment.id]
    if below:
        names = ", ".join(one.number for one in below)
        raise Conflict(_("Settle the amendments to this amendment first: %(names)s.", names=names))
    if brought_in(session, amendment).collisions:
        raise Conflict(_("This amendment collides with the text as it stands. Settle each collision first."))


def adopt_amendment(session: Session, amendment: Amendment, origin: Origin) -> None:
    """Make the next version of a text with an amendment in it, whose turn it is, as `require_turn` says.

    An amendment to an amendment changes that one alone.
    """
    motion = amendment.motion
    if amendment.parent is not None or motion.frozen is None:
        return
    text = brought_in(session, amendment).text
    require_mandate(text)
    newest, canonical = motion.frozen, canonical_text(text.title, text.clauses)
    version = FrozenText(
        number=newest.number + 1,
        origin=origin,
        based_on_id=newest.id,
        title=text.title,
        clauses={"clauses": [asdict(clause) for clause in text.clauses]},
        canonical=canonical,
        hash=text_hash(canonical),
        algorithm=ALGORITHM,
        method=METHOD,
        proposer_name=newest.proposer_name,
        seconder_name=newest.seconder_name,
        frozen_at=database_now(session),
    )
    motion.texts.append(version)
    amendment.result = version
    session.flush()


def facts_of(amendment: Amendment) -> dict[str, Any]:
    """Return what every event of an amendment says of it."""
    return {
        "motion_id": amendment.motion_id,
        "number": amendment.number,
        "consultation_id": amendment.motion.consultation_id,
    }
