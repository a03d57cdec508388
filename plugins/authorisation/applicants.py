"""Who asks for an authority: whoever opened the case, wrote any of what is asked, or submitted it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.references import reference_to
from consult.sdk.states import entered_by, who_entered
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case, Paragraph
from plugins.authorisation.sections import APPLICATION, INTELLIGENCE

_ASKED = frozenset(section.key for section in (INTELLIGENCE, *APPLICATION))


def applicants_of(session: Session, case: Case) -> frozenset[int]:
    """Return everybody who asks for the authority; none of them decides on it, whatever they become later."""
    wrote = {paragraph.saved_by_id for paragraph in case.paragraphs if paragraph.section in _ASKED}
    submitted = who_entered(session, reference_to(case), State.SUBMITTED)
    return submitted | {number for number in (case.applicant_id, *wrote) if number is not None}


def applied_for(session: Session, person_id: int, cases: Sequence[Case]) -> frozenset[int]:
    """Return the numbers of the cases in which a person asks for the authority, with few questions for many of them."""
    wrote = session.scalars(
        select(Paragraph.case_id).where(
            Paragraph.saved_by_id == person_id,
            Paragraph.section.in_(_ASKED),
            Paragraph.case_id.in_([case.id for case in cases]),
        )
    )
    opened = {case.id for case in cases if case.applicant_id == person_id}
    return frozenset(opened | set(wrote)) | entered_by(session, Case.__tablename__, person_id, State.SUBMITTED)
