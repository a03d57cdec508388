"""How a row that motions publish becomes a record: where its page is, who may correct it, and of which consultation."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.sdk.access import staff
from consult.sdk.activities import Activity
from consult.sdk.errors import NotFound
from consult.sdk.records import Record, RecordField
from plugins.motion.actions import ActionChange, Statement
from plugins.motion.amendments import AmendmentWording
from plugins.motion.correspondence import CouncilReport, FiledReply, Letter
from plugins.motion.models import Motion
from plugins.motion.policies import is_submitted
from plugins.motion.records import Vote


def motion_of(row: object) -> Motion:
    """Return the motion that a row of its record belongs to."""
    if isinstance(row, Motion):
        return row
    if isinstance(row, Vote):
        return row.division.motion
    if isinstance(row, AmendmentWording):
        return row.amendment.motion
    if isinstance(row, ActionChange | Statement | Letter | FiledReply | CouncilReport):
        return row.action.motion
    found: Motion = getattr(row, "motion")  # noqa: B009 (every other row of the record has one)
    return found


def _page(row: object) -> tuple[str, Mapping[str, object]]:
    number = motion_of(row).number
    if number is None:
        raise NotFound  # a draft that was never submitted is not for officers to read
    return "motion.page", {"number": number}


def _consultation_id(_session: Session, row: object) -> int | None:
    return motion_of(row).consultation_id


def _rows(model: Any, *path: Any) -> Callable[[Session, int], Select[Any]]:
    def rows(_session: Session, consultation_id: int) -> Select[Any]:
        query = select(model)
        for relation in path:
            query = query.join(relation)
        of_consultation = Activity.consultation_id == consultation_id
        return query.join(Motion.activity).where(of_consultation, Motion.number.is_not(None))

    return rows


def record_of(model: Any, title: str, *fields: RecordField, path: tuple[Any, ...], **more: Any) -> Record:
    """Declare rows of a motion as a record; `path` are the relations from the row to its motion."""
    return Record(
        model=model,
        title=title,
        fields=fields,
        name=more.pop("name", lambda row: f"of motion {motion_of(row).number}"),
        page=_page,
        rows=_rows(model, *path),
        consultation_id=_consultation_id,
        rule=staff & is_submitted if model is Motion else staff,
        **more,
    )


def corrected(column: str, label: str, kind: str = "line", **more: Any) -> RecordField:
    """Declare a column that officers may correct."""
    return RecordField(column=column, label=label, kind=kind, may_be_corrected=True, **more)
