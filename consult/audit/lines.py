"""Entries of the audit log as sentences that people can read."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.audit.queries import Subject
from consult.audit.subjects import named
from consult.contract.deployment import deployment_of
from consult.kernel.events import Event
from consult.kernel.messages import gettext as _

_CODE = re.compile(r"[a-z]+(_[a-z]+)+")
_NOUN_BEFORE = re.compile(r"(\w+) \{(\w+)\}")
_NOUNS = {"organisation": "group", "submission": "response"}
"""What people call a row whose table has another name."""
Names = Mapping[str, Mapping[int, str]]


@dataclass(frozen=True)
class Line:
    """One entry, told: when, what, on which consultation, and whether the time is only that of the hour."""

    id: int
    at: datetime
    sentence: str
    consultation: str
    is_to_the_hour: bool


def lines_of(session: Session, entries: Sequence[AuditEntry]) -> list[Line]:
    """Tell entries in words; ids are named as far as their features name them."""
    names, events = _names(session, entries), deployment_of(session).registry.events
    return [
        Line(
            id=entry.id,
            at=entry.at,
            sentence=sentence_of(entry, names, events.get(entry.name)),
            consultation=_consultation(entry.consultation_id, names),
            is_to_the_hour=(event := events.get(entry.name)) is not None and event.is_anonymous,
        )
        for entry in entries
    ]


def sentence_of(entry: AuditEntry, names: Names, event: type[Event] | None) -> str:
    """Return an entry's sentence; one whose event is no longer enabled is told by its name."""
    told = {fact: _told(fact, value, names) for fact, value in entry.facts.items()}
    told["actor"] = entry.actor_name or "Somebody"
    told["consultation_id"] = _consultation(entry.consultation_id, names)
    try:
        if event is not None:
            return " ".join(event.sentence.format_map(_named_once(event.sentence, told)).split())
    except (KeyError, IndexError, AttributeError, ValueError):
        pass  # an entry written by another version, whose facts were others
    return f"{told['actor']}: {kind_label(entry.name)}"


def kind_label(name: str) -> str:
    """Return an event's name as people say it: `accounts.role_granted` is “Accounts: role granted”."""
    feature, _ignored, fact = name.partition(".")
    return f"{feature.replace('_', ' ').capitalize()}: {fact.replace('_', ' ')}" if fact else feature


def consultation_names(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Return what to call these consultations."""
    names = {"consultation_id": named(session, "consultation_id", ids)}
    return {number: _consultation(number, names) for number in ids}


def subject_name(session: Session, about: Subject) -> str:
    """Return what to call the row that entries are asked about."""
    return _told(about.fact, about.number, {about.fact: named(session, about.fact, [about.number])})


def _names(session: Session, entries: Sequence[AuditEntry]) -> Names:
    ids: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        for fact, value in entry.facts.items():
            if isinstance(value, int) and not isinstance(value, bool):
                ids[fact].add(value)
        if entry.consultation_id is not None:
            ids["consultation_id"].add(entry.consultation_id)
    return {fact: named(session, fact, found) for fact, found in ids.items()}


def _told(fact: str, value: object, names: Names) -> str:
    if isinstance(value, int) and value in names.get(fact, {}):
        return names[fact][value]
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, str) and _CODE.fullmatch(value):
        return value.replace("_", " ")
    if fact.endswith("_id") and value is not None:
        root = fact.removesuffix("_id").replace("_", " ")
        return f"{_NOUNS.get(root, root)} {value}"
    return "" if value is None else str(value)


def _named_once(sentence: str, told: dict[str, str]) -> dict[str, str]:
    """Return what is told of each fact without the noun that the sentence already has before it."""
    once = {fact: told[fact].removeprefix(f"{noun} ") for noun, fact in _NOUN_BEFORE.findall(sentence) if fact in told}
    return {**told, **once}


def _consultation(number: int | None, names: Names) -> str:
    if number is None:
        return ""
    return names.get("consultation_id", {}).get(number, _("Consultation %(number)s", number=number))
