"""What a file brought, in words: one sentence for all of it, and what became of each line."""

from collections.abc import Sequence

from consult.contract.file_imports import LineOutcome, LineReport, Outcome
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

LABELS = {
    Outcome.NEW: _l("New"),
    Outcome.CHANGED: _l("Changed"),
    Outcome.SAME: _l("The same"),
    Outcome.REFUSED: _l("Refused"),
}
SHOWN = 500
"""How many lines a page shows one by one."""


def in_words(report: LineReport, *, is_dry_run: bool = False) -> str:
    """Return how many lines were new, changed something, or were there already; of a dry run, what would be."""
    figures = {
        "added": f"{report.count(Outcome.NEW):,}",
        "changed": f"{report.count(Outcome.CHANGED):,}",
        "unchanged": f"{report.count(Outcome.SAME):,}",
    }
    if is_dry_run:
        return _(
            "Nothing was imported yet. Lines that are new: %(added)s. Lines that change something: %(changed)s. "
            "Lines that are there already: %(unchanged)s.",
            **figures,
        )
    return _(
        "Imported. Lines that were new: %(added)s. Lines that changed something: %(changed)s. "
        "Lines that were there already: %(unchanged)s.",
        **figures,
    )


def shown_lines(report: LineReport) -> Sequence[LineOutcome]:
    """Return the lines that a page shows: where there are too many, those with something to look at come first."""
    if len(report.lines) <= SHOWN:
        return report.lines
    return sorted(report.lines, key=_is_plain)[:SHOWN]


def line_in_words(line: LineOutcome) -> str:
    """Return what became of a line, as a line of text: “Line 4: Changed. The day is in the future.”."""
    remarks = "".join(f" {remark.rstrip('.')}." for remark in line.remarks)
    return f"{line.place}: {LABELS[line.outcome]}.{remarks}"


def _is_plain(line: LineOutcome) -> tuple[bool, bool, bool]:
    return line.outcome is not Outcome.REFUSED, not line.remarks, line.outcome is Outcome.SAME
