"""What an amendment asks for, as acts on a frozen text: each act names clauses by their permanent ids."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.motion.canonical import ClauseText, Section


class Act(StrEnum):
    """What is done with a clause, or with the whole text."""

    TITLE = "title"
    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"
    MOVE = "move"
    REPLACE_ALL = "replace_all"

    @property
    def label(self) -> str:
        """The act as people say it."""
        return _LABELS[self]


_LABELS = {
    Act.TITLE: _l("Change the title"),
    Act.REPLACE: _l("Leave out words and insert others"),
    Act.INSERT: _l("Insert a clause"),
    Act.DELETE: _l("Leave out a clause"),
    Act.MOVE: _l("Move a clause"),
    Act.REPLACE_ALL: _l("Leave out all clauses and insert others"),
}


@dataclass(frozen=True)
class Wording:
    """A whole text: its title, and its clauses in their order."""

    title: str
    clauses: tuple[ClauseText, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The ids of the clauses, in their order."""
        return tuple(clause.key for clause in self.clauses)

    def clause(self, key: str) -> ClauseText | None:
        """Return the clause with an id, if there is one."""
        return next((clause for clause in self.clauses if clause.key == key), None)

    def of(self, section: str) -> tuple[ClauseText, ...]:
        """Return the clauses of a section, in their order."""
        return tuple(clause for clause in self.clauses if clause.section == section)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One act: on the clause `key`; its place is after the clause `after` of its section, or first without one."""

    act: Act
    key: str = ""
    section: str = ""
    after: str = ""
    text: str = ""


def in_sections(title: str, clauses: Sequence[ClauseText]) -> Wording:
    """Return a text whose clauses stand section by section."""
    order = list(Section)
    return Wording(title, tuple(sorted(clauses, key=lambda clause: order.index(Section(clause.section)))))


def changed(base: Wording, changes: Sequence[Change]) -> Wording:
    """Return what a text becomes by an amendment; raises `Invalid` where a clause is not there."""
    found = base
    if any(change.act is Act.REPLACE_ALL for change in changes):
        found = Wording(base.title, ())
    for change in changes:
        found = _after(found, change)
    return in_sections(found.title, found.clauses)


def _after(text: Wording, change: Change) -> Wording:
    if change.act is Act.REPLACE_ALL:
        return text
    if change.act is Act.TITLE:
        return replace(text, title=change.text)
    if change.act is Act.INSERT:
        return _placed(text, ClauseText(change.key, change.section, change.text), change.after)
    clause = text.clause(change.key)
    if clause is None:
        raise Invalid(_("The amendment changes a clause that the text does not have."))
    if change.act is Act.REPLACE:
        new = replace(clause, text=change.text)
        return replace(text, clauses=tuple(new if one.key == clause.key else one for one in text.clauses))
    without = _without(text, clause)
    return without if change.act is Act.DELETE else _placed(without, clause, change.after)


def _without(text: Wording, clause: ClauseText) -> Wording:
    return replace(text, clauses=tuple(one for one in text.clauses if one.key != clause.key))


def _placed(text: Wording, clause: ClauseText, after: str) -> Wording:
    mine = list(text.of(clause.section))
    place = next((number for number, one in enumerate(mine, 1) if one.key == after), 0)
    mine.insert(place, clause)
    return replace(text, clauses=(*(one for one in text.clauses if one.section != clause.section), *mine))


def changes_between(base: Wording, target: Wording, *, is_all: bool = False) -> tuple[Change, ...]:
    """Return the acts that make one text of another; `is_all` says that nothing of the old clauses stays."""
    found = [Change(act=Act.TITLE, text=target.title)] if base.title != target.title else []
    if is_all:
        found.append(Change(act=Act.REPLACE_ALL))
        return (*found, *_insertions(target, set()))
    kept = {clause.key for clause in target.clauses}
    found += [
        Change(act=Act.DELETE, key=clause.key, section=clause.section)
        for clause in base.clauses
        if clause.key not in kept
    ]
    for clause in target.clauses:
        before = base.clause(clause.key)
        if before is not None and before.text != clause.text:
            found.append(Change(act=Act.REPLACE, key=clause.key, section=clause.section, text=clause.text))
    found += _insertions(target, set(base.keys))
    return (*found, *_moves(base, target, found))


def _insertions(target: Wording, known: set[str]) -> list[Change]:
    return [
        Change(act=Act.INSERT, key=clause.key, section=clause.section, after=after, text=clause.text)
        for section in Section
        for after, clause in zip(("", *(one.key for one in target.of(section))), target.of(section), strict=False)
        if clause.key not in known
    ]


def _moves(base: Wording, target: Wording, others: Sequence[Change]) -> list[Change]:
    """Return the moves that are still needed once all else is done, each clause to its place in the target."""
    moves: list[Change] = []
    now = changed(base, others)
    for section in Section:
        wanted = [clause.key for clause in target.of(section)]
        for place, key in enumerate(wanted):
            if [clause.key for clause in now.of(section)] == wanted:
                break
            if [clause.key for clause in now.of(section)][place] != key:
                move = Change(act=Act.MOVE, key=key, section=section, after=wanted[place - 1] if place else "")
                moves.append(move)
                now = changed(now, [move])
    return moves
