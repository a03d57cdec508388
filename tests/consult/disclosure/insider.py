"""Somebody who knows what all others said who came between two editions, and wants to know what one more said.

She knows the method. For each category that the one may have chosen she works out how likely both publications are,
over all that the counts may have been, and takes the likeliest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from random import Random

from consult.disclosure.rounding import rounded_counts, rounded_total
from tests.consult.disclosure.people import skewed_shares

Cell = tuple[int, int, int]
"""What is shown of a category before and after, and how many arrived in it."""
SURE, KNOWN_BEFORE = 0.99, 0.90


@dataclass(frozen=True)
class Method:
    """How counts are published, and how likely that makes what is shown."""

    publish: Callable[[Sequence[Sequence[int]], int, Random], list[int]]
    likelihood: Callable[[Cell], float]


@dataclass
class Success:
    """What the attacker found out."""

    answers: int = 0
    recovered: int = 0
    guessed: int = 0
    by_shares: int = 0

    @property
    def recovered_share(self) -> float:
        """The share of answers of which she was sure, rightly."""
        return self.recovered / self.answers

    @property
    def gain(self) -> float:
        """By how much her best guess beats one by the shares alone."""
        return (self.guessed - self.by_shares) / self.answers


def _counted(people: Sequence[Sequence[int]], size: int) -> list[int]:
    # Each person is her category, and a key of her own.
    return [sum(person[0] == place for person in people) for place in range(size)]


def _edition(people: Sequence[Sequence[int]], size: int, rng: Random) -> list[int]:
    counts = _counted(people, size)
    return rounded_counts(counts, rounded_total(len(people), rng), rng)


def _exact(people: Sequence[Sequence[int]], size: int, rng: Random) -> list[int]:
    return _counted(people, size)


def _by_keys(people: Sequence[Sequence[int]], size: int, rng: Random) -> list[int]:
    """Move each count by -1, 0 or 1 as the keys of its people say: the same people, the same number."""
    shown = []
    for place in range(size):
        members = [person for person in people if person[0] == place]
        drawn = sha256(f"{place}:{sum(person[1] for person in members)}".encode()).digest()[0]
        shown.append(max(0, len(members) + (1 if drawn < 26 else -1 if drawn >= 230 else 0)))
    return shown


def _chance(shown: int, count: int) -> float:
    rest = count % 5
    return (1 - rest / 5) * (shown == count - rest) + rest / 5 * (shown == count - rest + 5)


@cache
def _two_draws(cell: Cell) -> float:
    before, after, arrived = cell
    counts = range(max(0, before - 4), before + 5)
    return sum(_chance(before, count) * _chance(after, count + arrived) for count in counts)


@cache
def _difference(cell: Cell) -> float:
    before, after, arrived = cell
    return float(after - before == arrived)


@cache
def _same_keys(cell: Cell) -> float:
    before, after, arrived = cell
    if not arrived:
        return float(before == after)
    noise = {-1: 26 / 256, 0: 204 / 256, 1: 26 / 256}
    counts = range(max(0, before - 1), before + 2)
    return sum(noise[before - count] * noise.get(after - count - arrived, 0.0) for count in counts)


EDITIONS = Method(_edition, _two_draws)
EXACT = Method(_exact, _difference)
FIXED_KEYS = Method(_by_keys, _same_keys)


def attack(method: Method, rng: Random, *, activities: int, arrivals: int) -> Success:
    """Publish many activities before and after some people arrived, and attack the last of these."""
    success = Success()
    for _ in range(activities):
        people = rng.randint(25, 400)
        for size in [rng.randint(3, 8) for _question in range(6)]:
            _attack(method, rng, people, size, arrivals, success)
    return success


def _attack(method: Method, rng: Random, number: int, size: int, arrivals: int, success: Success) -> None:
    shares = skewed_shares(rng, size)
    everybody = [(place, rng.getrandbits(60)) for place in rng.choices(range(size), shares, k=number + arrivals)]
    before = method.publish(everybody[:number], size, rng)
    after = method.publish(everybody, size, rng)
    known = _counted(everybody[number:-1], size)
    # What she may know of the shares is what was shown before.
    prior = [(count + 0.5) / (sum(before) + size / 2) for count in before]
    weights = []
    for guess in range(size):
        weight = prior[guess]
        for place in range(size):
            weight *= method.likelihood((before[place], after[place], known[place] + (place == guess)))
        weights.append(weight)
    truth = everybody[-1][0]
    best = max(range(size), key=weights.__getitem__)
    success.answers += 1
    success.guessed += best == truth
    success.by_shares += max(range(size), key=prior.__getitem__) == truth
    is_sure = sum(weights) > 0 and weights[best] / sum(weights) > SURE
    success.recovered += is_sure and best == truth and prior[best] < KNOWN_BEFORE
