"""Correcting what is on the record: the published value stays, and the corrected one stands beside it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record as record_in_audit_log
from consult.contract.quotations import require_verbatim
from consult.contract.records import Record, RecordField
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_version
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Compared, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line, clean_text
from consult.records.events import RecordCorrected
from consult.records.models import Correction
from consult.records.places import Place, place_named, row_key

_WHOLE_NUMBER = re.compile("[0-9]{1,9}")


def correct(
    session: Session, actor: Actor, record: Record, row: object, place_key: str, *, says: str, reason: str, seen: int
) -> Correction:
    """Put a corrected value beside the published one; `seen` is how many corrections the officer saw.

    Raises `Invalid` for a value that is not of its kind, or that changes nothing, or without a reason, `Conflict` for a
    value that has no correction, and `ChangedMeanwhile` when somebody else corrected it first, to another value.
    """
    lock_row(session, row)
    place = place_named(record, row, place_key)
    if not place.field.may_be_corrected:
        raise Conflict(_("This is not corrected here: its own page has a way to change it."))
    says, reason = read_value(place.field, says), clean_text(reason).strip()
    before = corrections_of(session, record.table, row_key(row), place.key)
    current = before[-1].says if before else place.text
    require_version(
        len(before), seen, Compared(place.label, shown_value(place.field, current), shown_value(place.field, says))
    )
    if before and len(before) != seen:
        return before[-1]
    faults = {} if says != current else {"says": _("Enter what it should say: this is what it says now")}
    if not reason:
        faults["reason"] = _("Enter why it is corrected")
    if faults:
        raise Invalid(fields=faults)
    if record.follow is not None:
        record.follow(session, row, {place.key: typed_value(place.field, says)})
    return _keep(session, actor, record, row, place, current, says, reason)


def _says_now(session: Session, record: Record, row: object, place: Place) -> str:
    before = corrections_of(session, record.table, row_key(row), place.key)
    return before[-1].says if before else place.text


def correct_row(
    session: Session, actor: Actor, record: Record, row: object, says: Mapping[str, str], *, reason: str
) -> list[Correction]:
    """Correct several values of a row at once; those that say what is there already are left as they are.

    The caller has locked the row and compared it with what the officer saw. Raises `Invalid` as `correct` does, each
    fault under the name of its column.
    """
    reason = clean_text(reason).strip()
    faults, changed = {}, []
    for key, typed in says.items():
        place = place_named(record, row, key)
        try:
            new = read_value(place.field, typed)
        except Invalid as error:
            faults[key] = str(error)
            continue
        current = _says_now(session, record, row, place)
        if new != current:
            changed.append((place, current, new))
    if changed and not reason:
        faults["reason"] = _("Enter why it is corrected")
    if faults:
        raise Invalid(fields=faults)
    if changed and record.follow is not None:
        record.follow(session, row, {place.key: typed_value(place.field, new) for place, _ignored, new in changed})
    return [_keep(session, actor, record, row, place, old, new, reason) for place, old, new in changed]


def _keep(
    session: Session, actor: Actor, record: Record, row: object, place: Place, said: str, says: str, reason: str
) -> Correction:
    _require_verbatim(session, record, row, place, says, reason)
    earlier = corrections_of(session, record.table, row_key(row), place.key)
    correction = Correction(
        table_name=record.table,
        row_key=row_key(row),
        place=place.key,
        number=len(earlier) + 1,
        said=said,
        says=says,
        reason=reason,
        made_at=database_now(session),
        made_by_id=actor.person_id,
    )
    session.add(correction)
    session.flush()
    event = RecordCorrected(
        consultation_id=record.consultation_id(session, row),
        correction_id=correction.id,
        what=record.title,
        table=record.table,
        row=correction.row_key,
        place=place.key,
        number=correction.number,
    )
    record_in_audit_log(session, event, actor)
    return correction


def _require_verbatim(session: Session, record: Record, row: object, place: Place, says: str, reason: str) -> None:
    consultation_id = record.consultation_id(session, row)
    if consultation_id is not None:
        require_verbatim(session, consultation_id, reason, "reason", also=[place.text])
        if place.field.quotes:
            # What it quotes already may stay.
            require_verbatim(session, consultation_id, says, "says", also=[place.text])


def corrections_of(session: Session, table: str, key: str, place: str) -> Sequence[Correction]:
    """Return the corrections of one value, the first one first."""
    query = select(Correction).where(
        Correction.table_name == table, Correction.row_key == key, Correction.place == place
    )
    return session.scalars(query.order_by(Correction.number)).all()


def read_value(field: RecordField, typed: str) -> str:
    """Return a typed value as it is kept; raises `Invalid` when it is not of the field's kind."""
    text = clean_text(typed).strip() if field.kind == "text" else clean_line(typed)
    fault = _fault_of(field, text)
    if fault:
        raise Invalid(fault, {"says": fault})
    return str(int(text)) if field.kind == "number" else text


def _fault_of(field: RecordField, text: str) -> str:
    if field.kind == "number" and not _WHOLE_NUMBER.fullmatch(text):
        return _("Enter a whole number")
    if field.kind == "choice" and text not in field.choices:
        return _("Select what it should say")
    if not text and field.may_be_empty:
        return ""
    if field.kind == "date" and _day(text) is None:
        return _("Enter a date")
    return "" if text else _("Enter what it should say")


def typed_value(field: RecordField, kept: str) -> object:
    """Return a kept value as its column holds it: a number, a day, a choice or none, or text."""
    if field.kind == "number":
        return int(kept) if kept.isdigit() else None
    if field.kind == "date":
        return _day(kept)
    return (kept or None) if field.kind == "choice" else kept


def shown_value(field: RecordField, kept: str) -> str:
    """Return a kept value as people read it."""
    if not kept:
        return "nothing"
    if field.kind == "choice":
        return field.choices.get(kept, kept)
    if field.kind == "date" and (day := _day(kept)):
        return f"{day.day} {day:%B %Y}"
    return kept


def _day(kept: str) -> date | None:
    try:
        return date.fromisoformat(kept)
    except ValueError:
        return None
