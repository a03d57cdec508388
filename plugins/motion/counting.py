"""How many voted in which way: by the names where they were recorded, so that totals equal names after a correction."""

from collections import Counter
from collections.abc import Iterable, Mapping

from consult.sdk.records import Shown
from plugins.motion.records import Choice, Division


def counts_in(division: Division, read: Shown, votes: Iterable[Shown]) -> Mapping[Choice, int | None]:
    """Return how many voted in which way, as last corrected; nothing where the record does not say."""
    if not division.is_named:
        return {choice: read.value(f"{choice}_count") for choice in Choice}
    names = Counter(Choice(vote.value("choice")) for vote in votes)
    return {choice: names[choice] for choice in Choice}
