"""Entering conditions that somebody asked for, and what was found of each."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from consult.sdk.access import Actor, Role
from consult.sdk.database import address_of, clock, database_now, lock_row, next_in_series
from consult.sdk.deadlines import meet_deadlines, set_deadline
from consult.sdk.errors import Compared, Conflict, Invalid, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.references import Reference, cite, links, reference_to, tell_followers
from consult.sdk.texts import clean_line, clean_text
from plugins.authorisation import events
from plugins.authorisation.condition_models import Condition, ConditionList, Finding, Status, Topic
from plugins.authorisation.models import Case, Series


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who asked for what, when, where that is read, and of which case or place."""

    title: str
    asked_by: str
    asked_on: date
    source: str
    cited: Reference | None = None
    ward: str = ""
    case: Case | None = None
    asks_suspension: bool = False
    is_reported: bool = False
    answer_by: date | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found of a condition on a day, why, and what shows it."""

    status: Status
    reason: str
    evidence: str = ""
    cited: tuple[Reference, ...] = ()
    found_on: date


def enter_list(session: Session, actor: Actor, asked: Asked) -> ConditionList:
    """Enter that conditions were asked for, under a public number by the year in which they were."""
    title, asked_by, source = clean_line(asked.title), clean_line(asked.asked_by), clean_line(asked.source)
    missing = {
        "title": "" if title else _("Enter what is asked for"),
        "asked_by": "" if asked_by else _("Enter who asked for it"),
        "source": "" if source else _("Enter where it is read"),
        "asked_on": _("The day must be today or in the past") if _is_ahead(session, asked.asked_on) else "",
        "answer_by": _answer_by_fault(asked),
    }
    _require_none(missing)
    found = ConditionList(
        number=next_in_series(session, Series, f"S-{asked.asked_on.year}"),
        title=title,
        asked_by=asked_by,
        asked_on=asked.asked_on,
        source=source,
        ward="" if asked.case else clean_line(asked.ward),
        case=asked.case,
        asks_suspension=asked.asks_suspension,
        is_reported=asked.is_reported,
        answer_by=asked.answer_by,
        entered_at=database_now(session),
        entered_by_id=actor.person_id,
    )
    if asked.cited is not None:
        named = links(session, actor, [asked.cited])
        found.cited_kind, found.cited_id = asked.cited.kind, asked.cited.id
        found.cited_title = named[asked.cited].title[:300] if asked.cited in named else ""
    session.add(found)
    session.flush()
    if asked.cited is not None:
        cite(session, actor, reference_to(found), [asked.cited])
    if asked.answer_by is not None:
        text = _("Say whether the conditions %(number)s are met", number=found.number)
        set_deadline(session, reference_to(found), asked.answer_by, owner=Role.OFFICER, text=text)
    record(session, events.ConditionsAsked(list_id=found.id, number=found.number), by=actor)
    return found


def add_condition(
    session: Session, actor: Actor, found: ConditionList, *, topic: str, text: str, seen: int
) -> Condition:
    """Add a condition under a permanent code; `seen` is how many conditions the page showed.

    Raises `ChangedMeanwhile` when somebody else added one first.
    """
    _hold(session, found)
    text = clean_text(text).strip()
    last = found.conditions[-1] if found.conditions else None
    require_version(len(found.conditions), seen, Compared(_("Condition"), last.text if last else "", text))
    _require_none(
        {
            "text": "" if text else _("Enter the condition"),
            "topic": "" if topic in set(Topic) else _("Select what the condition is about"),
        }
    )
    number = len(found.conditions) + 1
    condition = Condition(
        number=number,
        code=f"{found.number}.{number}",
        topic=Topic(topic),
        text=text,
        added_at=database_now(session),
        added_by_id=actor.person_id,
    )
    found.conditions.append(condition)
    session.flush()
    record(session, events.ConditionAdded(list_id=found.id, number=found.number, code=condition.code), by=actor)
    _tell(session, found)
    return condition


def note_finding(session: Session, actor: Actor, condition: Condition, found: Found, seen: int) -> Finding:
    """Keep what was found of a condition, beside all that was found before.

    Raises `ChangedMeanwhile` when somebody else noted something while the form stood open.
    """
    _hold(session, condition.asked)
    session.refresh(condition, ["findings"])
    last = condition.newest
    reason, evidence = clean_text(found.reason).strip(), clean_text(found.evidence).strip()
    require_version(
        last.number if last else 0,
        seen,
        Compared(_("Is the condition met?"), last.status.label if last else "", found.status.label),
        Compared(_("Reason"), last.reason if last else "", reason),
        Compared(_("What shows it"), last.evidence if last else "", evidence),
    )
    _require_none(
        {
            "reason": "" if reason else _("Give the reason"),
            "found_on": _found_on_fault(session, condition, found.found_on),
        }
    )
    finding = Finding(
        number=(last.number if last else 0) + 1,
        status=found.status,
        reason=reason,
        evidence=evidence,
        found_on=found.found_on,
        found_at=database_now(session),
        found_by_id=actor.person_id,
        name=actor.name,
    )
    condition.findings.append(finding)
    session.flush()
    cite(session, actor, reference_to(finding), found.cited)
    asked = condition.asked
    if all(each.findings for each in asked.conditions):
        meet_deadlines(session, reference_to(asked))
    noted = events.ConditionFound(list_id=asked.id, number=asked.number, code=condition.code, status=found.status)
    record(session, noted, by=actor)
    _tell(session, asked)
    return finding


def withdraw_list(session: Session, actor: Actor, found: ConditionList, reason: str) -> None:
    """Note that whoever asked for the conditions asks for them no longer; all that was found stays to be read."""
    _hold(session, found)
    reason = clean_text(reason).strip()
    _require_none({"reason": "" if reason else _("Give the reason")})
    found.withdrawn_at, found.withdrawal_reason = database_now(session), reason
    meet_deadlines(session, reference_to(found))
    session.flush()
    record(session, events.ConditionsWithdrawn(list_id=found.id, number=found.number), by=actor)
    _tell(session, found)


def _hold(session: Session, found: ConditionList) -> None:
    lock_row(session, found)
    session.refresh(found, ["conditions"])
    if found.withdrawn_at is not None:
        raise Conflict(_("These conditions are asked for no longer, so nothing is added to them."))


def _is_ahead(session: Session, day: date) -> bool:
    return day > clock.london(database_now(session)).date()


def _answer_by_fault(asked: Asked) -> str:
    is_before = asked.answer_by is not None and asked.answer_by < asked.asked_on
    return _("The day must not be before the conditions were asked for") if is_before else ""


def _found_on_fault(session: Session, condition: Condition, day: date) -> str:
    if _is_ahead(session, day):
        return _("The day must be today or in the past")
    if day < condition.asked.asked_on:
        return _("The day must not be before the condition was asked for")
    return ""


def _require_none(missing: dict[str, str]) -> None:
    faults = {name: sentence for name, sentence in missing.items() if sentence}
    if faults:
        raise Invalid(fields=faults)


def _tell(session: Session, found: ConditionList) -> None:
    """Write to those who follow the list that something of it changed."""

    def write() -> tuple[str, str]:
        subject = _("Conditions %(number)s: something changed", number=found.number)
        said = _("Something changed in the conditions %(number)s:", number=found.number)
        return subject, f"{said}\n{address_of(session, f'/authorisation/conditions/{found.number}')}"

    also = [Reference(Case.__tablename__, found.case_id)] if found.case_id else []
    tell_followers(session, reference_to(found), write, also=also)
