"""Deployments from a file as the police publish them: new rows, the same ones, and changes that an officer confirms."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now
from consult.sdk.events import record
from consult.sdk.files import FileImport, FileLine, LineOutcome, Outcome
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import say_date
from plugins.register import events
from plugins.register.areas import tell_of_new
from plugins.register.checks import oddities
from plugins.register.days import SettledDays, settle_days
from plugins.register.figures import BY_NAME, COLUMNS, FIGURES, LAYOUTS, Values
from plugins.register.lifecycle import State
from plugins.register.matching import Known, ReadLine
from plugins.register.models import Cause, Deployment, DeploymentType, Version
from plugins.register.revisions import Revisions
from plugins.register.rows import Numbers, hold_register, insert_rows, sum_months, words_of
from plugins.register.values import columns_of, completed, too_long

_EMPTY: Values = {
    figure.attribute: "" if figure.kind == "text" else None for figure in FIGURES if figure.name != "date"
}


def take_deployments(session: Session, actor: Actor, lines: Sequence[FileLine]) -> list[LineOutcome]:
    """Take the deployments of a file; what a row says already stays, and another figure waits to be confirmed."""
    hold_register(session)
    now = database_now(session)
    settled = settle_days([(line.place, line.values["date"]) for line in lines])
    read, outcomes = _read(lines, settled)
    known, revisions = Known(session, read), Revisions(session, actor, now)
    new: list[ReadLine] = []
    for line in read:
        remarks = (*_order_told(settled, line), *oddities(line.values))
        row = known.take(line)
        if row is None:
            new.append(line)
            outcomes.append(line.line.told(Outcome.NEW, *remarks))
        elif row["stage"] == State.PLANNED:
            revisions.publish(row, line)
            told = _("It was announced as %(number)s", number=row["number"])
            outcomes.append(line.line.told(Outcome.NEW, told, *remarks))
        else:
            outcome, said = revisions.compare(row, line)
            outcomes.append(line.line.told(outcome, *said, *remarks))
    _insert(session, actor, now, new)
    revisions.write()
    sum_months(session, [line.day for line in new] + revisions.days)
    tell_of_new(session, [str(line.values.get("ward") or "") for line in new] + revisions.wards)
    if new or revisions.is_any:
        record(
            session,
            events.DeploymentsImported(
                added=len(new) + revisions.published, changed=sum(told.outcome is Outcome.CHANGED for told in outcomes)
            ),
            by=actor,
        )
    return outcomes


def _read(lines: Sequence[FileLine], settled: SettledDays) -> tuple[list[ReadLine], list[LineOutcome]]:
    """Return the lines that can be taken, and the outcome of all others: at fault, or twice in the file."""
    read: list[ReadLine] = []
    outcomes: list[LineOutcome] = []
    first: dict[object, ReadLine] = {}
    for line in lines:
        values = completed(
            {"format": line.layout} | {name: line.values[name] for name in BY_NAME if name in line.values}
        )
        faults = _faults(line, values, settled)
        if faults:
            outcomes.append(line.told(Outcome.REFUSED, *faults))
            continue
        found = ReadLine(line, settled.days[line.place], values)
        earlier = first.setdefault(found.key or tuple(line.cells.values()), found)
        if earlier is found:
            read.append(found)
        elif earlier.line.cells == line.cells:
            outcomes.append(line.told(Outcome.SAME, _("It says the same as %(place)s", place=earlier.line.place)))
        else:
            twice = _(
                "“%(key)s” stands on %(place)s too, and says something else", key=found.key, place=earlier.line.place
            )
            outcomes.append(line.told(Outcome.REFUSED, twice))
    return read, outcomes


def _order_told(settled: SettledDays, line: ReadLine) -> list[str]:
    if not settled.is_month_first or line.line.cells["date"] == line.day.isoformat():
        return []
    return [_("The file writes days with the month first, so this is %(day)s", day=say_date(line.day))]


def _faults(line: FileLine, values: Values, settled: SettledDays) -> list[str]:
    faults = too_long(values)
    if line.place in settled.faults:
        faults.append(settled.faults[line.place])
    if not line.cells["location"]:
        faults.append(_("There is no place. Write where it was"))
    return faults


def _insert(session: Session, actor: Actor, now: datetime, new: Sequence[ReadLine]) -> None:
    """Write new rows, each with its number and its first version."""
    if not new:
        return
    numbers = Numbers(session)
    rows = [
        {
            **_EMPTY,
            **columns_of(line.values, line.day),
            **numbers.next(line.day.year),
            "key": line.key or None,
            "match": line.match,
            "stage": State.HELD,
            "deployment_type": DeploymentType.UNKNOWN,
            "is_withheld": False,
            "exemption": "",
            "version": 1,
            "born_at": now,
            "changed_at": now,
        }
        for line in new
    ]
    for row in rows:
        row["words"] = words_of(row)
    last = session.scalar(select(func.max(Deployment.id))) or 0
    insert_rows(session, Deployment, rows)
    added = select(Deployment.number, Deployment.id).where(Deployment.id > last)
    ids: dict[str, int] = {row.number: row.id for row in session.execute(added)}
    versions = [
        {
            "deployment_id": ids[row["number"]],
            "number": 1,
            "cause": Cause.PUBLISHED,
            "cells": line.cells,
            "reason": "",
            "made_at": now,
            "made_by_id": actor.person_id,
        }
        for row, line in zip(rows, new, strict=True)
    ]
    insert_rows(session, Version, versions)


DEPLOYMENTS_FILE = FileImport(
    name="register.deployments",
    title=_l("Import deployments"),
    summary=_l(
        "One line for each place and day, in either of the layouts in which the police publish them. A line that says "
        "what the register says is left as it is. A line that says something else waits until an officer confirms it."
    ),
    columns=COLUMNS,
    layouts=LAYOUTS,
    take=take_deployments,
    max_lines=20_000,
    max_bytes=10_000_000,
)
