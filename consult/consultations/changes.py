"""What may change after opening, and the public record of each change."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.dates import require_order
from consult.consultations.events import ConsultationChanged
from consult.consultations.lifecycle import BEFORE_OPENING, state_at
from consult.consultations.models import Change, Consultation, State
from consult.consultations.turns import plan_turn
from consult.contract.quotations import require_verbatim
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_version
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import ChangedMeanwhile, Closed, Compared, Conflict, Invalid
from consult.kernel.formats import local_date, local_datetime
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import clean_text
from consult.kernel.types import JsonObject
from consult.kernel.worddiff import Part, word_diff

LABELS: Mapping[str, str] = {
    "title": "Title",
    "summary": "Summary",
    "background": "Background",
    "options_open": _l("What is still open"),
    "ward": _l("Ward"),
    "decided_by": _l("Who decides"),
    "decision_on": _l("Date of the decision"),
    "results_due_on": _l("Results promised by"),
    "opens_at": "Opens",
    "closes_at": "Closes",
    "notice": "Notice",
    "attribution": "Attribution",
    "documents": "Documents",
    "questions": "Questions",
}
_WORD = re.compile(r"\S+")
_WORDS_AROUND = 30
_PROMISES = ("decided_by", "decision_on", "results_due_on", "notice", "attribution")
CHANGEABLE: Mapping[State, tuple[str, ...]] = {
    State.OPEN: ("title", "summary", "background", "options_open", "ward", *_PROMISES, "closes_at"),
    State.CLOSED: _PROMISES,
    State.ANALYSING: _PROMISES,
}


@dataclass(frozen=True)
class FieldChange:
    """How one field changed, word by word."""

    label: str
    parts: Sequence[Part]

    @property
    def is_shortened(self) -> bool:
        """Whether the excerpt leaves something out."""
        return any(kind == "left_out" for kind, _ignored in self.excerpt)

    @cached_property
    def excerpt(self) -> Sequence[tuple[str, str]]:
        """The changes with the words around them; of a long unchanged stretch only its ends."""
        found: list[tuple[str, str]] = []
        for place, (kind, text) in enumerate(self.parts):
            words = list(_WORD.finditer(text))
            if kind != "same" or len(words) <= 3 * _WORDS_AROUND:
                found.append((kind, text))
                continue
            if place > 0:
                found.append((kind, text[: words[_WORDS_AROUND - 1].end()]))
            found.append(("left_out", ""))
            if place < len(self.parts) - 1:
                found.append((kind, text[words[-_WORDS_AROUND].start() :]))
        return found


def _require_changeable(changed: Sequence[str], allowed: Collection[str]) -> None:
    if not changed:
        raise Invalid(_("Nothing has been changed yet."))
    if not set(allowed).issuperset(changed):
        raise Closed(_("This consultation has closed. Only who decides, when, and the notices can still change."))


def change_consultation(
    session: Session,
    actor: Actor,
    consultation: Consultation,
    *,
    version: int,
    reason: str,
    is_material: bool,
    values: Mapping[str, Any],
) -> Change:
    """Change a consultation after it opened: numbered, with a reason, public; a later closing date is an extension.

    Raises `ChangedMeanwhile` when `version` is no longer the present one, `Closed` for what may no longer change, and
    `Invalid` when nothing differs or the closing date would come earlier.
    """
    lock_row(session, consultation)
    now = database_now(session)
    if consultation.version != version:
        raise ChangedMeanwhile
    before = {name: getattr(consultation, name) for name in values}
    changed = [name for name in values if differs(before[name], values[name])]
    _require_changeable(changed, _changeable(state_at(consultation, now)))
    is_longer = "closes_at" in changed
    if is_longer:
        _require_later(before["closes_at"], values["closes_at"])
    require_order(consultation, values, changed)
    for name in changed:
        setattr(consultation, name, values[name])
    session.flush()
    if is_longer:
        plan_turn(session)
    return record_change(
        session,
        actor,
        consultation,
        kind="extension" if changed == ["closes_at"] else "text",
        is_material=is_material or is_longer,
        reason=reason,
        before={name: stored_value(before[name]) for name in changed},
        after={name: stored_value(values[name]) for name in changed},
    )


def extend(
    session: Session,
    actor: Actor,
    consultation: Consultation,
    closes_at: datetime,
    reason: str,
    *,
    version: int | None = None,
) -> Change:
    """Give people more time in an open consultation; the same date sent again is the same extension.

    `version` is the one that whoever extends it saw; raises `ChangedMeanwhile` when somebody else changed it since.
    """
    lock_row(session, consultation)
    if version is not None and version != consultation.version:
        saved = consultation.closes_at
        require_version(
            consultation.version,
            version,
            Compared(_("When does it close?"), shown_value(saved), shown_value(closes_at)),
        )
        latest = select(Change).where(Change.consultation_id == consultation.id).order_by(Change.number.desc())
        done = session.scalar(latest.where(Change.kind == "extension").limit(1))
        if done is not None and not differs(saved, closes_at):
            return done
    return change_consultation(
        session,
        actor,
        consultation,
        version=consultation.version,
        reason=reason,
        is_material=True,
        values={"closes_at": closes_at},
    )


def record_change(
    session: Session,
    actor: Actor,
    consultation: Consultation,
    *,
    kind: str,
    is_material: bool,
    reason: str,
    before: JsonObject,
    after: JsonObject,
) -> Change:
    """Write the next numbered change and tell the rest of the system; the caller holds the consultation's lock."""
    latest = select(func.max(Change.number)).where(Change.consultation_id == consultation.id)
    change = Change(
        consultation_id=consultation.id,
        number=(session.scalar(latest) or 0) + 1,
        kind=kind,
        is_material=is_material,
        reason=reason,
        before=before,
        after=after,
        changed_at=database_now(session),
        changed_by_id=actor.person_id,
    )
    session.add(change)
    session.flush()
    require_verbatim(session, consultation.id, reason, "reason")
    event = ConsultationChanged(
        consultation_id=consultation.id,
        change_id=change.id,
        number=change.number,
        kind=kind,
        is_material=is_material,
    )
    record(session, event, by=actor)
    return change


