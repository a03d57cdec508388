"""What a file brought, in one sentence."""

from consult.contract.file_imports import LineReport
from consult.kernel.messages import gettext as _


def in_words(report: LineReport, *, is_dry_run: bool = False) -> str:
    """Return how many lines were new, changed something, or were there already; of a dry run, what would be."""
    figures = {
        "added": f"{report.added:,}",
        "changed": f"{report.changed:,}",
        "unchanged": f"{report.unchanged:,}",
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
