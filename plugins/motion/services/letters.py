"""Signing off the letters that a resolution asks for."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import clock, database_now, lock_row
from consult.sdk.errors import Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_line, clean_text
from plugins.motion import letter_events as events
from plugins.motion.actions import Action
from plugins.motion.correspondence import Letter
from plugins.motion.lifecycle import ActionState
from plugins.motion.services.resolutions import move_action


def sign_letter(session: Session, actor: Actor, action: Action, *, recipient: str, body: str, signatory: str) -> Letter:
    """Sign off a letter, whose words stay from then on; the same again returns the one there is."""
    lock_row(session, action)
    recipient, body, signatory = clean_line(recipient), clean_text(body).strip(), clean_line(signatory)
    missing = {
        "recipient": "" if recipient else _("Enter who the letter goes to"),
        "body": "" if body else _("Enter what the letter says"),
        "signatory": "" if signatory else _("Enter who signs it"),
    }
    if any(missing.values()):
        raise Invalid(fields={name: sentence for name, sentence in missing.items() if sentence})
    there = session.scalars(select(Letter).where(Letter.action_id == action.id).order_by(Letter.number)).all()
    for known in there:
        if (known.recipient, known.body, known.signatory) == (recipient, body, signatory):
            return known
    at = database_now(session)
    letter = Letter(
        action=action,
        number=len(there) + 1,
        recipient=recipient,
        body=body,
        signatory=signatory,
        signed_at=at,
        signed_by_id=actor.person_id,
    )
    session.add(letter)
    session.flush()
    signed = events.LetterSigned(
        letter_id=letter.id,
        action_number=action.number,
        number=action.resolution.number,
        consultation_id=action.motion.consultation_id,
    )
    record(session, signed, by=actor)
    if action.status is ActionState.NOT_STARTED:
        today = clock.london(at).date()
        drafted = {"to": ActionState.DRAFTED, "happened_on": max(today, action.resolution.adopted_on), "note": ""}
        move_action(session, actor, action, **drafted, version=action.version)  # type: ignore[arg-type]
    return letter
