"""What a budget is counted in, and its numbers in words."""

from collections.abc import Mapping

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l

POINTS, POUNDS, PER_CENT = "points", "pounds", "per_cent"
UNITS: Mapping[str, str] = {POINTS: _l("Points"), POUNDS: _l("Pounds"), PER_CENT: _l("Per cent")}
"""What a budget may be counted in, with its words."""
USUAL_TOTAL = 100
LARGEST_TOTAL = 1_000_000_000
PREFIX: Mapping[str, str] = {POUNDS: "£"}
SUFFIX: Mapping[str, str] = {PER_CENT: "%"}


def in_units(number: int | str, unit: str) -> str:
    """Return a number as a budget writes it: £60, 60%, or 60 alone where it counts points."""
    written = f"{number:,}" if isinstance(number, int) else number
    return f"{PREFIX.get(unit, '')}{written}{SUFFIX.get(unit, '')}"


def of_total(total: int, unit: str, given: int | str | None = None) -> str:
    """Return the sum of a budget in words, and how much of it was given."""
    written = in_units(total, unit)
    whole = _("%(total)s points", total=written) if unit == POINTS else written
    return whole if given is None else _("%(given)s of %(whole)s", given=in_units(given, unit), whole=whole)


def rule_of(total: int, unit: str) -> str:
    """Return how a budget is to be answered, in one sentence."""
    return _("Share out %(total)s between these, in whole numbers.", total=of_total(total, unit))
