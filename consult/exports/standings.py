"""How each option did in the comparisons that people made of two options at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consult.contract.option_pairs import EVEN, parts_of


@dataclass(frozen=True)
class Standing:
    """How often an option was preferred to another, the other to it, and how often nobody could decide."""

    won: int = 0
    lost: int = 0
    undecided: int = 0

    @property
    def shown(self) -> int:
        """How often it was shown."""
        return self.won + self.lost + self.undecided

    @property
    def score(self) -> float:
        """The share of decided pairs that it won, from 0 to 100, as if it had won one more and lost one more."""
        return 100 * (self.won + 1) / (self.won + self.lost + 2)


def standings_of(codes: Iterable[str], compared: Mapping[str, int]) -> dict[str, Standing]:
    """Return how each option did, the best first, by how often each thing was said of a pair."""
    won, lost, undecided = dict.fromkeys(codes, 0), dict[str, int](), dict[str, int]()
    for said, many in compared.items():
        one, mark, other = parts_of(said)
        for code, kept in ((one, undecided), (other, undecided)) if mark == EVEN else ((one, won), (other, lost)):
            kept[code] = kept.get(code, 0) + many
    found = {code: Standing(won[code], lost.get(code, 0), undecided.get(code, 0)) for code in won}
    return dict(sorted(found.items(), key=lambda pair: -pair[1].score))
