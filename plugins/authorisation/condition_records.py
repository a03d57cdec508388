"""The texts of conditions and findings, so that the core corrects nothing in them and takes out what must go."""

from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from consult.sdk.access import staff
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import Record, RecordField
from plugins.authorisation.condition_models import Condition, ConditionList, Finding


def _list_of(row: Any) -> ConditionList:
    found: ConditionList = row if isinstance(row, ConditionList) else _condition_of(row).asked
    return found


def _condition_of(row: Any) -> Condition:
    found: Condition = row.condition if isinstance(row, Finding) else row
    return found


def _no_rows(model: Any) -> Any:
    def rows(_session: Session, _consultation_id: int) -> Select[Any]:
        return select(model).where(false())

    return rows


def _record(model: Any, title: str, *fields: RecordField) -> Record:
    return Record(
        model=model,
        title=title,
        fields=fields,
        name=lambda row: _("of conditions %(number)s", number=_list_of(row).number),
        page=lambda row: ("authorisation_conditions.page", {"number": _list_of(row).number}),
        rows=_no_rows(model),
        consultation_id=lambda _session, _row: None,
        rule=staff,
    )


CONDITION_LIST = _record(
    ConditionList,
    _l("Conditions that were asked for"),
    RecordField(column="title", label=_l("What is asked for"), kind="line"),
    RecordField(column="withdrawal_reason", label=_l("Why it is asked for no longer")),
)
CONDITION = _record(Condition, _l("Condition"), RecordField(column="text", label=_l("Condition")))
FINDING = _record(
    Finding,
    _l("What was found of a condition"),
    RecordField(column="reason", label=_l("Reason")),
    RecordField(column="evidence", label=_l("What shows it")),
)
CONDITION_RECORDS = (CONDITION_LIST, CONDITION, FINDING)
