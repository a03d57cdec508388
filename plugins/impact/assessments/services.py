"""Writing an assessment: beginning it, saving its sections and rows, and removing rows, with nothing overwritten."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import clock, database_now, lock_row, next_in_series
from consult.sdk.errors import Compared, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.references import Reference, cite
from consult.sdk.texts import clean_line
from plugins.impact.assessments.catalogue import FORMS, MODELS, form_of
from plugins.impact.assessments.course import NotNow
from plugins.impact.assessments.documents import revisions_at
from plugins.impact.assessments.events import AboutAssessment, AssessmentBegun, EntryRemoved, EntrySaved
from plugins.impact.assessments.fields import Content
from plugins.impact.assessments.models import Assessment, AssessmentVersion, Entry, EntryRevision, Series
from plugins.impact.assessments.parts import Part
from plugins.impact.assessments.terms import Standing


def begin_assessment(
    session: Session, actor: Actor, form: str, title: str, consultation_id: int | None = None
) -> Assessment:
    """Begin an assessment with its first version, and give it the number by which everybody knows it."""
    at = database_now(session)
    assessment = MODELS[form](
        number=next_in_series(session, Series, f"{FORMS[form].prefix}-{clock.london(at).year}"),
        title=clean_line(title),
        consultation_id=consultation_id,
        begun_at=at,
        begun_by_id=actor.person_id,
    )
    session.add(assessment)
    session.flush()
    begin_version(session, actor, assessment, "")
    first = form_of(assessment).find_part("identity")
    save_entry(session, actor, assessment, first, None, {"title": assessment.title}, (), seen=0)
    return assessment


def begin_version(session: Session, actor: Actor, assessment: Assessment, reason: str) -> AssessmentVersion:
    """Begin the next version: it says what the last one said until somebody changes it."""
    at = database_now(session)
    version = AssessmentVersion(
        number=len(assessment.versions) + 1, reason=reason, begun_at=at, begun_by_id=actor.person_id
    )
    assessment.versions.append(version)
    session.flush()
    record(session, told(AssessmentBegun, assessment), by=actor)
    return version


def save_entry(
    session: Session,
    actor: Actor,
    assessment: Assessment,
    part: Part,
    entry: Entry | None,
    content: Content,
    cites: Sequence[Reference],
    *,
    seen: int,
) -> Entry:
    """Save a section or a row as its next revision; `seen` is the revision that its form showed, 0 for a new row.

    Raises `ChangedMeanwhile` with both texts when somebody else saved other words meanwhile. The same again is no
    revision.
    """
    version = hold_draft(session, assessment)
    if entry is None:
        entry = entry_of_section(session, assessment, part) or _new_entry(session, assessment, part)
    latest = last_revision(session, entry)
    written = [f"{reference.kind}:{reference.id}" for reference in cites]
    if latest is not None:
        require_version(latest.number, seen, *_compared(part, latest, content, seen_revision(session, entry, seen)))
        if (latest.content, latest.cites, latest.is_removed) == (dict(content), written, False):
            return entry
    _add_revision(session, actor, entry, version, latest, dict(content), written)
    if part.key == "identity":
        assessment.title = str(content.get("title") or assessment.title)[:200]
        session.flush()
    if cites:
        cite(session, actor, entry_reference(entry), cites)
    record(session, told(EntrySaved, assessment, part=part.key, entry_id=entry.id), by=actor)
    return entry


def remove_entry(session: Session, actor: Actor, entry: Entry) -> None:
    """Take a row out of the draft; what was signed before keeps it, and so do its revisions."""
    version = hold_draft(session, entry.assessment)
    latest = last_revision(session, entry)
    if latest is None or latest.is_removed:
        return
    _add_revision(session, actor, entry, version, latest, latest.content, latest.cites, is_removed=True)
    record(session, told(EntryRemoved, entry.assessment, part=entry.part, entry_id=entry.id), by=actor)


def restore_entries(session: Session, actor: Actor, version: AssessmentVersion) -> None:
    """Let each entry say again, as a further revision, what it said before a version; what is new in it is removed."""
    assessment = version.assessment
    before = revisions_at(session, assessment, version.number - 1)
    said = {revision.entry_id: revision for rows in before.values() for revision in rows}
    touched = select(EntryRevision.entry_id).where(EntryRevision.version == version.number)
    for entry in session.scalars(select(Entry).where(Entry.assessment_id == assessment.id, Entry.id.in_(touched))):
        latest, old = last_revision(session, entry), said.get(entry.id)
        if latest is not None:
            content, cites = (old.content, old.cites) if old else (latest.content, latest.cites)
            _add_revision(session, actor, entry, version, latest, content, cites, is_removed=old is None)


def hold_draft(session: Session, assessment: Assessment) -> AssessmentVersion:
    """Keep everybody else from changing the assessment until the end; raises `NotNow` unless its draft is open."""
    lock_row(session, assessment)
    if assessment.latest.stands_at is not Standing.DRAFT:
        raise NotNow(
            _(
                "Version %(number)s is “%(label)s”, so it cannot be changed. Begin a new version, or have it returned.",
                number=assessment.latest.number,
                label=assessment.latest.stands_at.label.lower(),
            )
        )
    return assessment.latest


def last_revision(session: Session, entry: Entry) -> EntryRevision | None:
    """Return what an entry said last."""
    of_entry = select(EntryRevision).where(EntryRevision.entry_id == entry.id)
    return session.scalars(of_entry.order_by(EntryRevision.number.desc()).limit(1)).first()


def seen_revision(session: Session, entry: Entry, number: int) -> EntryRevision | None:
    """Return the revision that a form showed."""
    of_entry = select(EntryRevision).where(EntryRevision.entry_id == entry.id)
    return session.scalar(of_entry.where(EntryRevision.number == number))


def entry_of_section(session: Session, assessment: Assessment, part: Part) -> Entry | None:
    """Return the entry of a section that was written; nothing of a list, or of one that was not."""
    if part.is_list:
        return None
    return session.scalar(select(Entry).where(Entry.assessment_id == assessment.id, Entry.part == part.key))


def entry_reference(entry: Entry) -> Reference:
    """Return the reference to an entry."""
    return Reference("impact_entry", entry.id)


def told(event: type[AboutAssessment], assessment: Assessment, **more: object) -> AboutAssessment:
    """Return an event about the newest version of an assessment."""
    facts: Mapping[str, object] = {
        "consultation_id": assessment.consultation_id,
        "assessment_id": assessment.id,
        "kind": str(assessment.__tablename__),
        "number": assessment.number,
        "version": assessment.latest.number,
        **more,
    }
    return event(**facts)  # type: ignore[arg-type]  # each event names its own facts


def _new_entry(session: Session, assessment: Assessment, part: Part) -> Entry:
    highest = select(func.max(Entry.number)).where(Entry.assessment_id == assessment.id, Entry.part == part.key)
    entry = Entry(assessment=assessment, part=part.key, number=(session.scalar(highest) or 0) + 1)
    session.add(entry)
    session.flush()
    return entry


def _compared(part: Part, latest: EntryRevision, content: Content, seen: EntryRevision | None) -> list[Compared]:
    return [
        Compared(
            str(asked.label),
            asked.said(latest.content),
            asked.said(content),
            before=asked.said(seen.content) if seen and asked.is_words else None,
        )
        for asked in part.fields
    ]


def _add_revision(
    session: Session,
    actor: Actor,
    entry: Entry,
    version: AssessmentVersion,
    latest: EntryRevision | None,
    content: dict[str, object],
    cites: list[str],
    *,
    is_removed: bool = False,
) -> None:
    session.add(
        EntryRevision(
            entry_id=entry.id,
            number=latest.number + 1 if latest else 1,
            version=version.number,
            content=content,
            cites=cites,
            is_removed=is_removed,
            saved_at=database_now(session),
            saved_by_id=actor.person_id,
        )
    )
    session.flush()
