"""Withholding words of an assessment from the public under an exemption, and publishing them after all."""

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import lock_row
from consult.sdk.errors import Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.events import WithholdingLifted, WordsWithheld
from plugins.impact.assessments.exemptions import Exemption, begin_withholding, end_withholding
from plugins.impact.assessments.models import Entry, Withholding
from plugins.impact.assessments.services import last_revision, told


def withhold(session: Session, actor: Actor, entry: Entry, wanted: Exemption) -> Withholding:
    """Keep words of a field from the public, the whole field when no passage is named; a mark stands there at once."""
    lock_row(session, entry.assessment)
    asked = form_of(entry.assessment).find_part(entry.part).by_key[wanted.field]
    if (entry.part, wanted.field) == ("identity", "title"):
        sentence = _("The title stands in every list, so it cannot be withheld. Write one that says less")
        raise Invalid(sentence, {"field": sentence})
    latest = last_revision(session, entry)
    made = Withholding(entry_id=entry.id)
    begin_withholding(session, actor, made, wanted, asked.said(latest.content) if latest else "")
    more = {"part": entry.part, "entry_id": entry.id, "exemption": made.exemption}
    record(session, told(WordsWithheld, entry.assessment, **more), by=actor)
    return made


def lift(session: Session, actor: Actor, withholding: Withholding) -> None:
    """Publish words that were withheld; a second click changes nothing."""
    entry = withholding.entry
    lock_row(session, entry.assessment)
    if end_withholding(session, actor, withholding):
        record(session, told(WithholdingLifted, entry.assessment, part=entry.part, entry_id=entry.id), by=actor)
