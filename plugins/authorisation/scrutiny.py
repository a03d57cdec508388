"""Rules by which the record of a case is thin."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from consult.sdk.database import clock
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link
from consult.sdk.scrutiny import ThinRecord, ThinRecordSource, is_thin, said_often
from plugins.authorisation.lifecycle import DECISIONS, State
from plugins.authorisation.models import Case, Consideration, Minute
from plugins.authorisation.presentation import is_public


def _considerations(session: Session, since: datetime, until: datetime) -> list[Consideration]:
    then = (Consideration.considered_at >= since, Consideration.considered_at < until)
    query = select(Consideration).where(*then).options(joinedload(Consideration.case)).order_by(Consideration.id)
    return list(session.scalars(query))


def _minutes(session: Session, since: datetime, until: datetime, states: Iterable[State]) -> list[Minute]:
    then = (Minute.at >= since, Minute.at < until, Minute.state.in_(list(states)))
    return list(session.scalars(select(Minute).where(*then).options(joinedload(Minute.case)).order_by(Minute.id)))


def _short_decisions(session: Session, since: datetime, until: datetime) -> Iterator[ThinRecord]:
    for minute in _minutes(session, since, until, DECISIONS):
        reasons = (minute.reason, minute.necessity, minute.proportionality)
        if any(is_thin(reason) for reason in reasons if reason):
            yield _record(minute.case, minute.at)


def _urgent(session: Session, since: datetime, until: datetime) -> Iterator[ThinRecord]:
    for minute in _minutes(session, since, until, [State.URGENT]):
        yield _record(minute.case, minute.at)


def _short_considerations(session: Session, since: datetime, until: datetime) -> Iterator[ThinRecord]:
    for made in _considerations(session, since, until):
        if is_thin(made.reason):
            yield _record(made.case, made.considered_at, made)


def _same_considerations(session: Session, since: datetime, until: datetime) -> Iterator[ThinRecord]:
    of_case: dict[int, list[Consideration]] = defaultdict(list)
    for made in _considerations(session, since, until):
        of_case[made.case_id].append(made)
    for considerations in of_case.values():
        for made in said_often(considerations, lambda made: made.reason):
            yield _record(made.case, made.considered_at, made)


def _by_applicant(session: Session, since: datetime, until: datetime) -> Iterator[ThinRecord]:
    for made in _considerations(session, since, until):
        if made.considered_by_id is not None and made.considered_by_id == made.case.applicant_id:
            yield _record(made.case, made.considered_at, made)


def _record(case: Case, at: datetime, made: Consideration | None = None) -> ThinRecord:
    title = _("Case %(number)s", number=case.number)
    if made is not None:
        title = _("%(title)s, how view %(number)s was weighed", title=title, number=made.id)
    link = Link(title=title, endpoint="authorisation.case", parts={"number": case.number})
    return ThinRecord(link=link, at=at, ward=case.ward if is_public(case, clock.now()) else "")


THIN_RECORDS = (
    ThinRecordSource(
        name="authorisation.short_reason",
        title=_l("A decision on a case was recorded with a reason of fewer than 8 words"),
        found=_short_decisions,
    ),
    ThinRecordSource(
        name="authorisation.urgent",
        title=_l("An urgent authority was recorded before all views were weighed"),
        found=_urgent,
    ),
    ThinRecordSource(
        name="authorisation.short_consideration",
        title=_l("A view on a case was answered with a reason of fewer than 8 words"),
        found=_short_considerations,
    ),
    ThinRecordSource(
        name="authorisation.same_consideration",
        title=_l("Three or more views on one case were answered with the same reason"),
        found=_same_considerations,
    ),
    ThinRecordSource(
        name="authorisation.by_applicant",
        title=_l("A view was weighed by the officer who applied for the authority"),
        found=_by_applicant,
    ),
)
