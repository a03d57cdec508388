"""How the rows of a file are to be read: what an officer chose on a page, or a command said."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from consult.kernel.messages import gettext as _
from consult.tables.values import Layout

NOT_AN_ANSWER = "-9"
ROW_LEFT_OUT = "-out"
CHANNEL = "channel:"
ABOUT_YOU = "about_you:"
HOUR = "received_hour"
EXPORTED = frozenset({"reference", HOUR, "questions_version"})
"""The columns by which a file of ours is known."""
DEFAULT_DELIMITER = ";"


class OnConflict(StrEnum):
    """What becomes of a row whose key was imported before with other words; somebody decides it where there is none."""

    LEAVE = "leave"
    TAKE = "take"
    SEPARATE = "separate"


def read_choice(kept: str | None) -> OnConflict | None:
    """Return a choice as it was kept or typed; `None` where there is none."""
    return OnConflict(kept) if kept else None


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """How a file is to be read.

    `answers` maps question keys to columns, `boxes` a question with several answers to a column of 0 and 1 for each of
    them, `about_you` its questions to columns. `key` is the column that tells rows apart; `source` names whence they
    come: rows are compared only with those of one source. `delimiter` stands between several answers in a cell.
    `prefers_codes` are the questions whose cells hold codes where a code is another option's words. `values` says what
    is meant by values that match nothing, by question. `only` keeps the rows whose column holds one of the values, or
    a number from..to. `is_export` and `is_guarded` say that the file has the missing values of our exports, and an
    apostrophe before what a spreadsheet would take for a formula; `hour` is their column with the hour of arrival.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    boxes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    about_you: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    source: str = ""
    area: str | None = None
    channel: str | None = None
    received: str | None = None
    hour: str | None = None
    version: str | None = None
    synthetic: str | None = None
    received_on: str | None = None
    delimiter: str = DEFAULT_DELIMITER
    prefers_codes: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    only: Mapping[str, str] = field(default_factory=dict)
    on_conflict: OnConflict | None = None
    is_export: bool = False
    is_guarded: bool = False
    layout: Layout = field(default_factory=Layout)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "ImportPlan":
        """Return the plan that `plain` wrote."""
        kept = dict(plain)
        kept["layout"] = Layout.from_plain(kept.get("layout", {}))
        kept["on_conflict"] = read_choice(kept.get("on_conflict"))
        kept["prefers_codes"] = tuple(kept.get("prefers_codes", ()))
        return cls(**kept)

    def plain(self) -> dict[str, object]:
        """Return the plan as plain values."""
        kept = asdict(self)
        kept["layout"], kept["on_conflict"] = self.layout.plain(), self.on_conflict and self.on_conflict.value
        kept["prefers_codes"] = list(self.prefers_codes)
        return kept

    @property
    def answered(self) -> frozenset[str]:
        """The questions that the file answers."""
        return frozenset((*self.answers, *self.boxes))

    def columns(self) -> Iterator[str]:
        """Yield every column that is read."""
        yield from self.answers.values()
        for boxes in self.boxes.values():
            yield from boxes.values()
        yield from self.about_you.values()
        yield from self.only
        single = (self.key, self.area, self.channel, self.received, self.hour, self.version, self.synthetic)
        yield from (column for column in single if column is not None)


def _answers_in_words(plan: ImportPlan, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    said = [(labels.get(key, key), column) for key, column in plan.answers.items()]
    said += [(labels.get(key, key), ", ".join(boxes.values())) for key, boxes in plan.boxes.items()]
    return said + [(_("About the people: %(key)s", key=key), column) for key, column in plan.about_you.items()]


def how_in_words(plan: ImportPlan, labels: Mapping[str, str], channel: str) -> list[tuple[str, str]]:
    """Return each thing that a plan says, with what it says."""
    rows = [f"{column}: {' to '.join(wanted.split('..'))}".replace("|", ", ") for column, wanted in plan.only.items()]
    return [
        *_answers_in_words(plan, labels),
        (_("Tells rows apart"), plan.key or _("The whole row, and its place among equal rows")),
        ("Source", plan.source or _("Not named")),
        (_("Ward or postcode"), plan.area or _("No column")),
        (_("Rows taken"), "; ".join(rows) or _("Every row")),
        (_("How they reached us"), plan.channel or channel),
        (_("When they reached us"), plan.received or plan.received_on or _("Not known")),
    ]
