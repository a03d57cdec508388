"""Recording that a case moved: who decided what, in which post, with which words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import SYSTEM, Actor
from consult.sdk.database import address_of, database_now, deployment_of, lock_row
from consult.sdk.errors import Compared, Conflict, Invalid, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.references import reference_to, tell_followers
from consult.sdk.states import Withheld
from consult.sdk.texts import clean_text
from plugins.authorisation.appointments import publish_later, settle_later
from plugins.authorisation.course import COURSE
from plugins.authorisation.deadlines import keep_deadlines
from plugins.authorisation.events import CaseMoved
from plugins.authorisation.letters import write_of_turn
from plugins.authorisation.lifecycle import BY_SYSTEM, IN_FORCE, State
from plugins.authorisation.models import Case, Foundation, Minute
from plugins.authorisation.presentation import public_state
from plugins.authorisation.rules import term_of


@dataclass(frozen=True, kw_only=True)
class Words:
    """With which words a case moves; an authority has its reasoning, its conditions and its hours too."""

    reason: str
    necessity: str = ""
    proportionality: str = ""
    conditions: str = ""
    ends_at: datetime | None = None
    withheld: Withheld | None = None


def move_case(session: Session, actor: Actor, case: Case, after: State, words: Words, seen_version: int) -> Minute:
    """Record that a case moved; the platform records what an officer decided, and decides nothing.

    Raises `ChangedMeanwhile` when another officer moved it first, and `NotReady` with each thing that is missing.
    """
    hold_with_views(session, case)
    require_version(case.version, seen_version, Compared(_("Where the case stands"), case.stands_at.label, after.label))
    if after in BY_SYSTEM:
        raise Conflict(_("An authority expires at the end of its hours, and nobody records it."))
    return _enter(session, actor, case, after, words)


def move_by_clock(session: Session, case: Case, after: State, reason: str) -> Minute:
    """Record a move that follows from a date or from something that changed elsewhere; the caller holds the case."""
    return _enter(session, SYSTEM, case, after, Words(reason=reason))


def hold_with_views(session: Session, case: Case) -> None:
    """Keep everybody else from changing a case, and from adding a view about what it stands on, until the end."""
    kinds = deployment_of(session).registry.references
    standing = select(Foundation).where(Foundation.case_id == case.id, Foundation.dropped_at.is_(None))
    # What the case stands on comes first, as where a view on it is added, and in one order: so no view comes in between
    # the last look and the move, and no two wait for each other.
    for foundation in session.scalars(standing.order_by(Foundation.kind, Foundation.target_id)).all():
        kind = kinds.get(foundation.kind)
        if kind is not None:
            for row in session.scalars(kind.visible_to(session, SYSTEM).where(kind.model.id == foundation.target_id)):
                lock_row(session, row)
    lock_row(session, case)
    session.expire(case, ["foundations", "paragraphs", "documents"])


def _enter(session: Session, actor: Actor, case: Case, after: State, words: Words) -> Minute:
    before = case.stands_at
    term = term_of(session, actor)
    now = database_now(session)
    ends_at = _end_of(case, after, words, now)
    withheld = words.withheld or _withheld_so_far(case, now)
    moved = COURSE.enter(session, actor, case, after, words.reason, post=term.post if term else "", withheld=withheld)
    case.ratify_by = now + timedelta(hours=case.regime.ratify_hours) if after is State.URGENT else None
    if after not in IN_FORCE:
        case.authority_ends_at = None
    elif after in (State.AUTHORISED, State.URGENT):
        case.authority_ends_at = ends_at
    session.flush()
    minute = Minute(
        step_id=moved.step.id,
        state=after,
        at=moved.at,
        name=term.name if term else actor.name,
        reason=moved.reason,
        necessity=clean_text(words.necessity).strip(),
        proportionality=clean_text(words.proportionality).strip(),
        conditions=clean_text(words.conditions).strip(),
        starts_at=case.starts_at if ends_at else None,
        ends_at=ends_at,
    )
    case.minutes.append(minute)
    session.flush()
    settle_later(session, case, now)
    keep_deadlines(session, case, now)
    write_of_turn(session, case, actor.person_id)
    publish_later(session, case, words.withheld, now)
    record(session, CaseMoved(case_id=case.id, number=case.number, before=before, after=after), by=actor)
    if withheld is None:
        tell(session, case)
    return minute


def _withheld_so_far(case: Case, now: datetime) -> Withheld | None:
    """What happens to a case that is itself withheld is withheld with it."""
    return Withheld(until=case.public_at, exemption=case.exemption) if case.public_at > now else None


def _end_of(case: Case, after: State, words: Words, now: datetime) -> datetime | None:
    if after not in (State.AUTHORISED, State.URGENT):
        return None
    missing = {}
    if after is State.AUTHORISED and not clean_text(words.necessity).strip():
        missing["necessity"] = _("Say why it is necessary")
    if after is State.AUTHORISED and not clean_text(words.proportionality).strip():
        missing["proportionality"] = _("Say why it is proportionate")
    ends_at = words.ends_at or case.ends_at
    if ends_at is None or ends_at <= now:
        missing["ends_at"] = _("The authority must end in the future")
    elif case.ends_at is not None and ends_at > case.ends_at:
        missing["ends_at"] = _("The authority can be narrower than the application, but not wider")
    elif _is_too_long(case, max(case.starts_at or now, now), ends_at):
        hours = case.regime.authority_hours
        missing["ends_at"] = _("Under the rules in force, an authority lasts %(hours)s hours at most", hours=hours)
    if missing:
        raise Invalid(fields=missing)
    return ends_at


def _is_too_long(case: Case, starts_at: datetime, ends_at: datetime) -> bool:
    longest = case.regime.authority_hours
    return longest is not None and ends_at - starts_at > timedelta(hours=longest)


def tell(session: Session, case: Case) -> None:
    """Write to those who follow the case that something of it became public."""

    def write() -> tuple[str, str]:
        state = public_state(session, case).label.lower()
        subject = _("Case %(number)s: %(state)s", number=case.number, state=state)
        said = _("Something new is public about case %(number)s. Read it on its page.", number=case.number)
        return subject, f"{said}\n{address_of(session, f'/authorisation/cases/{case.number}')}"

    tell_followers(session, reference_to(case), write)
