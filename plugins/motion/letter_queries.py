"""Finding letters, and the words with which one begins."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.sdk.access import Actor
from consult.sdk.database import deployment_of
from consult.sdk.errors import NotFound
from consult.sdk.messages import gettext as _
from consult.sdk.publishing import FactList, Paragraph, PublishedDocument
from consult.sdk.records import shown_row
from consult.sdk.texts import say_date
from plugins.motion.actions import Action
from plugins.motion.correspondence import Letter
from plugins.motion.models import Motion
from plugins.motion.published import LETTER


def letters_of(session: Session, motion: Motion) -> Sequence[Letter]:
    """Return the letters of a motion, in the order in which they were signed off."""
    if motion.resolution is None:
        return ()
    query = select(Letter).join(Letter.action).where(Action.resolution_id == motion.resolution.id)
    return session.scalars(query.options(joinedload(Letter.action)).order_by(Letter.id)).all()


def find_letter(session: Session, letter_id: int, actor: Actor) -> Letter:
    """Return a letter; raises `NotFound` until it is sent, for all but those who work on it."""
    found = session.get(Letter, letter_id)
    if found is None or not (found.is_public or actor.can("motion.track", found.action)):
        raise NotFound
    return found


def words_for(action: Action, address: str) -> str:
    """Return the words with which a letter of an action begins."""
    resolution = action.resolution
    return "\n\n".join(
        (
            _(
                "At its meeting on %(day)s the council made resolution %(number)s:",
                day=say_date(resolution.adopted_on),
                number=resolution.number,
            ),
            action.text,
            _(
                "I write to you on behalf of the council. The full text and the vote are at %(address)s.",
                address=address,
            ),
            _("We ask you to reply whether you agree, agree in part or do not agree, and why. We publish replies."),
        )
    )


def document_of_letter(session: Session, letter: Letter) -> PublishedDocument:
    """Return a letter as a document, as people may read it."""
    read = shown_row(session, LETTER, letter)
    resolution = letter.action.resolution
    blocks = (
        FactList(((_("To"), str(read.value("recipient"))), (_("Date"), say_date(letter.signed_at.date())))),
        Paragraph(str(read.value("body"))),
        Paragraph(str(read.value("signatory"))),
    )
    council = deployment_of(session).settings.council.name
    title = _("Resolution %(number)s: letter %(letter)s", number=resolution.number, letter=_place_of(letter))
    return PublishedDocument(title=title, publisher=council, blocks=blocks)


def file_name(letter: Letter, kind: str) -> str:
    """Return the name of a letter as a file."""
    return f"{letter.action.resolution.number}-letter-{letter.action.number}-{letter.number}.{kind}"


def _place_of(letter: Letter) -> str:
    return f"{letter.action.number}.{letter.number}"
