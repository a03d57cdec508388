"""Attackers on exact counts: with another edition beside them, and by all but a few of the people counted.

The first knows what all others said who came between exact counts and an edition. The second knows what everybody said
but a few, and wants to know what one of these said.
"""

from collections.abc import Iterator
from math import factorial, prod
from random import Random

from consult.disclosure.rounding import rounded_counts, rounded_total
from tests.consult.disclosure.insider import KNOWN_BEFORE, SURE, Success
from tests.consult.disclosure.people import skewed_shares


def _counted(answers: list[int], size: int) -> list[int]:
    return [answers.count(place) for place in range(size)]


def _edition(counts: list[int], rng: Random) -> list[int]:
    return rounded_counts(counts, rounded_total(sum(counts), rng), rng)


def chance(shown: int, count: int) -> float:
    """Return how likely a count is shown as this number."""
    if count < 0:
        return 0.0
    rest = count % 5
    return (1 - rest / 5) * (shown == count - rest) + rest / 5 * (shown == count - rest + 5)


def beside_an_edition(rng: Random, *, activities: int, arrivals: int, is_later: bool) -> Success:
    """Publish exact counts, and an edition with some people more (or fewer, the earlier one); attack one of them."""
    success = Success()
    for _ in range(activities):
        people = rng.randint(25, 400)
        for size in [rng.randint(3, 8) for _question in range(6)]:
            answers = rng.choices(range(size), skewed_shares(rng, size), k=people + arrivals)
            few, all_of_them = _counted(answers[:people], size), _counted(answers, size)
            exact, shown = (few, _edition(all_of_them, rng)) if is_later else (all_of_them, _edition(few, rng))
            known, sign = _counted(answers[people:-1], size), 1 if is_later else -1
            seen_before = exact if is_later else shown
            prior = [(count + 0.5) / (sum(seen_before) + size / 2) for count in seen_before]
            weights = [
                prior[guess]
                * prod(
                    chance(shown[place], exact[place] + sign * (known[place] + (place == guess)))
                    for place in range(size)
                )
                for guess in range(size)
            ]
            _judge(success, weights, prior, answers[-1])
    return success


def by_all_but_a_few(rng: Random, *, activities: int, unknown: int, is_exact: bool) -> Success:
    """Publish the counts of small activities once, and attack one of the few people whom she does not know."""
    success = Success()
    for _ in range(activities):
        people = rng.randint(10, 60)
        for size in [rng.randint(3, 6) for _question in range(6)]:
            answers = rng.choices(range(size), skewed_shares(rng, size), k=people)
            known, counts = _counted(answers[unknown:], size), _counted(answers, size)
            shown = counts if is_exact else _edition(counts, rng)
            prior = [(count + 0.5) / (sum(known) + size / 2) for count in known]
            weights = [0.0] * size
            for few in _spread(unknown, size):
                likely = factorial(unknown) * prod(
                    share**number / factorial(number) for share, number in zip(prior, few, strict=True)
                )
                for place in range(size):
                    there = known[place] + few[place]
                    likely *= float(shown[place] == there) if is_exact else chance(shown[place], there)
                for place, number in enumerate(few):
                    weights[place] += likely * number / unknown
            _judge(success, weights, prior, answers[0])
    return success


def _spread(people: int, size: int) -> Iterator[tuple[int, ...]]:
    if size == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in _spread(people - first, size - 1):
            yield (first, *rest)


def _judge(success: Success, weights: list[float], prior: list[float], truth: int) -> None:
    best = max(range(len(weights)), key=weights.__getitem__)
    success.answers += 1
    success.guessed += best == truth
    success.by_shares += max(range(len(prior)), key=prior.__getitem__) == truth
    is_sure = sum(weights) > 0 and weights[best] / sum(weights) > SURE
    success.recovered += is_sure and best == truth and prior[best] < KNOWN_BEFORE
