"""A draft as a document that many change at once (a CRDT): its clauses, title and meeting, and what may be in it.

Whatever order changes arrive in, every copy that has them all is the same. `pycrdt` is the library that Yjs, in the
browser, understands.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pycrdt import Doc, Map, Text

from consult.sdk.errors import Invalid
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import word_diff
from plugins.motion.canonical import Section
from plugins.motion.positions import between, evenly

MAX_CHARACTERS: Final = 5_000
MAX_CLAUSES: Final = 200
MAX_TITLE: Final = 200
LARGEST_UPDATE: Final = 64 * 1024
LARGEST_DOCUMENT: Final = 4 * 1024 * 1024
LONGEST_POSITION: Final = 120
MAX_EVER: Final = 5 * MAX_CLAUSES
"""The most clauses of a document, those included that were deleted."""

CLAUSES, TITLE, ABOUT, MEETING = "clauses", "title", "about", "meeting_on"
_FIELDS = frozenset({"section", "pos", "text", "deleted"})
_KEY = re.compile(r"C-[0-9A-Za-z-]{1,14}")
_POSITION = re.compile(r"[0-9a-z]{0,199}[1-9a-z]")
_NOT_TYPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def is_key(text: str) -> bool:
    """Whether a text can be the id of a clause."""
    return _KEY.fullmatch(text) is not None


class Refused(Invalid):
    """What was sent is no change of a draft, or makes of it what a draft cannot be."""

    default = _l("This change cannot be taken into the draft. Copy your words, then load the page again.")


@dataclass(frozen=True)
class Written:
    """A clause as the document has it."""

    key: str
    section: Section
    position: str
    text: str
    is_deleted: bool


@dataclass(frozen=True)
class Made:
    """What a change made of a document: the update that tells others, and what was touched."""

    update: bytes
    keys: frozenset[str] = frozenset()
    """Of the clauses that were changed."""
    is_about: bool = False
    """Whether the title or the meeting is another."""
    is_outline: bool = False
    """Whether clauses came, went, or were deleted or put back."""


class Document:
    """A draft in memory, made of the updates of its log; whoever changes it gets the update that tells others."""

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        self._doc: Doc[Any] = Doc()
        self._clauses = self._doc.get(CLAUSES, type=Map)
        self._title = self._doc.get(TITLE, type=Text)
        self._about = self._doc.get(ABOUT, type=Map)
        # At least as large as the whole document: what is changed often takes less than its changes did.
        self._size = 0
        with self._doc.transaction():
            for update in updates:
                self.follow(update)

    @property
    def title(self) -> str:
        """The title, as it stands."""
        return str(self._title)

    @property
    def meeting_on(self) -> date | None:
        """The day of the meeting, if one was chosen."""
        found = self._about.get(MEETING)
        return date.fromisoformat(str(found)) if found else None

    @property
    def clauses(self) -> list[Written]:
        """All clauses in their order, those that were deleted too."""
        order = list(Section)
        found = [
            Written(
                key,
                Section(str(fields["section"])),
                str(fields["pos"]),
                str(fields["text"]),
                bool(fields.get("deleted")),
            )
            for key, fields in self._clauses.to_py().items()
        ]
        return sorted(found, key=lambda one: (order.index(one.section), one.position, one.key))

    def has(self, key: str) -> bool:
        """Whether there is a clause with this id, a deleted one too."""
        return key in self._clauses

    def standing(self, section: Section) -> list[Written]:
        """Return the clauses of a section that stand, in their order."""
        return [clause for clause in self.clauses if clause.section == section and not clause.is_deleted]

    def whole(self) -> bytes:
        """Return one update that makes this document of an empty one."""
        return self._doc.get_update()

    def change(self, work: Callable[[], None]) -> bytes:
        """Return the update that `work` makes of this document; nothing when it changes nothing."""
        return self.make(work).update

    def make(self, work: Callable[[], None]) -> Made:
        """Change this document, and return what that made of it."""
        updates: list[bytes] = []
        events: list[Any] = []
        before = self.title, self._about.get(MEETING)
        watching = self._doc.observe(lambda event: updates.append(event.update))
        noting = self._clauses.observe_deep(lambda found: events.extend(_touched(found)))
        try:
            with self._doc.transaction():
                work()
        finally:
            self._clauses.unobserve(noting)
            self._doc.unobserve(watching)
        if not updates:
            return Made(b"")
        self._size += len(updates[0])
        keys = frozenset(key for key, _field in events)
        is_outline = any(field in ("", "deleted") for _key, field in events)
        return Made(updates[0], keys, (self.title, self._about.get(MEETING)) != before, is_outline)

    def follow(self, update: bytes) -> None:
        """Apply an entry of the log."""
        self._doc.apply_update(update)
        self._size += len(update)

    def take(self, updates: Iterable[bytes]) -> Made:
        """Apply what somebody sent, and return what was new in it; raises `Refused` and is then not to be used again.

        What refers to changes that are not here is left out: nothing unread is ever kept.
        """

        def work() -> None:
            for update in updates:
                if len(update) > LARGEST_UPDATE:
                    raise Refused
                self._doc.apply_update(update)

        try:
            made = self.make(work)
            self._require_shape(made)
        except (ValueError, TypeError, KeyError, AttributeError, UnicodeError) as fault:
            raise Refused from fault
        return made

    def set_title(self, title: str) -> None:
        """Change the title where it differs."""
        _rewrite(self._title, title)

    def set_meeting(self, meeting_on: date | None) -> None:
        """Choose another day of the meeting."""
        if meeting_on != self.meeting_on:
            self._about[MEETING] = meeting_on.isoformat() if meeting_on else ""

    def add(self, key: str, section: Section, text: str) -> None:
        """Add a clause at the end of a section."""
        last = self.standing(section)[-1:]
        self._clauses[key] = Map(
            {"section": str(section), "pos": between(last[0].position if last else "", ""), "text": Text(text)}
        )

    def write(self, key: str, text: str) -> None:
        """Change the words of a clause where they differ."""
        _rewrite(self._clauses[key]["text"], text)

    def mark(self, key: str, *, is_deleted: bool) -> None:
        """Delete a clause, whose words stay, or put it back."""
        self._clauses[key]["deleted"] = is_deleted

    def move(self, key: str, step: int) -> None:
        """Move a clause up (-1) or down (1) among those of its section; it stays where there is no place."""
        moved = next(clause for clause in self.clauses if clause.key == key)
        standing = self.standing(moved.section)
        place = standing.index(moved)
        target = place + step
        if not 0 <= target < len(standing):
            return
        standing.insert(target, standing.pop(place))
        around = ["", *(clause.position for clause in standing), ""]
        before, after = around[target], around[target + 2]
        fresh = between(before, after) if not after or before < after else ""
        if fresh and len(fresh) <= LONGEST_POSITION:
            self._clauses[key]["pos"] = fresh
            return
        for clause, position in zip(standing, evenly(len(standing)), strict=True):
            self._clauses[clause.key]["pos"] = position

    def _require_shape(self, made: Made) -> None:
        """Raise `Refused` unless what was changed is as a draft can be; the rest was looked at when it came."""
        if set(self._doc.keys()) - {CLAUSES, TITLE, ABOUT} or set(self._about.keys()) - {MEETING}:
            raise Refused
        _require_words(self._title, MAX_TITLE)
        _ = self.meeting_on
        for key in made.keys:
            _require_clause(key, self._clauses[key])
        if made.is_outline:
            standing = sum(not fields.get("deleted") for _key, fields in self._clauses.items())
            if standing > MAX_CLAUSES or len(self._clauses) > MAX_EVER:
                raise Refused
        if self._size > LARGEST_DOCUMENT:
            self._size = len(self.whole())
            if self._size > LARGEST_DOCUMENT:
                raise Refused


def _touched(events: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Yield the clauses that were changed, each with the field; without one where the clause itself came or went."""
    for event in events:
        path = [str(step) for step in event.path]
        if len(path) > 1:
            yield path[0], path[1]
        elif path:
            yield from ((path[0], str(field)) for field in event.keys)
        else:
            yield from ((str(key), "") for key in event.keys)


