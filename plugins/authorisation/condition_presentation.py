"""Conditions that were asked for as people read them, with what was found of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.messages import gettext as _
from consult.sdk.records import Shown, shown
from consult.sdk.references import Link, cited_in, links, reference_to
from consult.sdk.texts import say_date
from plugins.authorisation.condition_models import Condition, ConditionList, Finding
from plugins.authorisation.condition_records import CONDITION, CONDITION_LIST, FINDING


@dataclass(frozen=True)
class ShownCondition:
    """A condition with what was found last, and all that was found before, the newest first."""

    condition: Condition
    text: Shown
    newest: Shown | None
    earlier: Sequence[Shown]


@dataclass(frozen=True)
class ShownList:
    """A list of conditions, where it was asked for, and each condition."""

    asked: ConditionList
    read: Shown
    cited: Link | None
    conditions: Sequence[ShownCondition]

    @property
    def is_met(self) -> bool:
        """Whether every condition is met by what was found last."""
        return bool(self.conditions) and all(
            found.newest is not None and found.newest.row.status == "met" for found in self.conditions
        )


def shown_lists(session: Session, actor: Actor, lists: Sequence[ConditionList]) -> list[ShownList]:
    """Return lists as people read them, with few questions to the database however many conditions there are."""
    conditions = [condition for found in lists for condition in found.conditions]
    read_lists = shown(session, CONDITION_LIST, lists)
    texts = shown(session, CONDITION, conditions)
    findings = shown(session, FINDING, [finding for condition in conditions for finding in condition.findings])
    named = links(session, actor, [found.cited for found in lists if found.cited is not None])

    def of(condition: Condition) -> ShownCondition:
        all_found = [findings[str(finding.id)] for finding in reversed(condition.findings)]
        return ShownCondition(condition, texts[str(condition.id)], all_found[0] if all_found else None, all_found[1:])

    return [
        ShownList(
            asked=found,
            read=read_lists[str(found.id)],
            cited=named.get(found.cited) if found.cited is not None else None,
            conditions=[of(condition) for condition in found.conditions],
        )
        for found in lists
    ]


def evidence_of(session: Session, actor: Actor, findings: Sequence[Finding]) -> dict[int, list[Link]]:
    """Return what each finding cites, as far as the actor may know of it."""
    return {
        finding.id: [cited.link for cited in cited_in(session, actor, reference_to(finding))] for finding in findings
    }


def place_of(found: ConditionList) -> str:
    """Return of what the conditions are asked, in words."""
    if found.case is not None:
        return _("Case %(number)s", number=found.case.number)
    return _("Every use in the ward %(ward)s", ward=found.ward) if found.ward else _("Every use in the council’s area")


def request_of(found: ConditionList) -> str:
    """Return what was asked about use until the conditions are met; the platform suspends nothing."""
    if not found.asks_suspension:
        return _("%(asked_by)s asked for these conditions.", asked_by=found.asked_by)
    return _("%(asked_by)s asked that use is suspended until all of these are met.", asked_by=found.asked_by)


def about_rows(found: ShownList) -> list[tuple[str, str]]:
    """Return who asked, when, of what, and where that is read."""
    asked = found.asked
    reported = _("as reported; the exact words were not found")
    source = f"{asked.source} ({reported})" if asked.is_reported else asked.source
    answer_by = [(_("Answer asked for by"), say_date(asked.answer_by))] if asked.answer_by else []
    return [
        (_("Asked by"), asked.asked_by),
        (_("Asked on"), say_date(asked.asked_on)),
        (_("Asked of"), place_of(asked)),
        (_("Where it is read"), source),
        *answer_by,
    ]
