"""Texts that are nearly the same: sketches of texts, and groups of them.

A sketch holds the smallest hashes of a text's runs of words. How many two sketches share says how much of the texts is
the same. Source: Broder, "On the resemblance and containment of documents" (1997), with the smallest hashes of one
function.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

from consult.kernel.words import words_in_order

MIN_WORDS = 10
"""Shorter texts are the same by chance."""
RUN = 5
_SIZE = 8
_KEPT = 16
_LOOKED_UP_BY = 4
_COMPARED_WITH = 20


def sketch_of(text: str, key: bytes) -> bytes:
    """Return the sketch of a text; empty for one that is too short to tell."""
    words = words_in_order(text)
    if len(words) < MIN_WORDS:
        return b""
    runs = {" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}
    hashes = {blake2b(run.encode(), digest_size=_SIZE, key=key).digest() for run in runs}
    return b"".join(sorted(hashes)[:_KEPT])


def are_alike(one: bytes, other: bytes) -> bool:
    """Whether at least half of the runs of words of two texts are the same, as far as their sketches tell."""
    hashes, others = set(_hashes(one)), set(_hashes(other))
    smallest = sorted(hashes | others)[:_KEPT]
    return 2 * len(hashes.intersection(others, smallest)) >= len(smallest) > 0


def _numbers_by_text(sketches: Mapping[int, bytes]) -> dict[bytes, list[int]]:
    numbers: dict[bytes, list[int]] = {}
    for number, sketch in sketches.items():
        if sketch:
            numbers.setdefault(sketch, []).append(number)
    return numbers


def _add_middle(middles: dict[bytes, list[bytes]], hashes: Sequence[bytes], text: bytes) -> None:
    for hashed in hashes:
        of_hash = middles.setdefault(hashed, [])
        if len(of_hash) < _COMPARED_WITH:
            of_hash.append(text)


def _alike_middle(middles: Mapping[bytes, list[bytes]], hashes: Sequence[bytes], text: bytes) -> bytes | None:
    near = dict.fromkeys(middle for hashed in hashes for middle in middles.get(hashed, ()))
    return next((middle for middle in near if are_alike(middle, text)), None)


def groups_of(sketches: Mapping[int, bytes]) -> dict[int, int]:
    """Return for each text that is nearly the same as another the lowest number in its group.

    A group forms around one text, and all others in it are nearly the same as that one. The text that most others
    have, or share hashes with, comes first. So the groups follow from the texts alone, whatever their order, and each
    further text is compared with 20 for each of its four smallest hashes at the most.
    """
    numbers = _numbers_by_text(sketches)
    shared = _shared_hashes(numbers)
    middles: dict[bytes, list[bytes]] = {}
    groups: dict[bytes, list[int]] = {}
    for text in sorted(numbers, key=lambda text: (-len(numbers[text]), -shared.get(text, 0), text)):
        hashes = [] if text not in shared else list(_hashes(text))[:_LOOKED_UP_BY]
        found = _alike_middle(middles, hashes, text)
        groups.setdefault(found or text, []).extend(numbers[text])
        if found is None:
            _add_middle(middles, hashes, text)
    return {number: min(group) for group in groups.values() if len(group) > 1 for number in group}


def _shared_hashes(texts: Iterable[bytes]) -> dict[bytes, int]:
    """Return how often the hashes by which a text is looked up stand in others too; without those that share none."""
    # A list of whole numbers takes a third of the memory that a count for each hash would.
    hashes = sorted(int.from_bytes(hashed) for text in texts for hashed in list(_hashes(text))[:_LOOKED_UP_BY])
    found = {}
    for text in texts:
        keys = [int.from_bytes(hashed) for hashed in list(_hashes(text))[:_LOOKED_UP_BY]]
        others = sum(bisect_right(hashes, key) - bisect_left(hashes, key) - 1 for key in keys)
        if others:
            found[text] = others
    return found


def _hashes(sketch: bytes) -> Iterator[bytes]:
    return (sketch[place : place + _SIZE] for place in range(0, len(sketch), _SIZE))