def _require_clause(key: str, fields: object) -> None:
    if not isinstance(fields, Map) or not is_key(key):
        raise Refused
    names = set(fields.keys())
    if not {"section", "pos", "text"} <= names <= _FIELDS or not isinstance(fields.get("deleted", False), bool):
        raise Refused
    if fields["section"] not in set(Section) or not _POSITION.fullmatch(fields["pos"]):
        raise Refused
    _require_words(fields["text"], MAX_CHARACTERS)


def _require_words(text: object, maximum: int) -> None:
    """Raise `Refused` unless this is plain text: no marks, nothing embedded, no signs that nobody types."""
    if not isinstance(text, Text) or len(str(text)) > maximum or _NOT_TYPED.search(str(text)):
        raise Refused
    if any(not isinstance(part, str) or marks for part, marks in text.diff()):
        raise Refused


def _rewrite(text: Text, words: str) -> None:
    """Make a text these words, and touch nothing that they leave as it is. Places in a text are counted in bytes."""
    place = 0
    for kind, part in _parts(str(text), words):
        length = len(part.encode())
        if kind == "removed":
            del text[place : place + length]
        elif kind == "added":
            text.insert(place, part)
            place += length
        else:
            place += length


def _parts(before: str, after: str) -> Iterator[tuple[str, str]]:
    if before and after:
        yield from word_diff(before, after)
        return
    if before:
        yield "removed", before
    if after:
        yield "added", after
