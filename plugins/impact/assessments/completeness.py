"""What is still missing before a version of an assessment can be sent for review and signed."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult.sdk.database import clock, database_now
from consult.sdk.messages import gettext as _
from consult.sdk.references import Link
from consult.sdk.requirements import Unmet
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.documents import active_withholdings, revisions_at
from plugins.impact.assessments.equality import PROTECTED
from plugins.impact.assessments.models import Assessment, AssessmentVersion, EntryRevision, Withholding
from plugins.impact.engagement.models import Engagement


def missing(session: Session, version: AssessmentVersion) -> list[Unmet]:
    """Return each thing that a version still lacks, with the page on which it is put right."""
    assessment = version.assessment
    said = revisions_at(session, assessment, version.number)
    found = [
        Unmet(
            _("“%(title)s” is not written yet.", title=part.title),
            part_link(assessment, part.key, str(part.title)),
        )
        for part in form_of(assessment).parts
        if part.is_needed and part.key not in said
    ]
    found += _unnamed_characteristics(assessment, said.get("effects", ()))
    found += silent_bodies(session, assessment)
    withheld = active_withholdings(session, assessment)
    for rows in said.values():
        for revision in rows:
            found += _lost_passages(revision, withheld.get(revision.entry_id, ()))
    return found


def part_link(assessment: Assessment, key: str, title: str) -> Link:
    """Return the link to the page on which a part is written."""
    return Link(title=title, endpoint="impact_assessments.part", parts={"assessment_id": assessment.id, "part": key})


def silent_bodies(session: Session, assessment: Assessment) -> Iterator[Unmet]:
    """Yield each body that was invited, and of which nobody noted what came of it."""
    today = clock.london(database_now(session)).date()
    query = select(Engagement).where(Engagement.assessment_id == assessment.id, Engagement.held_on <= today)
    for held in session.scalars(query.options(selectinload(Engagement.voices), selectinload(Engagement.invitations))):
        for invitation in held.silent:
            sentence = _("Nobody noted what came of inviting %(name)s.", name=invitation.contact.name)
            page = {"engagement_id": held.id}
            yield Unmet(sentence, Link(title=_("Note it"), endpoint="impact_engagement.engagement", parts=page))


def _unnamed_characteristics(assessment: Assessment, effects: Sequence[EntryRevision]) -> Iterator[Unmet]:
    if assessment.form != "equality":
        return
    named = {revision.content.get("characteristic") for revision in effects}
    for code, words in PROTECTED.items():
        if code not in named:
            sentence = _("Step 4 says nothing about “%(words)s”.", words=words)
            yield Unmet(sentence, part_link(assessment, "effects", _("Say what the effect is")))


def _lost_passages(revision: EntryRevision, withheld: Sequence[Withholding]) -> Iterator[Unmet]:
    part = form_of(revision.entry.assessment).find_part(revision.entry.part)
    for withholding in withheld:
        asked = part.by_key[withholding.field]
        if withholding.passage and withholding.passage not in asked.said(revision.content):
            yield Unmet(
                _(
                    "Words of “%(label)s” in “%(title)s” were to be withheld, but do not stand there any more. "
                    "Withhold what stands there now, or lift it.",
                    label=asked.label,
                    title=part.title,
                ),
                Link(
                    title=_("Look at what is withheld"),
                    endpoint="impact_assessments.withhold",
                    parts={"assessment_id": revision.entry.assessment_id, "entry_id": revision.entry_id},
                ),
            )
