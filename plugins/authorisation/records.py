"""The texts of cases that people may read, so that the core corrects nothing in them and takes out what must go."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.sdk.access import staff
from consult.sdk.activities import Consultation
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import Record, RecordField
from plugins.authorisation.models import Case, Consideration, Foundation, Minute, Paragraph


def _rows(model: Any) -> Any:
    def rows(_session: Session, consultation_id: int) -> Select[Any]:
        rests = (Foundation.kind == Consultation.__tablename__, Foundation.target_id == consultation_id)
        cases = select(Foundation.case_id).where(*rests)
        return select(model).where((model.id if model is Case else model.case_id).in_(cases))

    return rows


def _consultation_id(_session: Session, row: Any) -> int | None:
    foundations = (row if isinstance(row, Case) else row.case).foundations
    kind = Consultation.__tablename__
    return next((foundation.target_id for foundation in foundations if foundation.kind == kind), None)


def _page(row: Any) -> tuple[str, dict[str, str]]:
    return "authorisation.case", {"number": row.case.number}


def _record(model: Any, title: str, *fields: RecordField) -> Record:
    return Record(
        model=model,
        title=title,
        fields=fields,
        name=lambda row: _("of case %(number)s", number=row.case.number),
        page=_page,
        rows=_rows(model),
        consultation_id=_consultation_id,
        rule=staff,
    )


PARAGRAPH = _record(Paragraph, _l("Section of a case"), RecordField(column="text", label=_l("Text")))
CONSIDERATION = _record(
    Consideration,
    _l("Consideration of a view"),
    RecordField(column="view_title", label=_l("View"), kind="line"),
    RecordField(column="put_by", label=_l("From"), kind="line"),
    RecordField(column="weighed", label=_l("What was weighed")),
    RecordField(column="reason", label=_l("Answer and reason")),
)
MINUTE = _record(
    Minute,
    _l("Step of a case"),
    RecordField(column="reason", label=_l("Reason")),
    RecordField(column="necessity", label=_l("Necessity")),
    RecordField(column="proportionality", label=_l("Proportionality")),
    RecordField(column="conditions", label=_l("Conditions")),
)
FOUNDATION = _record(
    Foundation, _l("What a case stands on"), RecordField(column="drop_reason", label=_l("Why it was left out"))
)
RECORDS = (PARAGRAPH, CONSIDERATION, MINUTE, FOUNDATION)
