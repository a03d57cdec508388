"""The texts of the register that people may read, so that words can be taken out of them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import Record, RecordField
from plugins.register.accuracy_columns import LABELS
from plugins.register.accuracy_models import Accuracy, ResultChange, ResultVersion
from plugins.register.models import Change, Deployment, Pause, Version


def _no_rows(model: Any) -> Callable[[Session, int], Select[Any]]:
    """The register belongs to no consultation."""
    return lambda _session, _consultation_id: select(model).where(false())


def _no_consultation(_session: Session, _row: object) -> None:
    return None


def _texts(row: Version | Change) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if row.cells.get("note"):
        yield ("note",), _("Note on the source")


def _findings(row: ResultVersion | ResultChange) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for name in ("finding", "source"):
        if row.cells.get(name):
            yield (name,), str(LABELS[name])


def _result_page(row: Any) -> tuple[str, Mapping[str, Any]]:
    result: Accuracy = row if isinstance(row, Accuracy) else row.result
    return "register_results.show", {"result_id": result.id}


def _page(row: Any) -> tuple[str, Mapping[str, Any]]:
    deployment: Deployment = row if isinstance(row, Deployment) else row.deployment
    return "register.deployment", {"number": deployment.number}


RECORDS = (
    Record(
        model=Deployment,
        title=_l("Deployment"),
        fields=(RecordField(column="note", label=_l("Note on the source"), may_be_empty=True),),
        name=lambda deployment: deployment.number,
        page=_page,
        rows=_no_rows(Deployment),
        consultation_id=_no_consultation,
    ),
    Record(
        model=Version,
        title=_l("Version of a deployment"),
        fields=(
            RecordField(column="reason", label=_l("Reason"), may_be_empty=True),
            RecordField(column="cells", label=_l("As published"), parts=_texts),
        ),
        name=lambda version: _(
            "%(number)s, version %(version)s", number=version.deployment.number, version=version.number
        ),
        page=_page,
        rows=_no_rows(Version),
        consultation_id=_no_consultation,
    ),
    Record(
        model=Change,
        title=_l("Change of a deployment"),
        fields=(
            RecordField(column="reason", label=_l("Reason"), may_be_empty=True),
            RecordField(column="cells", label=_l("As published"), parts=_texts),
        ),
        name=lambda change: change.deployment.number,
        page=_page,
        rows=_no_rows(Change),
        consultation_id=_no_consultation,
    ),
    Record(
        model=Accuracy,
        title=_l("Result of accuracy"),
        fields=(
            RecordField(column="finding", label=_l("What was found"), may_be_empty=True),
            RecordField(column="source", label=_l("Source"), may_be_empty=True),
        ),
        name=lambda result: _("Result %(number)s", number=result.id),
        page=_result_page,
        rows=_no_rows(Accuracy),
        consultation_id=_no_consultation,
    ),
    Record(
        model=ResultVersion,
        title=_l("Version of a result of accuracy"),
        fields=(
            RecordField(column="reason", label=_l("Reason"), may_be_empty=True),
            RecordField(column="cells", label=_l("As published"), parts=_findings),
        ),
        name=lambda version: _(
            "Result %(number)s, version %(version)s", number=version.result_id, version=version.number
        ),
        page=_result_page,
        rows=_no_rows(ResultVersion),
        consultation_id=_no_consultation,
    ),
    Record(
        model=ResultChange,
        title=_l("Change of a result of accuracy"),
        fields=(
            RecordField(column="reason", label=_l("Reason"), may_be_empty=True),
            RecordField(column="cells", label=_l("As published"), parts=_findings),
        ),
        name=lambda change: _("Result %(number)s", number=change.result_id),
        page=_result_page,
        rows=_no_rows(ResultChange),
        consultation_id=_no_consultation,
    ),
    Record(
        model=Pause,
        title=_l("Pause"),
        fields=(
            RecordField(column="reason", label=_l("Why it was paused")),
            RecordField(column="resumed_why", label=_l("Why it was resumed"), may_be_empty=True),
        ),
        name=lambda pause: _("Pause: %(area)s", area=pause.area),
        page=lambda _pause: ("register.index", {}),
        rows=_no_rows(Pause),
        consultation_id=_no_consultation,
    ),
)
