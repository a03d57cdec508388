"""What a row of the register says: each figure, its words, and the headings under which it is published."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from consult.sdk.files import FileColumn, FileLayout
from consult.sdk.messages import lazy_gettext as _l
from plugins.register.cells import read_count, read_duration, read_duration_text, read_share
from plugins.register.days import read_certain_day, read_day
from plugins.register.headings import HEADINGS

Values = dict[str, Any]
"""What a row says, by the names of its figures or of its columns: a number, a text, a day, or nothing."""


@dataclass(frozen=True)
class Figure:
    """One thing that a row says: the column of its name, in files and, but for the day, in the table."""

    name: str
    label: str
    kind: str = "text"
    read: Callable[[str], object] | None = None
    for_whole_file: bool = False

    @property
    def attribute(self) -> str:
        """The name by which a row keeps it."""
        return "held_on" if self.name == "date" else self.name

    @property
    def column(self) -> FileColumn:
        """How it stands in a file."""
        return FileColumn(
            name=self.name,
            label=self.label,
            other_names=HEADINGS.get(self.name, ()),
            is_needed=self.name in {"date", "location"},
            for_whole_file=self.for_whole_file,
            parse=self.read,
        )


def _count(name: str, label: str) -> Figure:
    return Figure(name, label, "number", read_count)


FIGURES = (
    Figure("operator", _l("Police force")),
    Figure("format", _l("Layout of the source")),
    Figure("date", _l("Day"), "date", read_day),
    Figure("location", _l("Place")),
    Figure("ward", _l("Ward")),
    Figure("duration_minutes", _l("Duration in minutes"), "number", read_duration),
    Figure("duration_as_published", _l("Duration as published"), read=read_duration_text),
    Figure("purpose_or_use_case", _l("Purpose or use case")),
    Figure("policy_regime", _l("Policy of the time")),
    _count("watchlist_size", _l("Watchlist size")),
    Figure("threshold", _l("Threshold"), "number", read_share),
    _count("total_alerts", _l("Alerts")),
    _count("true_alerts", _l("True alerts")),
    _count("true_alerts_confirmed", _l("True alerts, confirmed")),
    _count("true_alerts_unconfirmed", _l("True alerts, unconfirmed")),
    _count("true_alert_engagements", _l("Engagements after a true alert")),
    _count("false_alerts", _l("False alerts")),
    _count("false_alerts_confirmed", _l("False alerts, confirmed")),
    _count("false_alerts_unconfirmed", _l("False alerts, unconfirmed")),
    _count("false_alert_engagements", _l("Engagements after a false alert")),
    Figure("false_alert_rate_pct_published", _l("False alerts per 100 faces, as published"), "number", read_share),
    _count("arrests", _l("Arrests")),
    _count("other_disposal", _l("Other outcomes")),
    _count("no_action", _l("No action")),
    _count("faces_seen_estimate", _l("Faces seen (estimate)")),
    Figure("source_quality", _l("Kind of source")),
    Figure("source", _l("Source"), for_whole_file=True),
    Figure("published_on", _l("Published on"), "date", read_certain_day, for_whole_file=True),
    Figure("note", _l("Note on the source")),
)
BY_NAME: Mapping[str, Figure] = {figure.name: figure for figure in FIGURES}
ID = FileColumn(name="deployment_id", label=_l("Number that the source gives it"))
COLUMNS = (ID, *(figure.column for figure in FIGURES))
LAYOUTS = (
    FileLayout(name="16 columns", needs=frozenset({"true_alerts_confirmed", "false_alerts_confirmed", "arrests"})),
    FileLayout(name="12 columns", needs=frozenset({"total_alerts", "true_alerts", "false_alerts", "arrests"})),
    FileLayout(name="figures", needs=frozenset({"faces_seen_estimate", "arrests"})),
)
"""The two layouts in which the police publish, and any file that has at least who was seen and who was arrested."""
LENGTHS = {"operator": 200, "format": 50, "location": 200, "ward": 100, "duration_as_published": 50}
LENGTHS |= {"purpose_or_use_case": 200, "policy_regime": 200, "source_quality": 100, "source": 500, "note": 2_000}
