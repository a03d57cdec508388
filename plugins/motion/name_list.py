"""A recorded vote as a list of names: pasted as the minutes have it, or read from a file, and matched with the roll."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from consult.sdk.errors import Invalid
from consult.sdk.files import read_table
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.office import OfficeTerm
from consult.sdk.texts import clean_line, folded, say_date
from plugins.motion.minutes import KNOWN_HEADINGS
from plugins.motion.records import Choice

NAME_COLUMNS = ("councillor", "name", "member")
VOTE_COLUMNS = ("vote", "choice")
EXPECTED = _l("For, Against, Abstained, Absent or Declared an interest")
MAX_PIECES = 5
"""How many pieces between commas one name can have: name, ward and seat, with a comma or two in the name itself."""
_HEADING = re.compile(r"(?P<word>[^:]+?)\s*(?:\(\s*\d+\s*\)|\d+)?\s*(?::|\s[-–—]\s)\s*(?P<names>.*)")
_COUNT = re.compile(r"\s*\(?\s*\d+\s*\)?\s*$")
_BULLET = re.compile(r"^\s*(?:[-–—*•]|\d+[.)])\s+")
_BETWEEN = re.compile(r"(\s*,\s*and\s+|\s*,\s*|\s+and\s+|\s*&\s*)")
_TITLE = re.compile(r"^(?:cllr|councillor)\.?\s+")


class FaultyNames(Invalid):
    """Names of a list that cannot be matched with the roll; no vote was recorded."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(_("Nothing was recorded. Change these names, then record the vote again."))
        self.faults = faults


@dataclass(frozen=True)
class Entry:
    """A part of a list: where it stands, the word for the vote, and the name, or several between commas."""

    place: str
    vote: str
    names: str


def read_pasted(text: str) -> list[Entry]:
    """Return the entries of a pasted list: lines such as “For: Cllr A, Cllr B”, or a table with names and votes."""
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if _columns(re.split(r"[,;\t|]", first)) is not None:
        return read_file(text.strip().encode())
    found, vote = [], ""
    for number, line in enumerate(lines, 1):
        heading, names = _split_heading(_BULLET.sub("", clean_line(line)))
        vote = heading or vote
        found += [Entry(_("Line %(number)s", number=number), vote, name) for name in names.split(";") if name.strip()]
    return found


def read_file(content: bytes) -> list[Entry]:
    """Return the entries of a table with one name in each line; raises `Invalid` when it has no such columns."""
    table = read_table(content)
    columns = _columns(table.columns)
    if columns is None:
        raise Invalid(
            _(
                "The file has no columns “councillor” and “vote”. Name the columns so in the first line, then choose "
                "the file again."
            )
        )
    name, vote, ward = columns
    found = []
    for row in table.rows:
        place = f"{table.unit.capitalize()} {row.number}"
        if row.fault:
            raise Invalid(f"{place}: {row.fault}")
        words = clean_line(row.cells[name])
        if ward is not None and row.cells[ward].strip():
            words = f"{words} ({clean_line(row.cells[ward])})"
        if words:
            found.append(Entry(place, clean_line(row.cells[vote]), words))
    return found


def written_out(entries: Sequence[Entry]) -> str:
    """Return entries as a list that can be pasted, so that what stood in a file can be changed on the page."""
    return "\n".join(f"{entry.vote}: {entry.names}" for entry in entries)


def match_names(entries: Sequence[Entry], roll: Sequence[OfficeTerm], day: date) -> dict[int, Choice]:
    """Return the vote of each member named, by their term; raises `FaultyNames` with one sentence for each fault."""
    terms = {term.id: term for term in roll}
    keys = _keys(roll)
    found: dict[int, Choice] = {}
    faults: list[str] = []
    for entry in entries:
        choice = KNOWN_HEADINGS.get(folded(entry.vote))
        if choice is None:
            faults.append(_unknown_vote(entry))
            continue
        for name in _names_in(entry.names, keys):
            ids = keys.get(_key(name), [])
            if len(ids) != 1:
                faults.append(f"{entry.place}: {_unknown_name(name, [terms[number] for number in ids], roll, day)}")
            elif found.setdefault(ids[0], choice) is not choice:
                before = found[ids[0]].label
                faults.append(
                    _(
                        "%(place)s: “%(name)s” stands under “%(before)s” already. Leave the name in one place.",
                        place=entry.place,
                        name=name,
                        before=before,
                    )
                )
    if faults:
        raise FaultyNames(list(dict.fromkeys(faults)))
    return found


