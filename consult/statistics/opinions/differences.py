"""What sets a group apart, what all groups say alike, and what divides them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import erfc, prod, sqrt

from consult.statistics.opinions.found import Answer, Apart, Group, Votes

DIFFERENT = 0.05
"""An answer sets a group apart where its corrected probability by chance is lower."""


def with_what_sets_apart(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Return groups with those answers that most of a group gave, and gave more often than all others together.

    The test is that of two proportions, with one person more who gave the answer on either side, as in Polis; all tests
    of all groups are corrected together as in `association.correct`. The groups were made from these very votes, so a
    probability orders what sets them apart, and proves nothing.
    """
    from scipy import stats  # 90 MB that only the job needs

    tests = [(group, test) for group in groups for test in _tests(group, [one for one in groups if one is not group])]
    adjusted = stats.false_discovery_control([erfc(abs(test.z) / sqrt(2)) for _group, test in tests], method="by")
    found: dict[int, list[Apart]] = {id(group): [] for group in groups}
    for (group, test), probability in zip(tests, adjusted, strict=True):
        if test.z > 0 and probability < DIFFERENT and share(group.votes[test.place], test.answer) > 1 / 2:
            found[id(group)].append(replace(test, z=round(test.z, 4), adjusted=float(probability)))
    return tuple(replace(one, apart=tuple(sorted(found[id(one)], key=lambda test: -test.z))) for one in groups)


def share(votes: Votes, answer: Answer) -> float:
    """Return the share of votes that are this answer, as if two more had been given, one of them so.

    It is nearer to a half the fewer voted, so that two votes out of two are not everybody. Source: Polis.
    """
    return (votes.of(answer) + 1) / (votes.given + 2)


def others_than(groups: Sequence[Group], group: Group) -> list[Votes]:
    """Return how all other groups together voted, by statement."""
    return _together([one for one in groups if one is not group])


def said_by_all(groups: Sequence[Group], answer: Answer) -> list[int]:
    """Return the places of the statements to which most of every group gave this answer, the strongest first.

    The order is that of the product of the shares, Polis's “group-informed consensus”: one group that hesitates counts.
    """
    shares = {place: [share(group.votes[place], answer) for group in groups] for place in _places(groups)}
    agreed = [place for place, each in shares.items() if min(each) > 1 / 2]
    return sorted(agreed, key=lambda place: -prod(shares[place]))


def divided_over(groups: Sequence[Group]) -> list[int]:
    """Return the places of the statements with which most of a group agree and most of another disagree."""
    found: list[tuple[float, int]] = []
    for place in _places(groups):
        agree = max(share(group.votes[place], Answer.AGREE) for group in groups)
        disagree = max(share(group.votes[place], Answer.DISAGREE) for group in groups)
        if min(agree, disagree) > 1 / 2:
            found.append((-(agree + disagree), place))
    return [place for _gap, place in sorted(found)]


def _tests(group: Group, others: Sequence[Group]) -> Iterator[Apart]:
    for place, (inside, outside) in enumerate(zip(group.votes, _together(others), strict=True)):
        for answer in Answer:
            z = _distance(inside.of(answer), inside.given, outside.of(answer), outside.given)
            yield Apart(place, answer, z, 1.0)


def _distance(inside: int, voted: int, outside: int, others: int) -> float:
    """Return by how many standard errors two shares differ: the z test of two proportions, each with one more."""
    first, second, people, rest = inside + 1, outside + 1, voted + 1, others + 1
    both = (first + second) / (people + rest)
    spread = both * (1 - both) * (1 / people + 1 / rest)
    return (first / people - second / rest) / sqrt(spread) if spread > 0 else 0.0


def _together(groups: Sequence[Group]) -> list[Votes]:
    return [
        Votes(sum(each.agree for each in said), sum(each.disagree for each in said), sum(each.skipped for each in said))
        for said in zip(*(group.votes for group in groups), strict=True)
    ]


def _places(groups: Sequence[Group]) -> range:
    return range(len(groups[0].votes)) if groups else range(0)
