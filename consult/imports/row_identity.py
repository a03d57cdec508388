"""By what a row of a file is known again: its source, its key or its place among equal rows, and what it says."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

import orjson

_SOURCE = "\x1e"
_FIELD = "\x1f"


def key_of_row(source: str, key: str) -> str:
    """Return by what a row with a key of its own is found; without a source it is the digest of the key alone."""
    return _digest(f"{source}{_SOURCE}{key}" if source else key)


def key_of_equal_row(source: str, names: Sequence[str], cells: Sequence[str], place: int) -> str:
    """Return by what the n-th of equal rows is found; the order of the columns does not count.

    `names` and `cells` are in the order of the names. The first row of no source is found by its cells alone.
    """
    told = _FIELD.join(f"{name}={cell}" for name, cell in zip(names, cells, strict=True))
    if place > 1:
        told += f"{_FIELD}#{place}"
    return _digest(f"{source}{_SOURCE}{told}" if source else told)


def key_of_separate_row(import_key: str, content: str) -> str:
    """Return by what a row is found that was taken beside another one with its key."""
    return _digest(f"{import_key}{_FIELD}{content}")


def content_of_row(answers: Mapping[str, object], area: str) -> str:
    """Return what a row says, as one text to compare by."""
    return orjson.dumps([answers, area], option=orjson.OPT_SORT_KEYS).decode()


class Places:
    """Counts equal rows, so that each has a place of its own."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def next_of(self, row: str) -> int:
        """Return how many rows were equal to this one so far, with this one."""
        self._seen[row] += 1
        return self._seen[row]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
