"""Rules by which the record of a piece of evidence is thin."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link
from consult.sdk.scrutiny import ThinRecord, ThinRecordSource, is_thin, said_often
from plugins.impact.models import Evidence, Step
from plugins.impact.procedure import Status


def _steps(since: datetime, until: datetime, *which: ColumnElement[bool]) -> Select[Step]:
    whole = joinedload(Step.evidence).joinedload(Evidence.submission)
    then = (Step.at >= since, Step.at < until)
    return select(Step).join(Step.evidence).where(*then, *which).options(whole).order_by(Step.id)


def _answers(session: Session, since: datetime, until: datetime) -> list[Step]:
    return list(session.scalars(_steps(since, until, Step.status == Status.RESPONDED)))


def _short_answers(session: Session, since: datetime, until: datetime) -> Iterator[ThinRecord]:
    yield from _told(step for step in _answers(session, since, until) if is_thin(step.evidence.answer))


def _same_answers(session: Session, since: datetime, until: datetime) -> Iterator[ThinRecord]:
    yield from _told(said_often(_answers(session, since, until), lambda step: step.evidence.answer))


def _short_exclusions(session: Session, since: datetime, until: datetime) -> Iterator[ThinRecord]:
    ruled_out = session.scalars(_steps(since, until, Step.status == Status.OUT_OF_SCOPE))
    yield from _told(step for step in ruled_out if is_thin(step.evidence.scope_reason))


def _late(session: Session, since: datetime, until: datetime) -> Iterator[ThinRecord]:
    late = _steps(since, until, Step.status == Status.SUBMITTED, Evidence.late_reason != "")
    yield from _told(step for step in session.scalars(late) if is_thin(step.evidence.late_reason))


def _told(steps: Iterable[Step]) -> Iterator[ThinRecord]:
    for step in steps:
        link = Link(
            title=_("Evidence %(reference)s", reference=step.evidence.reference),
            endpoint="impact_staff.evidence",
            parts={"evidence_id": step.evidence_id},
        )
        yield ThinRecord(link=link, at=step.at)


THIN_RECORDS = (
    ThinRecordSource(
        name="impact.short_answer",
        title=_l("Evidence was answered in fewer than 8 words"),
        found=_short_answers,
    ),
    ThinRecordSource(
        name="impact.same_answer",
        title=_l("Three or more pieces of evidence were answered with the same words"),
        found=_same_answers,
    ),
    ThinRecordSource(
        name="impact.short_exclusion",
        title=_l("Evidence was ruled out of scope with a reason of fewer than 8 words"),
        found=_short_exclusions,
    ),
    ThinRecordSource(
        name="impact.late",
        title=_l("Late evidence was taken in with a reason of fewer than 8 words"),
        found=_late,
    ),
)
