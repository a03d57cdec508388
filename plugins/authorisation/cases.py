"""Opening a case, and saying what it says and what it stands on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Consultation
from consult.sdk.database import clock, database_now, lock_row, next_in_series
from consult.sdk.errors import Compared, Conflict, Invalid, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Reference, cite, links, read_references, reference_to
from consult.sdk.states import Withheld
from consult.sdk.texts import clean_line, clean_text
from plugins.authorisation.appointments import publish_later
from plugins.authorisation.events import CaseEdited, CaseOpened
from plugins.authorisation.lifecycle import EDITABLE
from plugins.authorisation.models import Case, Foundation, LinkedDocument, Paragraph, Series, Source
from plugins.authorisation.policies import NotEditable
from plugins.authorisation.regimes import regime_on
from plugins.authorisation.rules import term_of, today
from plugins.authorisation.sections import SECTIONS, Section
from plugins.authorisation.views_about import count_open_views


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Where, when and for which use."""

    operation: str
    place: str
    ward: str = ""
    use_case: str
    starts_at: datetime | None
    ends_at: datetime | None


def next_number(session: Session, year: int) -> str:
    """Hand out the next public number of a year, such as A-2026-001; none is given twice and none is left out."""
    return next_in_series(session, Series, f"A-{year}")


def open_case(
    session: Session, actor: Actor, operation: str, *, withheld: Withheld | None = None, is_invented: bool = False
) -> Case:
    """Open a case under a public number; whoever opens it is the applicant, and never decides on it."""
    operation = clean_line(operation)
    if not operation:
        raise Invalid(fields={"operation": _("Enter what the operation is called")})
    now = database_now(session)
    opened_on = clock.london(now).date()
    term = term_of(session, actor)
    case = Case(
        number=next_number(session, opened_on.year),
        operation=operation,
        opened_on=opened_on,
        opened_at=now,
        applicant_id=actor.person_id,
        applicant_post=term.post if term else "",
        public_at=withheld.until if withheld else now,
        exemption=withheld.exemption if withheld else "",
        is_invented=is_invented,
        regime=regime_on(session, opened_on),
    )
    session.add(case)
    session.flush()
    publish_later(session, case, withheld, now)
    record(session, CaseOpened(case_id=case.id, number=case.number), by=actor)
    return case


def save_plan(session: Session, actor: Actor, case: Case, plan: Plan, seen_version: int) -> None:
    """Keep where, when and for which use, under the rules in force today.

    Raises `ChangedMeanwhile` when somebody else changed the case first.
    """
    hold(session, case)
    in_force = regime_on(session, today(session))
    kept = (clean_line(plan.operation), clean_line(plan.place), clean_line(plan.ward), plan.use_case)
    require_version(
        case.version,
        seen_version,
        Compared(_("Name of the operation"), case.operation, kept[0]),
        Compared(_("Place"), case.place, kept[1]),
        Compared(_("Ward"), case.ward, kept[2]),
        Compared(_("Use case"), case.use_case, kept[3]),
    )
    if plan.use_case not in in_force.use_cases:
        raise Invalid(fields={"use_case": _("Select what it would be used for")})
    if plan.starts_at and plan.ends_at and plan.ends_at <= plan.starts_at:
        raise Invalid(fields={"ends_at": _("The end must be after the start")})
    case.operation, case.place, case.ward, case.use_case = kept
    case.starts_at, case.ends_at, case.regime = plan.starts_at, plan.ends_at, in_force
    session.flush()
    _edited(session, actor, case, _l("Plan"))


def write_section(session: Session, actor: Actor, case: Case, section: Section, text: str, seen: int) -> Paragraph:
    """Keep a new version of a section; raises `ChangedMeanwhile` when somebody else wrote one first."""
    lock_row(session, case)
    text = clean_text(text).strip()
    newest = case.newest.get(section.key)
    number, before = (newest.number, newest.text) if newest else (0, "")
    require_version(number, seen, Compared(section.title, before, text))
    if not text:
        raise Invalid(fields={"text": _("Enter the text")})
    paragraph = Paragraph(
        section=section.key, number=number + 1, text=text, saved_at=database_now(session), saved_by_id=actor.person_id
    )
    case.paragraphs.append(paragraph)
    session.flush()
    _edited(session, actor, case, SECTIONS[section.key].title)
    return paragraph


def add_source(session: Session, actor: Actor, case: Case, source: Source) -> None:
    """Add a graded source to the intelligence case."""
    hold(session, case)
    if source.to_on < source.from_on:
        raise Invalid(fields={"to_on": _("The last day must not be before the first")})
    source.summary = clean_text(source.summary).strip()
    source.added_at, source.added_by_id = database_now(session), actor.person_id
    case.sources.append(source)
    session.flush()
    _edited(session, actor, case, _l("Sources"))


def link_document(session: Session, actor: Actor, case: Case, document: LinkedDocument) -> None:
    """Link one version of a standing document; earlier ones stay on the record."""
    lock_row(session, case)
    if document.review_on < document.dated_on:
        raise Invalid(fields={"review_on": _("The review must not be before the date of the document")})
    document.label, document.address = clean_line(document.label), clean_line(document.address or "")
    document.added_at, document.added_by_id = database_now(session), actor.person_id
    case.documents.append(document)
    session.flush()
    _edited(session, actor, case, _l("Standing documents"))


def rest_on(session: Session, actor: Actor, case: Case, references: list[Reference]) -> int:
    """Let the case stand on these rows, and return how many are new: every view about them must then be considered."""
    lock_row(session, case)
    there = {foundation.reference for foundation in case.rests_on}
    new = [reference for reference in dict.fromkeys(references) if reference not in there]
    cite(session, actor, reference_to(case), new)
    named = links(session, actor, new)
    for reference in new:
        foundation = Foundation(
            kind=reference.kind,
            target_id=reference.id,
            title=named[reference].title[:300],
            cited_at=database_now(session),
            cited_by_id=actor.person_id,
        )
        case.foundations.append(foundation)
    session.flush()
    if new:
        count_open_views(session, case)
        _edited(session, actor, case, _l("What the case stands on"))
    return len(new)


def rest_on_typed(session: Session, actor: Actor, case: Case, typed: str, consultation_ids: list[int]) -> int:
    """Let the case stand on what was typed, one reference on each line, and on the consultations that were chosen."""
    chosen = [Reference(Consultation.__tablename__, number) for number in consultation_ids]
    found = [*chosen, *read_references(session, actor, typed)]
    if not found:
        raise Invalid(fields={"typed": _("Enter at least one reference, or select a consultation")})
    return rest_on(session, actor, case, found)


def drop_foundation(session: Session, actor: Actor, case: Case, foundation: Foundation, reason: str) -> None:
    """Let the case stand on a row no longer, for a reason that the public reads; that it did stays on the record."""
    hold(session, case)
    reason = clean_text(reason).strip()
    if not reason:
        raise Invalid(fields={"reason": _("Give the reason")})
    if foundation.dropped_at is not None:
        raise Conflict(_("The case does not stand on this any more."))
    foundation.dropped_at, foundation.drop_reason = database_now(session), reason
    session.flush()
    count_open_views(session, case)
    _edited(session, actor, case, _l("What the case stands on"))


def hold(session: Session, case: Case) -> None:
    """Keep everybody else from changing a case that is being prepared; raises `NotEditable` for any other."""
    lock_row(session, case)
    if case.stands_at not in EDITABLE:
        raise NotEditable


def _edited(session: Session, actor: Actor, case: Case, part: str) -> None:
    record(session, CaseEdited(case_id=case.id, number=case.number, part=str(part)), by=actor)
