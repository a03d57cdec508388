"""Tests of whether there may be another edition."""

from random import Random

import pytest

from consult.disclosure.permission import Earlier, Permission, changed, may_publish, waiting


def members(*numbers: int, revision: int = 1) -> dict[int, int]:
    return dict.fromkeys(numbers, revision)


@pytest.mark.parametrize(
    ("people", "permission"),
    [(0, Permission.WORDS), (9, Permission.WORDS), (10, Permission.TABLES), (400, Permission.TABLES)],
)
def test_the_first_edition_has_tables_from_ten_people_on(people: int, permission: Permission) -> None:
    assert may_publish(members(*range(people)), []) is permission
    assert permission.is_given


def test_whoever_came_went_changed_or_was_erased_counts_once() -> None:
    earlier = Earlier(members(1, 2, 3, 4), erased=2)
    now = {**members(1, 5, 6), 2: 2}
    # 2 erased, 3 and 4 gone, 5 and 6 new, 2 corrected
    assert changed(now, earlier) == 7
    assert changed({**members(1, 5, 6), 2: 9}, earlier) == 7


@pytest.mark.parametrize(("more", "permission"), [(9, Permission.STANDS), (10, Permission.TABLES)])
def test_an_edition_stands_until_ten_people_differ(more: int, permission: Permission) -> None:
    first = Earlier(members(*range(50)))
    assert may_publish(members(*range(50 + more)), [first]) is permission
    assert may_publish(members(*range(more, 50)), [first]) is permission
    assert may_publish(members(*range(50)) | members(*range(more), revision=2), [first]) is permission
    assert may_publish(members(*range(50)), [Earlier(members(*range(50)), erased=more)]) is permission


def test_it_must_differ_from_every_earlier_edition_and_not_only_the_newest() -> None:
    first, second = Earlier(members(*range(50))), Earlier(members(*range(70)))
    assert may_publish(members(*range(51)), [first, second]) is Permission.STANDS
    assert waiting(members(*range(51)), [first, second]) == 1
    assert may_publish(members(*range(60)), [first, second]) is Permission.TABLES


def test_there_is_no_fifth_edition() -> None:
    earlier = [Earlier(members(*range(20 * number))) for number in range(1, 5)]
    assert may_publish(members(*range(200)), earlier[:3]) is Permission.TABLES
    assert may_publish(members(*range(200)), earlier) is Permission.NO_MORE
    assert not any(one.is_given for one in (Permission.NO_MORE, Permission.STANDS))


def test_it_knows_identifiers_and_revisions_alone() -> None:
    """Whatever people answered, and however the answers are exchanged among them, the decision is the same."""
    rng = Random(5)
    for _ in range(200):
        first = {number: rng.randint(1, 3) for number in range(rng.randint(0, 40))}
        now = {number: rng.randint(1, 3) for number in range(rng.randint(0, 40))}
        decision = may_publish(now, [Earlier(first)])
        renamed = {number: number + 1_000 for number in range(40)}
        others = may_publish(
            {renamed[number]: revision for number, revision in now.items()},
            [Earlier({renamed[number]: revision for number, revision in first.items()})],
        )
        assert others is decision
    assert set(may_publish.__annotations__) == {"members", "earlier", "return"}


def test_without_an_earlier_edition_everybody_waits() -> None:
    assert waiting(members(1, 2, 3), []) == 3
