"""One person's data in motions: what is handed over, what goes, and what stays as a public record."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import PersonalData
from consult.sdk.references import forget_citations, reference_to
from consult.sdk.states import forget_steps
from plugins.motion.actions import ActionChange, Resolution, Statement
from plugins.motion.amendments import Amendment, AmendmentConsent, AmendmentWording
from plugins.motion.attendance import Attendance, Movement
from plugins.motion.correspondence import CouncilReport, Dispatch, FiledReply, Letter
from plugins.motion.drafting.comments import ClauseComment
from plugins.motion.drafting.models import Clause, DraftPresence, DraftUpdate
from plugins.motion.drafting.queries import ClauseVersion, versions_of
from plugins.motion.interests import Interest
from plugins.motion.meeting_acts import ActOfMeeting, Urgency
from plugins.motion.models import Consent, Drafter, Handover, Motion, StandingOrdersVersion
from plugins.motion.queries import motions_of
from plugins.motion.records import Check, Division, Vote

KEPT = _l(
    "Submitted motions, who proposed and seconded them, and how each councillor voted are a permanent public record "
    "of the council. They are kept, with the name, when an account is erased. Drafts that were never submitted are not."
)


def collect(session: Session, person_id: int) -> Mapping[str, Any]:
    """Return all that motions hold about a person, with the reason why some of it stays."""
    motions = session.scalars(motions_of(person_id)).all()
    words = list(_words_of(session, person_id))
    consents = session.scalars(select(Consent).where(Consent.person_id == person_id)).all()
    votes = session.scalars(select(Vote).where(Vote.person_id == person_id)).all()
    return {
        "what is kept and why": KEPT,
        "comments on clauses": [
            {"written_at": said.written_at.isoformat(), "text": said.text}
            for said in session.scalars(select(ClauseComment).where(ClauseComment.written_by_id == person_id))
        ],
        "motions": [
            {
                "number": motion.number,
                "title": motion.title,
                "state": motion.state,
                "part": "proposer"
                if motion.proposer_id == person_id
                else "seconder"
                if motion.seconder_id == person_id
                else "co-drafter",
            }
            for motion in motions
        ],
        "words written": [{"saved_at": version.saved_at.isoformat(), "text": version.text} for version in words],
        "agreements to texts": [
            {"given_at": consent.given_at.isoformat(), "text_sha256": consent.text_hash} for consent in consents
        ],
        "votes": [{"motion": vote.division.motion.number, "vote": vote.choice} for vote in votes],
        "checks made": _count(session, select(Check.id).where(Check.made_by_id == person_id)),
        "handed over": _count(session, select(Handover.id).where(Handover.made_by_id == person_id)),
        "attendance recorded": _count(session, select(Attendance.id).where(Attendance.recorded_by_id == person_id)),
        "arrivals and departures recorded": _count(
            session, select(Movement.id).where(Movement.recorded_by_id == person_id)
        ),
        "interests recorded": _count(session, select(Interest.id).where(Interest.recorded_by_id == person_id)),
        "votes recorded": _count(session, select(Division.id).where(Division.recorded_by_id == person_id)),
        "resolutions entered": _count(session, select(Resolution.id).where(Resolution.made_by_id == person_id)),
        "acts of meetings recorded": _count(
            session, select(ActOfMeeting.id).where(ActOfMeeting.recorded_by_id == person_id)
        ),
        "urgencies recorded": _count(session, select(Urgency.id).where(Urgency.recorded_by_id == person_id)),
        "statements entered": _count(session, select(Statement.id).where(Statement.entered_by_id == person_id)),
        "action changes": _count(session, select(ActionChange.id).where(ActionChange.made_by_id == person_id)),
        "amendments": [
            {"number": amendment.number, "reason": amendment.reason, "state": amendment.state}
            for amendment in session.scalars(
                select(Amendment).where(or_(Amendment.proposer_id == person_id, Amendment.seconder_id == person_id))
            )
        ],
        "amendments agreed to": _count(
            session, select(AmendmentConsent.id).where(AmendmentConsent.given_by_id == person_id)
        ),
        "words given for collisions": _count(
            session, select(AmendmentWording.id).where(AmendmentWording.made_by_id == person_id)
        ),
        "letters signed off": _count(session, select(Letter.id).where(Letter.signed_by_id == person_id)),
        "letters sent": _count(session, select(Dispatch.id).where(Dispatch.made_by_id == person_id)),
        "replies filed": _count(session, select(FiledReply.id).where(FiledReply.filed_by_id == person_id)),
        "reports entered": _count(session, select(CouncilReport.id).where(CouncilReport.made_by_id == person_id)),
        "standing orders set": _count(
            session, select(StandingOrdersVersion.id).where(StandingOrdersVersion.made_by_id == person_id)
        ),
    }


def erase(session: Session, person_id: int) -> int:
    """Erase a person's part in drafts that were never submitted, and return how many rows went or were changed.

    A draft that nobody else has a part in is deleted. In one that others write, the words stay theirs and only the
    name goes.
    """
    changed = 0
    never_submitted = select(Motion).where(Motion.number.is_(None), Motion.proposer_id == person_id)
    for motion in session.scalars(never_submitted).all():
        if not motion.drafters and motion.seconder_id is None:
            forget_steps(session, reference_to(motion))
            forget_citations(session, reference_to(motion))
            changed += _rows(session, delete(Motion).where(Motion.id == motion.id))
        else:
            motion.proposer_id, motion.proposer_name, motion.proposer_ward = None, "", ""
            changed += 1
    session.flush()
    drafts = select(Motion.id).where(Motion.number.is_(None))
    statements = (
        delete(Drafter).where(Drafter.person_id == person_id),
        # The answers of others stay, and with them the place of what they answer.
        update(ClauseComment).where(ClauseComment.written_by_id == person_id).values(text="", written_by_id=None),
        update(ClauseComment).where(ClauseComment.resolved_by_id == person_id).values(resolved_by_id=None),
        delete(DraftPresence).where(DraftPresence.person_id == person_id),
        delete(Consent).where(Consent.person_id == person_id, Consent.motion_id.in_(drafts)),
        update(Motion)
        .where(Motion.number.is_(None), Motion.seconder_id == person_id)
        .values(seconder_id=None, seconder_name="", seconder_ward=""),
        update(DraftUpdate)
        .where(DraftUpdate.made_by_id == person_id, DraftUpdate.motion_id.in_(drafts))
        .values(made_by_id=None),
        update(Clause)
        .where(Clause.changed_by_id == person_id, Clause.motion_id.in_(drafts))
        .values(changed_by_id=None),
    )
    return changed + sum(_rows(session, statement) for statement in statements)


def _words_of(session: Session, person_id: int) -> Iterator[ClauseVersion]:
    wrote = select(DraftUpdate.motion_id).where(DraftUpdate.made_by_id == person_id)
    for motion in session.scalars(select(Motion).where(Motion.id.in_(wrote)).order_by(Motion.id)):
        for version in versions_of(session, motion):
            if version.saved_by is not None and version.saved_by.id == person_id:
                yield version


def _count(session: Session, query: Any) -> int:
    return len(session.scalars(query).all())


def _rows(session: Session, statement: Any) -> int:
    result: Any = session.execute(statement.execution_options(synchronize_session="fetch"))
    return int(result.rowcount)


PERSONAL_DATA = (
    PersonalData(
        tables=(
            "motion",
            "motion_drafter",
            "motion_clause",
            "motion_document_update",
            "motion_presence",
            "motion_comment",
            "motion_consent",
            "motion_check",
            "motion_division",
            "motion_vote",
            "motion_resolution",
            "motion_action_change",
            "motion_statement",
            "motion_standing_orders",
            "motion_handover",
            "motion_attendance",
            "motion_movement",
            "motion_interest",
            "motion_meeting_act",
            "motion_urgency",
            "motion_letter",
            "motion_dispatch",
            "motion_reply",
            "motion_report",
            "motion_amendment",
            "motion_amendment_consent",
            "motion_amendment_wording",
        ),
        collect=collect,
        erase=erase,
        kept=KEPT,
    ),
)
