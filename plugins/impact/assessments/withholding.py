"""Withholding words of an assessment from the public under an exemption, and publishing them after all."""

from datetime import date

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now, lock_row
from consult.sdk.errors import Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_text
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.events import WithholdingLifted, WordsWithheld
from plugins.impact.assessments.models import Entry, Withholding
from plugins.impact.assessments.services import last_revision, told


def withhold(
    session: Session,
    actor: Actor,
    entry: Entry,
    *,
    field: str,
    passage: str,
    exemption: str,
    reason: str,
    until_on: date | None = None,
) -> Withholding:
    """Keep words of a field from the public, the whole field when no passage is named; a mark stands there at once."""
    lock_row(session, entry.assessment)
    asked = form_of(entry.assessment).find_part(entry.part).by_key[field]
    latest, passage = last_revision(session, entry), clean_text(passage).strip()
    said = asked.said(latest.content) if latest else ""
    if not said:
        raise Invalid(_("There is nothing to withhold."), {"field": _("Select a field that says something")})
    if passage and passage not in said:
        raise Invalid(
            _("These words do not stand there."), {"passage": _("Enter the words exactly as they stand in the field")}
        )
    made = Withholding(
        entry_id=entry.id,
        field=field,
        passage=passage,
        exemption=exemption,
        reason=clean_text(reason).strip(),
        until_on=until_on,
        made_at=database_now(session),
        made_by_id=actor.person_id,
    )
    session.add(made)
    session.flush()
    more = {"part": entry.part, "entry_id": entry.id, "exemption": exemption}
    record(session, told(WordsWithheld, entry.assessment, **more), by=actor)
    return made


def lift(session: Session, actor: Actor, withholding: Withholding) -> None:
    """Publish words that were withheld; a second click changes nothing."""
    entry = withholding.entry
    lock_row(session, entry.assessment)
    lock_row(session, withholding)
    if withholding.lifted_at is not None:
        return
    withholding.lifted_at, withholding.lifted_by_id = database_now(session), actor.person_id
    session.flush()
    record(session, told(WithholdingLifted, entry.assessment, part=entry.part, entry_id=entry.id), by=actor)
