"""The texts of the register that people may read, so that words can be taken out of them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import Record, RecordField
from plugins.register.models import Change, Deployment, Pause, Version


def _no_rows(model: Any) -> Callable[[Session, int], Select[Any]]:
    """The register belongs to no consultation."""
    return lambda _session, _consultation_id: select(model).where(false())


def _no_consultation(_session: Session, _row: object) -> None:
    return None


def _texts(row: Version | Change) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if row.cells.get("note"):
        yield ("note",), _("Note on the source")


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
