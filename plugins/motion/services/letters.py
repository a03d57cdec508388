"""Signing off the letters that a resolution asks for."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import address_of, clock, database_now, deployment_of, lock_row
from consult.sdk.errors import Compared, Invalid, require_same
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.people import AttachedFile, read_address, send_mail, speaking_to
from consult.sdk.publishing import make_pdf
from consult.sdk.records import shown_row
from consult.sdk.texts import clean_line, clean_text
from plugins.motion import letter_events as events
from plugins.motion.actions import Action
from plugins.motion.correspondence import Dispatch, Letter, Way
from plugins.motion.letter_queries import document_of_letter, file_name
from plugins.motion.lifecycle import ACTION_MOVES, UNSENT, ActionState
from plugins.motion.published import LETTER
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


def send_letter(
    session: Session, actor: Actor, letter: Letter, *, way: Way, address: str = "", sent_on: date | None = None
) -> Dispatch:
    """Send a signed letter by email with its PDF, or record on which day it was posted; the same again sends nothing.

    The first one moves its action to “sent”; another letter to the same recipient is a reminder.
    """
    action, today = letter.action, clock.london(database_now(session)).date()
    lock_row(session, action)
    address = read_address(address) if way is Way.EMAIL else ""
    where = (Dispatch.letter_id == letter.id, Dispatch.way == way, Dispatch.address == address)
    there = session.scalar(select(Dispatch).where(*where))
    day = today if way is Way.EMAIL else sent_on
    if there is not None:
        if way is Way.POST:
            require_same(
                Compared(_("When was it posted?"), there.sent_on, day),
                sentence=_("It is recorded already that this letter was posted, on another day."),
            )
        return there
    if day is None:
        raise Invalid(fields={"sent_on": _("Enter the day on which it was posted")})
    if not clock.london(letter.signed_at).date() <= day <= today:
        raise Invalid(fields={"sent_on": _("The day must be from the day of the signature to today")})
    if way is Way.EMAIL:
        _mail(session, actor, letter, address)
    dispatch = Dispatch(
        letter=letter, way=way, address=address, sent_on=day, made_at=database_now(session), made_by_id=actor.person_id
    )
    session.add(dispatch)
    session.flush()
    sent = events.LetterSent(
        letter_id=letter.id,
        action_number=action.number,
        number=action.resolution.number,
        way=way.value,
        consultation_id=action.motion.consultation_id,
    )
    record(session, sent, by=actor)
    _move(session, actor, letter, day)
    return dispatch


def _move(session: Session, actor: Actor, letter: Letter, day: date) -> None:
    action = letter.action
    to = ActionState.SENT if action.status in UNSENT else ActionState.CHASED
    is_reminder = any(
        other.dispatches and other.recipient == letter.recipient
        for other in session.scalars(select(Letter).where(Letter.action_id == action.id, Letter.id != letter.id))
    )
    if to is ActionState.CHASED and (not is_reminder or to not in ACTION_MOVES[action.status]):
        return
    note = _("Letter %(number)s to %(recipient)s", number=letter.number, recipient=letter.recipient)
    move_action(
        session,
        actor,
        action,
        to=to,
        happened_on=max(day, action.changes[-1].happened_on) if action.changes else day,
        note=note,
        version=action.version,
        is_by_letter=True,
    )


def _mail(session: Session, actor: Actor, letter: Letter, address: str) -> None:
    read = shown_row(session, LETTER, letter)
    resolution = letter.action.resolution
    council = deployment_of(session).settings.council
    with speaking_to(session, None):  # an outside body reads the language of the council
        said = _(
            "This letter is attached as PDF. Reply to %(email)s. The resolution: %(address)s",
            email=council.contact_email,
            address=address_of(session, f"/motions/resolutions/{resolution.number}"),
        )
        pdf = make_pdf(document_of_letter(session, letter))
        send_mail(
            session,
            to=address,
            subject=_("%(council)s: resolution %(number)s", council=council.name, number=resolution.number),
            body=f"{read.value('body')}\n\n{read.value('signatory')}\n{council.name}\n\n{said}\n",
            caused_by=actor,
            files=[AttachedFile(file_name(letter, "pdf"), "application/pdf", pdf)],
        )
