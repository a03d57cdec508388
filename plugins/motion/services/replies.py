"""Filing what bodies replied, what the public may have of it, and what the council was told."""

from dataclasses import dataclass
from datetime import date
from typing import IO, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import clock, database_now, lock_row
from consult.sdk.errors import Compared, Conflict, Invalid, require_same, require_version
from consult.sdk.events import record
from consult.sdk.files import StoredFile, forget_file, receive_file
from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_line, clean_text
from plugins.motion import letter_events as events
from plugins.motion.actions import Action, Reply
from plugins.motion.correspondence import CouncilReport, FiledReply, Publication
from plugins.motion.lifecycle import SETTLED, ActionState
from plugins.motion.services.resolutions import move_action

ENDINGS = ("pdf", "docx", "jpg", "png", "txt")
Sent = tuple[str, IO[bytes]]
"""The name and the content of a file that somebody sends."""


@dataclass(frozen=True, kw_only=True)
class ReplyFacts:
    """What is known of a reply: who replied, when, what it says, and what the public may have of its file."""

    said_by: str
    dated_on: date | None
    received_on: date
    says: Reply
    summary: str
    publication: Publication
    publication_reason: str


def file_reply(
    session: Session,
    actor: Actor,
    action: Action,
    facts: ReplyFacts,
    *,
    number: int,
    file: Sent | None = None,
    copy: Sent | None = None,
) -> FiledReply:
    """File a reply, which answers the action; `number` is the one the page offered, so that a repeat files nothing."""
    facts = _cleaned(session, facts, has_copy=copy is not None)
    kept = _received(session, actor, file)
    copied = _received(session, actor, copy) if facts.publication is Publication.REDACTED else None
    lock_row(session, action)
    there = session.scalars(
        select(FiledReply).where(FiledReply.action_id == action.id).order_by(FiledReply.number)
    ).all()
    known = next((reply for reply in there if reply.number == number), None)
    if known is not None:
        for stored in (kept, copied):
            if stored is not None:
                forget_file(session, stored)
        _require_same(known, facts, number)
        return known
    reply = FiledReply(
        action=action,
        number=len(there) + 1,
        said_by=facts.said_by,
        dated_on=facts.dated_on,
        received_on=facts.received_on,
        says=facts.says,
        summary=facts.summary,
        file=kept,
        copy=copied,
        publication=facts.publication,
        publication_reason=facts.publication_reason,
        filed_at=database_now(session),
        filed_by_id=actor.person_id,
    )
    session.add(reply)
    session.flush()
    filed = events.ReplyFiled(reply_id=reply.id, action_id=action.id, says=facts.says.value, **_named(action))
    record(session, filed, by=actor)
    if action.status not in SETTLED:  # a second or a late reply answers nothing anew
        move_action(
            session,
            actor,
            action,
            to=ActionState.REPLIED,
            happened_on=facts.received_on,
            note="",
            reply=facts.says,
            version=action.version,
        )
    return reply


def change_publication(
    session: Session,
    actor: Actor,
    reply: FiledReply,
    *,
    publication: Publication,
    reason: str,
    version: int,
    file: Sent | None = None,
    copy: Sent | None = None,
) -> None:
    """Say what the public may have of the file of a reply, from now on; a copy that is replaced is deleted.

    `file` stands in for one that was not accepted, or that came later than the reply was filed.
    """
    kept, copied = _received(session, actor, file), _received(session, actor, copy)
    lock_row(session, reply)
    reason = clean_text(reason).strip()
    _require_publication(publication, reason, has_copy=copied is not None or reply.copy is not None)
    require_version(
        reply.version,
        version,
        Compared(_("What is published of the document?"), Publication(reply.publication).label, publication.label),
        Compared(_("Why?"), reply.publication_reason, reason),
    )
    if reply.is_void:
        raise Conflict(_("This was recorded as no reply, so nothing of it is published."))
    if kept is not None and reply.file is not None and reply.file.stands_at != "refused":
        raise Invalid(_("The reply has a document."), {"file": _("The reply has a document already, which is kept")})
    dropped = _put_files(reply, publication, kept, copied)
    reply.publication, reply.publication_reason = publication, reason if publication is not Publication.WHOLE else ""
    session.flush()
    for stored in dropped:
        forget_file(session, stored)
    changed = events.ReplyPublicationChanged(
        reply_id=reply.id, action_id=reply.action.id, publication=publication.value, **_named(reply.action)
    )
    record(session, changed, by=actor)


def _put_files(
    reply: FiledReply, publication: Publication, kept: StoredFile | None, copied: StoredFile | None
) -> list[StoredFile]:
    """Put what was sent in its place, and return the files that have none any more."""
    dropped = []
    if kept is not None:
        dropped.append(reply.file)
        reply.file = kept
    if publication is not Publication.REDACTED:
        dropped += [reply.copy, copied]
        reply.copy = None
    elif copied is not None:
        dropped.append(reply.copy)
        reply.copy = copied
    return [stored for stored in dropped if stored is not None]


