"""Rules by which the record of a decision is thin."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from consult.consultations.models import Consultation
from consult.contract.references import Link
from consult.contract.scrutiny import ThinRecord, ThinRecordSource, is_thin, said_often
from consult.decisions.models import Decision
from consult.decisions.presentation import ShownIssue, shown_issues
from consult.decisions.viewpoints import published_at
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

Answered = tuple[Decision, ShownIssue]


def _published(since: datetime, until: datetime) -> Select[Decision]:
    then = (Decision.published_at >= since, Decision.published_at < until)
    return select(Decision).where(*then).options(joinedload(Decision.consultation)).order_by(Decision.id)


def _short_reasons(session: Session, since: datetime, until: datetime) -> Iterator[ThinRecord]:
    for decision in session.scalars(_published(since, until)):
        yield from _told((decision, issue) for issue in shown_issues(decision.issues) if is_thin(issue.reason))


def _same_reasons(session: Session, since: datetime, until: datetime) -> Iterator[ThinRecord]:
    for decision in session.scalars(_published(since, until)):
        often: Sequence[ShownIssue] = said_often(shown_issues(decision.issues), lambda issue: issue.reason)
        yield from _told((decision, issue) for issue in often)


def _unread(session: Session, since: datetime, until: datetime) -> Iterator[ThinRecord]:
    for decision in session.scalars(_published(since, until).where(Decision.unread_reason != "")):
        yield _record(decision, _title(decision.consultation, decision))


def _told(answered: Iterable[Answered]) -> Iterator[ThinRecord]:
    for decision, issue in answered:
        title = _title(decision.consultation, decision)
        yield _record(decision, _("%(title)s, issue %(number)s", title=title, number=issue.number))


def _title(consultation: Consultation, decision: Decision) -> str:
    return _("The decision on “%(title)s”, version %(number)s", title=consultation.title, number=decision.number)


def _record(decision: Decision, title: str) -> ThinRecord:
    consultation = decision.consultation
    parts = {"slug": consultation.slug, "number": decision.number}
    link = Link(title=title, endpoint="decisions.version", parts=parts)
    return ThinRecord(link=link, at=published_at(decision), ward=consultation.ward)


THIN_RECORDS = (
    ThinRecordSource(
        name="decisions.short_reason",
        title=_l("An issue was answered with a reason of fewer than 8 words"),
        found=_short_reasons,
    ),
    ThinRecordSource(
        name="decisions.same_reason",
        title=_l("Three or more issues of one decision were answered with the same reason"),
        found=_same_reasons,
    ),
    ThinRecordSource(
        name="decisions.unread",
        title=_l("A decision was published before everything was read, covered or advised on"),
        found=_unread,
    ),
)
