"""Rows of single people as they may be published: no combination of answers that only a few gave."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Final

import orjson

from consult.disclosure.rules import Rules

HIDDEN: Final = "suppressed"
Row = tuple[object, ...]
_HIDDEN: Final = orjson.dumps(HIDDEN).decode()
_CACHE_KB: Final = 8_000


def without_rare(
    rows: Iterable[Sequence[object]], rules: Rules, *, published: Collection[int] = ()
) -> Iterator[tuple[Row, int]]:
    """Yield each different row with how often it is there, sorted, at least `rules.threshold` times each.

    From the first column to the last, people with the same shown cells are parted by their next answer. Answers of
    fewer people than the threshold are hidden together, with further ones until enough people of at least two
    answers are hidden, so that what is missing tells no small number either. `published` are the columns whose totals
    stand in a published table: the total less what is shown here tells how often an answer was hidden, so each is
    hidden from nobody or from enough people, if need be in the whole column. The order of arrival is lost. Fewer rows
    than the threshold give none. Memory does not grow with the rows: they wait in a temporary file.
    Source: k-anonymity by local suppression, Samarati and Sweeney (1998).
    """
    store = sqlite3.connect("", isolation_level=None)
    try:
        store.executescript(f"PRAGMA cache_size = -{_CACHE_KB}; PRAGMA journal_mode = OFF; PRAGMA temp_store = FILE;")
        width = _filled(store, rows)
        people = store.execute("SELECT count(*) FROM person").fetchone()[0] if width else 0
        if people < rules.threshold:
            return
        for column in range(width):
            _part(store, column, rules.threshold, is_published=column in published)
        cells = ", ".join(_names(width))
        query = f"SELECT {cells}, count(*) FROM person GROUP BY {cells} ORDER BY {cells}"  # noqa: S608 (our own names)
        for *shown, number in store.execute(query):
            yield tuple(map(orjson.loads, shown)), number
    finally:
        store.close()


def _names(width: int) -> list[str]:
    return [f"answer_{column}" for column in range(width)]


def _filled(store: sqlite3.Connection, rows: Iterable[Sequence[object]]) -> int:
    """Store the rows, all in one part, and return how many columns they have."""
    source = iter(rows)
    first = next(source, None)
    if not first:
        return 0
    names = _names(len(first))
    store.execute(f"CREATE TABLE person (part INTEGER, {', '.join(names)})")
    store.execute("CREATE TABLE given (part INTEGER, answer, people INTEGER, is_hidden INTEGER DEFAULT 0, shown)")
    store.execute("CREATE UNIQUE INDEX given_once ON given (part, answer)")
    store.execute("CREATE TABLE next (part INTEGER PRIMARY KEY, before INTEGER, shown, UNIQUE (before, shown))")
    marks = ", ".join("?" * len(names))
    store.execute("BEGIN")
    store.executemany(
        f"INSERT INTO person VALUES (0, {marks})",  # noqa: S608 (only question marks)
        ([orjson.dumps(cell, default=str).decode() for cell in row] for row in chain((first,), source)),
    )
    store.execute("COMMIT")
    return len(names)


def _part(store: sqlite3.Connection, column: int, threshold: int, *, is_published: bool) -> None:
    """Part people by one answer, after hiding it where too few gave it."""
    name = f"answer_{column}"
    store.execute("BEGIN")
    store.execute("DELETE FROM given")
    store.execute(
        f"INSERT INTO given (part, answer, people) SELECT part, {name}, count(*) FROM person "  # noqa: S608 (our own name)
        f"GROUP BY part, {name}"
    )
    found = store.execute("SELECT part, answer, people FROM given ORDER BY part, people, answer")
    for part, answers in groupby(found, key=lambda item: item[0]):
        _hide(store, part, _rare([(answer, people) for _, answer, people in answers], threshold))
    if is_published:
        _hide_enough(store, threshold)
    store.execute(f"UPDATE given SET shown = CASE WHEN is_hidden THEN '{_HIDDEN}' ELSE answer END")  # noqa: S608
    store.execute("DELETE FROM next")
    store.execute("INSERT INTO next (before, shown) SELECT DISTINCT part, shown FROM given ORDER BY part, shown")
    store.execute(
        f"UPDATE person SET (part, {name}) = (SELECT next.part, next.shown FROM given JOIN next "  # noqa: S608
        "ON next.before = given.part AND next.shown = given.shown "
        f"WHERE given.part = person.part AND given.answer = person.{name})"
    )
    store.execute("COMMIT")


def _rare(answers: Sequence[tuple[str, int]], threshold: int) -> list[str]:
    """Return the answers of one part to hide, of (answer, people) with the rarest first."""
    if answers[0][1] >= threshold:
        return []
    taken: list[str] = []
    together = 0
    # What is hidden already would be the same row, so it comes first.
    for answer, people in sorted(answers, key=lambda answer: answer[0] != _HIDDEN):
        if people >= threshold and len(taken) > 1 and together >= threshold:
            break
        taken.append(answer)
        together += people
    return taken


def _hide(store: sqlite3.Connection, part: int, answers: Iterable[str]) -> None:
    hidden = ((part, answer) for answer in answers)
    store.executemany("UPDATE given SET is_hidden = 1 WHERE part = ? AND answer = ?", hidden)


def _hide_enough(store: sqlite3.Connection, threshold: int) -> None:
    """Hide each answer from nobody or from enough people, and nowhere alone; if that fails, the whole column."""
    scarce = (
        "SELECT answer FROM given WHERE is_hidden AND answer != ? GROUP BY answer HAVING sum(people) < ? "
        "ORDER BY answer LIMIT 1"
    )
    elsewhere = (
        "SELECT part FROM given AS one WHERE answer = ? AND NOT is_hidden "
        "AND EXISTS (SELECT 1 FROM given WHERE part = one.part AND answer != one.answer) ORDER BY people, part LIMIT 1"
    )
    beside = (
        "SELECT answer FROM given WHERE part = ? AND answer != ? ORDER BY NOT is_hidden, answer != ?, people LIMIT 1"
    )
    while found := store.execute(scarce, (_HIDDEN, threshold)).fetchone():
        place = store.execute(elsewhere, found).fetchone()
        if place is None:
            store.execute("UPDATE given SET is_hidden = 1")
            return
        other = store.execute(beside, (*place, *found, _HIDDEN)).fetchone()
        _hide(store, place[0], (*found, *other, _HIDDEN))