def void_reply(session: Session, actor: Actor, reply: FiledReply, *, reason: str, version: int) -> None:
    """Record that what was filed as a reply was none; the action then waits for one again, unless it has another."""
    lock_row(session, reply.action)
    lock_row(session, reply)
    reason = clean_text(reason).strip()
    if not reason:
        raise Invalid(_("Reason needed."), {"reason": _("Give the reason")})
    if reply.is_void:
        require_same(
            Compared(_("Why was it no reply?"), reply.void_reason, reason),
            sentence=_("A colleague recorded already that this was no reply, for another reason."),
        )
        return
    require_version(reply.version, version, Compared(_("Why was it no reply?"), "", reason))
    reply.voided_at, reply.void_reason = database_now(session), reason
    session.flush()
    action = reply.action
    record(session, events.ReplyVoided(reply_id=reply.id, action_id=action.id, **_named(action)), by=actor)
    others = select(FiledReply.id).where(FiledReply.action_id == action.id, FiledReply.voided_at.is_(None))
    if action.status is ActionState.REPLIED and session.scalar(others) is None:
        today = clock.london(database_now(session)).date()
        last = action.changes[-1].happened_on if action.changes else today
        move_action(
            session,
            actor,
            action,
            to=ActionState.SENT,
            happened_on=max(today, last),
            note=reason,
            version=action.version,
            is_by_letter=True,
        )


def report_to_council(session: Session, actor: Actor, action: Action, *, meeting_on: date, text: str) -> CouncilReport:
    """Enter what a meeting of the council is told about an action; the same again is there once."""
    lock_row(session, action)
    text = clean_text(text).strip()
    if not text:
        raise Invalid(_("Text needed."), {"text": _("Enter the report to the council")})
    if meeting_on < action.resolution.adopted_on:
        raise Invalid(_("Too early."), {"meeting_on": _("The day must not be before the resolution was adopted")})
    where = (CouncilReport.action_id == action.id, CouncilReport.meeting_on == meeting_on)
    there = session.scalar(select(CouncilReport).where(*where))
    if there is not None:
        require_same(
            Compared(_("What is the council told?"), there.text, text),
            sentence=_("A report to this meeting was entered already, and says something else."),
        )
        return there
    report = CouncilReport(
        action=action,
        meeting_on=meeting_on,
        text=text,
        made_at=database_now(session),
        made_by_id=actor.person_id,
    )
    session.add(report)
    session.flush()
    reported = events.ActionReported(action_id=action.id, meeting_on=meeting_on.isoformat(), **_named(action))
    record(session, reported, by=actor)
    return report


class _Named(TypedDict):
    action_number: int
    number: str
    consultation_id: int | None


def _named(action: Action) -> _Named:
    return {
        "action_number": action.number,
        "number": action.resolution.number,
        "consultation_id": action.motion.consultation_id,
    }


def _received(session: Session, actor: Actor, sent: Sent | None) -> StoredFile | None:
    return receive_file(session, actor, *sent, endings=ENDINGS) if sent is not None else None


def _cleaned(session: Session, facts: ReplyFacts, *, has_copy: bool) -> ReplyFacts:
    said_by, summary = clean_line(facts.said_by), clean_text(facts.summary).strip()
    reason = clean_text(facts.publication_reason).strip() if facts.publication is not Publication.WHOLE else ""
    wrong = {
        "said_by": "" if said_by else _("Enter who replied"),
        "summary": "" if summary else _("Enter what the reply says"),
        "dated_on": _("The reply cannot be dated after the day on which it came")
        if facts.dated_on is not None and facts.dated_on > facts.received_on
        else "",
        "received_on": _("The day must be today or in the past")
        if facts.received_on > clock.london(database_now(session)).date()
        else "",
    }
    if any(wrong.values()):
        raise Invalid(fields={name: sentence for name, sentence in wrong.items() if sentence})
    _require_publication(facts.publication, reason, has_copy=has_copy)
    return ReplyFacts(
        said_by=said_by,
        dated_on=facts.dated_on,
        received_on=facts.received_on,
        says=facts.says,
        summary=summary,
        publication=facts.publication,
        publication_reason=reason,
    )


def _require_publication(publication: Publication, reason: str, *, has_copy: bool) -> None:
    wrong = {}
    if publication is not Publication.WHOLE and not reason:
        wrong["publication_reason"] = _("Say why not all of it is published")
    if publication is Publication.REDACTED and not has_copy:
        wrong["copy"] = _("Choose the copy from which something was taken out")
    if wrong:
        raise Invalid(fields=wrong)


def _require_same(known: FiledReply, facts: ReplyFacts, number: int) -> None:
    require_same(
        Compared(_("Who replied?"), known.said_by, facts.said_by),
        Compared(_("Date of the reply"), known.dated_on, facts.dated_on),
        Compared(_("When did it come?"), known.received_on, facts.received_on),
        Compared(_("What was the reply?"), Reply(known.says).label, facts.says.label),
        Compared(_("What does it say?"), known.summary, facts.summary),
        sentence=_("Reply %(number)s was filed already, and says something else.", number=number),
    )
