"""Bringing an amendment into a text that was changed since: clause by clause, and nothing that collides is decided."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from consult.sdk.texts import Effort, word_diff
from plugins.motion.canonical import ClauseText, Section
from plugins.motion.changes import Wording

TITLE = "title"
ORDER = "order"


@dataclass(frozen=True)
class Collision:
    """A place that both texts changed, each in another way: the words before, as they stand, and as they are asked for.

    `key` is the id of a clause, or says that the titles or the orders of a section collide. A text that is `None` is
    a clause that is left out.
    """

    key: str
    before: str | None
    stands: str | None
    asked: str | None


@dataclass(frozen=True)
class Merged:
    """What two changes of one text make together, and where they collide; what collides is as it stands."""

    text: Wording
    collisions: tuple[Collision, ...]


@dataclass
class _Course:
    """What one merge goes by and finds: the words given, the collisions, and the effort that all its clauses share."""

    given: Mapping[str, str | None]
    collisions: list[Collision] = field(default_factory=list)
    effort: Effort = field(default_factory=Effort)


def merged(base: Wording, current: Wording, target: Wording, settled: Mapping[str, str | None] | None = None) -> Merged:
    """Bring what `target` changed of `base` into `current`; `settled` are the words that the clerk gave for collisions.

    A clause both left alone or changed alike is no collision. Two changes of one clause are joined where they touch
    other words, and collide where they touch the same ones.
    """
    course = _Course(settled or {})
    title = _settle(TITLE, base.title, current.title, target.title, course)
    clauses = _settled_clauses(base, current, target, course)
    ordered = [
        clause for section in Section for clause in _ordered(section, base, current, target, clauses, course.collisions)
    ]
    open_ones = tuple(one for one in course.collisions if one.key not in course.given)
    return Merged(Wording(title or current.title, tuple(ordered)), open_ones)


def _settled_clauses(
    base: Wording,
    current: Wording,
    target: Wording,
    course: _Course,
) -> dict[str, ClauseText]:
    """Return each clause that stays, by its id, with the words that it has then."""
    clauses: dict[str, ClauseText] = {}
    for key in dict.fromkeys((*base.keys, *current.keys, *target.keys)):
        was, stands, asked = (found.text if (found := text.clause(key)) else None for text in (base, current, target))
        words = _settle(key, was, stands, asked, course)
        if words is not None:
            like = current.clause(key) or target.clause(key) or base.clause(key)
            assert like is not None  # noqa: S101 (one of the three texts named the key)
            clauses[key] = replace(like, text=words)
    return clauses


def _settle(
    key: str,
    before: str | None,
    stands: str | None,
    asked: str | None,
    course: _Course,
) -> str | None:
    if asked in (before, stands):
        return stands
    if stands == before:
        return asked
    joined = joined_words(before, stands, asked, course.effort)
    if joined is not None:
        return joined
    course.collisions.append(Collision(key, before, stands, asked))
    return course.given.get(key, stands)


def joined_words(before: str | None, first: str | None, second: str | None, effort: Effort | None = None) -> str | None:
    """Return both changes of a clause in one, or `None` where they touch the same words or the same place."""
    if before is None or first is None or second is None:
        return None
    mine, theirs = list(_edits(before, first, effort)), list(_edits(before, second, effort))
    for start, end, words in mine:
        for other_start, other_end, other_words in theirs:
            is_same = (start, end, words) == (other_start, other_end, other_words)
            if not is_same and start <= other_end and other_start <= end:
                return None
    made = before
    for start, end, words in sorted({*mine, *theirs}, reverse=True):
        made = made[:start] + words + made[end:]
    return made


def _edits(before: str, after: str, effort: Effort | None) -> Iterator[tuple[int, int, str]]:
    """Yield what was changed: the place in the text before, and the words that stand there now."""
    place, removed, added = 0, "", ""
    for kind, words in [*word_diff(before, after, effort), ("same", "")]:
        if kind == "removed":
            removed += words
        elif kind == "added":
            added += words
        else:
            if removed or added:
                yield place, place + len(removed), added
            place += len(removed) + len(words)
            removed = added = ""


def _ordered(
    section: Section,
    base: Wording,
    current: Wording,
    target: Wording,
    clauses: Mapping[str, ClauseText],
    collisions: list[Collision],
) -> list[ClauseText]:
    """Return the clauses of a section in the order that one of the two changed; that both did is a collision."""
    everywhere = {clause.key for clause in base.of(section)} & set(current.keys) & set(target.keys)
    was, stands, asked = (_keys_among(everywhere, text, section) for text in (base, current, target))
    leading, following = (target, current) if stands == was else (current, target)
    if stands != was and asked not in (was, stands):
        collisions.append(Collision(f"{ORDER}-{section}", " ".join(was), " ".join(stands), " ".join(asked)))
    keys = _woven(_keys_among(clauses, leading, section), _keys_among(clauses, following, section))
    return [clauses[key] for key in keys]


def _keys_among(known: Container[str], text: Wording, section: Section) -> list[str]:
    return [clause.key for clause in text.of(section) if clause.key in known]


def _woven(leading: Sequence[str], following: Sequence[str]) -> list[str]:
    """Return the ids of both in the order of the first; one that only the second has stands after the one before it."""
    keys = list(leading)
    before = ""
    for key in following:
        if key not in keys:
            keys.insert(keys.index(before) + 1 if before in keys else 0, key)
        before = key
    return keys


def collisions_between(base: Wording, first: Wording, second: Wording) -> tuple[Collision, ...]:
    """Return where two amendments of one text cannot both be carried as they are."""
    return merged(base, first, second).collisions
