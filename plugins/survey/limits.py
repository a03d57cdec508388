"""Which numbers a question takes, also where it says nothing of its limits."""

import math
from collections.abc import Iterator

from consult.sdk.messages import gettext as _
from plugins.survey.definition import NUMBERS, Definition, Item, words

_OF_PER_CENT = 100


def limits_of(item: Item) -> tuple[float | None, float | None]:
    """Return the least and the most that a question takes; `None` where there is no limit, or it asks for no number."""
    if item.kind not in NUMBERS:
        return None, None
    most = _OF_PER_CENT if item.maximum is None and item.kind == "per_cent" else item.maximum
    return item.minimum or 0, most


def takes(item: Item, number: float) -> bool:
    """Return whether a number is within the limits of a question, and whole, or pounds and pence, where it must be."""
    least, most = limits_of(item)
    is_within = (least is None or number >= least) and (most is None or number <= most)
    if item.kind == "money" and round(number, 2) != number:
        return False
    return is_within and not (item.whole and number != int(number))


def faults_in_limits(definition: Definition) -> Iterator[str]:
    """Yield a sentence for each question whose limits leave no number."""
    for item in definition.items:
        least, most = limits_of(item)
        if least is None or most is None:
            continue
        if (math.ceil(least) if item.whole else least) > most:
            yield _(
                "No number can answer the question “%(label)s”: its least is above its most. "
                "Without a least it is 0, and without a most no per cent is above 100.",
                label=words(item.label),
            )
