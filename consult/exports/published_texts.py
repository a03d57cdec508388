"""The words in published results as records: what is taken out of a question is taken out of its results too."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.records import Record, RecordField
from consult.exports.models import Edition, ExactCounts
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l


def _texts(results: Edition) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for place, table in enumerate(results.one_way["tables"]):
        yield ("tables", place, "title"), _("Title of table %(place)s", place=place + 1)
        for number in range(len(table["notes"])):
            label = _("Note %(number)s to table %(place)s", number=number + 1, place=place + 1)
            yield ("tables", place, "notes", number), label
        for number in range(len(table["lines"])):
            yield (
                ("tables", place, "lines", number, "label"),
                _("Line %(number)s of table %(place)s", number=number + 1, place=place + 1),
            )


def _activity(session: Session, results: Edition | ExactCounts) -> Activity:
    return session.get_one(Activity, results.activity_id)


RECORDS = (
    Record(
        model=Edition,
        title=_l("Published results"),
        fields=(
            RecordField(column="one_way", label=_l("Results"), parts=_texts),
            RecordField(column="withdrawn_because", label=_l("Why they were withdrawn"), quotes=True),
        ),
        name=lambda results: f"of {results.made_at:%-d %B %Y}",
        page=lambda results: ("exports_staff.publish", {"activity_id": results.activity_id}),
        rows=lambda _session, consultation_id: (
            select(Edition)
            .join(Activity, Activity.id == Edition.activity_id)
            .where(Activity.consultation_id == consultation_id)
        ),
        consultation_id=lambda session, results: _activity(session, results).consultation_id,
    ),
    Record(
        model=ExactCounts,
        title=_l("Exact counts"),
        fields=(RecordField(column="because", label=_l("Why they were published"), quotes=True),),
        name=lambda counts: f"of {counts.signed_at:%-d %B %Y}",
        page=lambda counts: ("exports_exact_staff.exact_counts", {"activity_id": counts.activity_id}),
        rows=lambda _session, consultation_id: (
            select(ExactCounts)
            .join(Activity, Activity.id == ExactCounts.activity_id)
            .where(Activity.consultation_id == consultation_id)
        ),
        consultation_id=lambda session, counts: _activity(session, counts).consultation_id,
    ),
)