def described(change: Change) -> list[FieldChange]:
    """Return the change field by field, in the order of the page, for people to read."""
    return [
        FieldChange(label, word_diff(_shown(name, change.before.get(name)), _shown(name, change.after.get(name))))
        for name, label in LABELS.items()
        if name in change.before or name in change.after
    ]


def differs(before: object, typed: object) -> bool:
    """Whether a typed value is another one.

    Forms show moments to the minute and trim texts, so seconds, line ends and the space around a text do not count.
    """
    if isinstance(before, datetime) and isinstance(typed, datetime):
        return typed not in (before, before.replace(second=0, microsecond=0))
    if isinstance(before, str) and isinstance(typed, str):
        return clean_text(before).strip() != clean_text(typed).strip()
    return bool(before != typed)


def stored_value(value: object) -> object:
    """Return a field's value as the record of a change keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def shown_value(value: object) -> str:
    """Return a field's value as people read it."""
    if isinstance(value, datetime):
        return local_datetime(value)
    if isinstance(value, date):
        return local_date(value)
    return "" if value is None else str(value)


def _shown(name: str, stored: Any) -> str:
    if stored is None:
        return ""
    if name.endswith("_at"):
        return shown_value(datetime.fromisoformat(stored))
    return shown_value(date.fromisoformat(stored) if name.endswith("_on") else stored)


def _require_later(before: datetime | None, after: datetime | None) -> None:
    if after is None or (before is not None and after <= before):
        sentence = _("The closing date can only be later than before. To close it sooner, use “Close it now”.")
        raise Invalid(sentence, {"closes_at": sentence})


def _changeable(state: State) -> Sequence[str]:
    if state in BEFORE_OPENING:
        raise Conflict(_("This consultation has not opened yet. Edit it instead."))
    if state not in CHANGEABLE:
        raise Closed(_("The decision has been published, so this consultation can no longer change."))
    return CHANGEABLE[state]
