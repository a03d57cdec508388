"""Lines of a file that are about rows of the register: first figures of planned ones, and changes to be confirmed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.files import Outcome
from consult.sdk.messages import gettext as _
from plugins.register.figures import BY_NAME, Values
from plugins.register.lifecycle import STAGE, State
from plugins.register.matching import ReadLine
from plugins.register.models import Cause, Change, Deployment, Version
from plugins.register.rows import insert_rows, words_of
from plugins.register.values import columns_of, values_of

_CHUNK = 500


class Revisions:
    """What the lines of one file say about rows that are there, gathered to be written at once."""

    def __init__(self, session: Session, actor: Actor, now: datetime) -> None:
        """Gather for this session."""
        self.session, self.actor, self.now = session, actor, now
        self.days: list[date] = []
        self.published = 0
        self.wards: list[str] = []
        self._rows: list[Values] = []
        self._versions: list[Values] = []
        self._changes: list[Values] = []

    @property
    def is_any(self) -> bool:
        """Whether anything is to be written."""
        return bool(self._rows or self._changes)

    def publish(self, row: Values, line: ReadLine) -> None:
        """Give a planned deployment its first figures."""
        columns = columns_of(line.values, line.day)
        self.published += 1
        if not row["is_withheld"]:
            self.wards.append(row["ward"])
        self._rows.append(
            {
                **columns,
                "id": row["id"],
                "words": words_of({**row, **columns}),
                "version": row["version"] + 1,
                "changed_at": self.now,
            }
        )
        self._versions.append(
            {
                "deployment_id": row["id"],
                "number": row["version"] + 1,
                "cause": Cause.PUBLISHED,
                "cells": line.cells,
                "reason": "",
                "made_at": self.now,
                "made_by_id": self.actor.person_id,
            }
        )
        self.days += [line.day, row["held_on"]]

    def compare(self, row: Values, line: ReadLine) -> tuple[Outcome, list[str]]:
        """Return whether a line says what its row says; where it does not, it becomes a change to be confirmed."""
        differing = line.differs_from(row)
        if not differing:
            return Outcome.SAME, []
        if self._was_published(row["id"], line):
            told = _("The register says something else since a correction of %(number)s", number=row["number"])
            return Outcome.SAME, [told]
        for change in self.session.scalars(select(Change).where(Change.deployment_id == row["id"])):
            if line.differs_from(_as_row(change.cells)) == [] and not change.is_confirmed:
                settled = _("An officer left %(number)s as it was", number=row["number"])
                waiting = _("This change of %(number)s waits to be confirmed already", number=row["number"])
                return Outcome.SAME, [waiting if change.settled_at is None else settled]
        self._changes.append(
            {
                "deployment_id": row["id"],
                "cells": {**line.line.cells, **line.cells},  # a figure that the source took away is a change too
                "proposed_at": self.now,
                "proposed_by_id": self.actor.person_id,
                "is_confirmed": False,
                "reason": "",
            }
        )
        names = ", ".join(str(BY_NAME[name].label) for name in differing)
        told = _(
            "%(number)s says something else (%(names)s). An officer confirms it", number=row["number"], names=names
        )
        return Outcome.CHANGED, [told]

    def write(self) -> None:
        """Write what was gathered."""
        said = {row["id"]: row for row in self._rows}
        for row in self._planned(sorted(said)):
            for name, value in said[row.id].items():
                setattr(row, name, value)
            STAGE.enter(self.session, self.actor, row, State.HELD)
        self.session.flush()
        for model, rows in ((Version, self._versions), (Change, self._changes)):
            if rows:
                insert_rows(self.session, model, rows)

    def _planned(self, ids: Sequence[int]) -> Iterator[Deployment]:
        """Yield the rows that get their first figures; nobody else writes, since the caller holds the register."""
        for begin in range(0, len(ids), _CHUNK):
            query = select(Deployment).where(Deployment.id.in_(ids[begin : begin + _CHUNK]))
            yield from self.session.scalars(query.execution_options(populate_existing=True))

    def _was_published(self, deployment_id: int, line: ReadLine) -> bool:
        published = select(Version.cells).where(
            Version.deployment_id == deployment_id, Version.cause.in_([Cause.PUBLISHED, Cause.REVISED])
        )
        last = self.session.scalars(published.order_by(Version.number.desc()).limit(1)).first()
        return last is not None and line.differs_from(_as_row(last)) == []


def _as_row(cells: Mapping[str, str]) -> Values:
    """Return cells as a row has them; the day of each was settled when they were taken."""
    values = values_of(cells)
    row: Values = {figure.attribute: None for figure in BY_NAME.values()}
    return row | {BY_NAME[name].attribute: value for name, value in values.items() if name in BY_NAME}
