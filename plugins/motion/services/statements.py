"""What other bodies were reported to say about what the council asked of them."""

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now, lock_row
from consult.sdk.errors import Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_line, clean_text
from plugins.motion import events
from plugins.motion.actions import Action, Statement


def enter_statement(
    session: Session, actor: Actor, action: Action, *, said_by: str, text: str, source: str
) -> Statement:
    """Enter what a body was reported to say about an action; the same again returns the one there is."""
    lock_row(session, action)
    said_by, text, source = clean_line(said_by), clean_text(text).strip(), clean_line(source)
    missing = {
        "said_by": "" if said_by else _("Enter who said it"),
        "text": "" if text else _("Enter what was said"),
        "source": "" if source else _("Enter where it was reported, and when"),
    }
    if any(missing.values()):
        raise Invalid(fields={name: sentence for name, sentence in missing.items() if sentence})
    for known in action.statements:
        if (known.said_by, known.text, known.source) == (said_by, text, source):
            return known
    statement = Statement(
        action=action,
        said_by=said_by,
        text=text,
        source=source,
        entered_at=database_now(session),
        entered_by_id=actor.person_id,
    )
    session.add(statement)
    session.flush()
    entered = events.StatementEntered(
        statement_id=statement.id,
        action_id=action.id,
        action_number=action.number,
        number=action.resolution.number,
        consultation_id=action.motion.consultation_id,
    )
    record(session, entered, by=actor)
    return statement