def complete_votes(
    named: Mapping[int, Choice], roll: Sequence[OfficeTerm], *, rest: Choice | None, before: Mapping[int, Choice]
) -> dict[int, Choice]:
    """Return a vote for every member of the roll: as named, else as known `before`, else as the `rest` voted.

    Raises `Invalid` when somebody is not named and there is no `rest`.
    """
    known = {**before, **named}
    missing = [term for term in roll if term.id not in known]
    if not missing:
        return {**named, **{term.id: known[term.id] for term in roll}}
    if rest is None:
        names = ", ".join(f"{term.name} ({term.ward})" for term in missing)
        raise Invalid(
            fields={
                "rest": _("The list does not name %(names)s. Add them, or say how everybody else voted", names=names)
            }
        )
    return {**named, **{term.id: known.get(term.id, rest) for term in roll}}


def _columns(names: Sequence[str]) -> tuple[int, int, int | None] | None:
    places = {folded(name.strip(' "')): place for place, name in reversed(list(enumerate(names)))}
    name = next((places[word] for word in NAME_COLUMNS if word in places), None)
    vote = next((places[word] for word in VOTE_COLUMNS if word in places), None)
    return None if name is None or vote is None else (name, vote, places.get("ward"))


def _split_heading(line: str) -> tuple[str, str]:
    """Return the word for a vote that begins a line, if one does, and the names after it."""
    if folded(_COUNT.sub("", line)) in KNOWN_HEADINGS:
        return _COUNT.sub("", line), ""
    found = _HEADING.fullmatch(line)
    if found and (folded(found["word"]) in KNOWN_HEADINGS or ":" in line):
        return found["word"], found["names"]
    return "", line


def _keys(roll: Sequence[OfficeTerm]) -> dict[str, list[int]]:
    """Return the members by each way in which their name can stand in a list."""
    keys: dict[str, list[int]] = {}
    for term in roll:
        name, ward = term.name, term.ward
        for words in (
            name,
            f"{name} ({ward})",
            f"{name}, {ward}",
            _("%(name)s (%(ward)s, seat %(seat)s)", name=name, ward=ward, seat=term.seat),
        ):
            keys.setdefault(_key(words), []).append(term.id)
    return keys


def _key(name: str) -> str:
    return _TITLE.sub("", folded(name))


def _names_in(text: str, keys: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """Yield the names between commas, keeping together what stands so on the roll, such as “Smith, J”."""
    pieces = _BETWEEN.split(text)
    start = 0
    while start < len(pieces):
        ends = range(min(start + 2 * MAX_PIECES, len(pieces)), start, -1)
        longest = next((end for end in ends if _key("".join(pieces[start:end])) in keys), start + 1)
        if name := "".join(pieces[start:longest]).strip():
            yield name
        start = longest + 1


def _unknown_vote(entry: Entry) -> str:
    if not entry.vote:
        name = entry.names.strip()
        return _(
            "%(place)s: the list does not say how “%(name)s” voted. Write %(expected)s before the names.",
            place=entry.place,
            name=name,
            expected=EXPECTED,
        )
    return _(
        "%(place)s: “%(vote)s” is not a way to vote. Write %(expected)s.",
        place=entry.place,
        vote=entry.vote,
        expected=EXPECTED,
    )


def _unknown_name(name: str, same: Sequence[OfficeTerm], roll: Sequence[OfficeTerm], day: date) -> str:
    if same:
        members = ", ".join(
            _("%(name)s (%(ward)s, seat %(seat)s)", name=term.name, ward=term.ward, seat=term.seat) for term in same
        )
        return _(
            "“%(name)s” can be several members: %(members)s. Write which one, as it stands here.",
            name=name,
            members=members,
        )
    by_key = {_key(term.name): term.name for term in roll}
    close = [key for key in by_key if key.split()[-1:] == _key(name).split()[-1:]] or get_close_matches(
        _key(name), by_key, 1
    )
    known = (
        _("Did you mean “%(by_key)s”?", by_key=by_key[close[0]])
        if close
        else _("Write the name as the list of people in office does.")
    )
    return _("“%(name)s” is not on the roll of %(day)s. %(known)s", name=name, day=say_date(day), known=known)
