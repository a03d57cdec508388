"""The limits of numbers: those of the file, and those of ours where it sets none."""

from collections.abc import Sequence

from consult.sdk.database import JsonObject
from consult.sdk.messages import gettext as _
from plugins.survey.item_schemas import MAXIMUM

_SHOWN = 30


def limits_from(least: float | None, most: float | None, *, whole: bool) -> tuple[JsonObject, list[str]]:
    """Return the limits of a number as a definition has them, and what has to be told of them."""
    told = []
    if least is not None and most is not None and least > most:
        told, least, most = [_("Its least is above its most, so neither was kept.")], None, None
    if least is None and most is not None and most < 0:
        least = -MAXIMUM  # without a least it would be 0, and no number would do
    return {"least": least, "most": most, "whole": whole}, told


def told_without_least(keys: Sequence[str]) -> list[str]:
    """Return what is said of numbers for which a file sets no least, since ours are then not below 0."""
    if not keys:
        return []
    shown = ", ".join(keys[:_SHOWN]) + (", …" if len(keys) > _SHOWN else "")
    return [
        _("Numbers below 0 are refused where the file sets no least. Set one where they fit: %(keys)s.", keys=shown)
    ]
