"""The conditions that were asked for, and what was found of each, as a public register."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from consult.sdk.access import ANONYMOUS
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import OPEN_GOVERNMENT, Column, Register
from consult.sdk.references import Link
from plugins.authorisation.condition_models import Condition, ConditionList, Status, Topic
from plugins.authorisation.condition_presentation import place_of, shown_lists

COLUMNS = (
    Column(name="code", label=_l("Code"), is_public=True),
    Column(name="list", label=_l("List"), is_public=True),
    Column(name="title", label=_l("What is asked for"), is_public=True),
    Column(name="asked_by", label=_l("Asked by"), is_public=True),
    Column(name="asked_on", label=_l("Asked on"), kind="date", is_public=True),
    Column(name="source", label=_l("Where it is read"), is_public=True),
    Column(name="is_reported", label=_l("As reported"), kind="yes_no", is_public=True),
    Column(name="asked_of", label=_l("Asked of"), is_public=True),
    Column(name="asks_suspension", label=_l("Asks for suspension until met"), kind="yes_no", is_public=True),
    Column(name="is_withdrawn", label=_l("Asked for no longer"), kind="yes_no", is_public=True),
    Column(
        name="topic", label=_l("Topic"), kind="code", is_public=True, values={topic: topic.label for topic in Topic}
    ),
    Column(name="condition", label=_l("Condition"), is_public=True),
    Column(
        name="status",
        label=_l("Where it stands"),
        kind="code",
        is_public=True,
        values={status: status.label for status in Status},
    ),
    Column(name="reason", label=_l("Reason"), is_public=True),
    Column(name="evidence", label=_l("What shows it"), is_public=True),
    Column(name="found_on", label=_l("On which day it was so"), kind="date", is_public=True),
    Column(name="findings", label=_l("How often it was looked at"), kind="number", is_public=True),
)


def _rows(_session: Session) -> Select[Condition]:
    whole = (contains_eager(Condition.asked), selectinload(Condition.findings))
    return select(Condition).join(Condition.asked).options(*whole)


def _cells(session: Session, conditions: Sequence[Condition]) -> Iterator[Mapping[str, object]]:
    lists = list(dict.fromkeys(condition.asked for condition in conditions))
    read = {
        shown.condition.id: (found, shown)
        for found in shown_lists(session, ANONYMOUS, lists)
        for shown in found.conditions
    }
    for condition in conditions:
        found, shown = read[condition.id]
        newest = shown.newest
        yield {
            "code": condition.code,
            "list": found.asked.number,
            "title": found.read.value("title"),
            "asked_by": found.asked.asked_by,
            "asked_on": found.asked.asked_on,
            "source": found.asked.source,
            "is_reported": found.asked.is_reported,
            "asked_of": place_of(found.asked),
            "asks_suspension": found.asked.asks_suspension,
            "is_withdrawn": found.asked.withdrawn_at is not None,
            "topic": condition.topic,
            "condition": shown.text.value("text"),
            "status": newest.row.status if newest else None,
            "reason": newest.value("reason") if newest else None,
            "evidence": newest.value("evidence") if newest else None,
            "found_on": newest.row.found_on if newest else None,
            "findings": len(condition.findings),
        }


def _link(condition: Condition) -> Link:
    parts = {"number": condition.asked.number, "_anchor": condition.code}
    title = _("Condition %(code)s", code=condition.code)
    return Link(title=title, endpoint="authorisation_conditions.page", parts=parts)


def _changed(condition: Condition) -> datetime:
    newest = condition.newest
    return newest.found_at if newest else condition.added_at


REGISTERS = (
    Register(
        name="authorisation.conditions",
        title=_l("Conditions that were asked for"),
        summary=_l(
            "Every condition that was asked for of the use of facial recognition, and what was found of it last."
        ),
        licence=OPEN_GOVERNMENT,
        columns=COLUMNS,
        key=Condition.id,
        rows=_rows,
        cells=_cells,
        link=_link,
        changed=_changed,
        filters={"topic": Condition.topic, "list": ConditionList.number, "asked_on": ConditionList.asked_on},
    ),
)
