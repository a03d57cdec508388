"""People in office from a file: every fault with its line, and nothing is taken from a file that has one."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.kernel.authz import Actor
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.spreadsheet import plain_text
from consult.kernel.text import clean_line, folded, slug_from
from consult.office import events
from consult.office.facts import LABELS, TermFacts, facts_of, hold_list, require_free, require_whole
from consult.office.models import OfficeHolder, OfficeRole, OfficeTerm, Rank
from consult.office.services import new_holder, put_in_office
from consult.tables.files import read_table
from consult.tables.values import Layout, Table

COLUMNS = {
    "person": _l("Short name of the person, the same in each of their lines"),
    "name": LABELS["name"],
    "role": LABELS["role"],
    "ward": LABELS["ward"],
    "seat": LABELS["seat"],
    "group": LABELS["group_name"],
    "remit": LABELS["remit"],
    "rank": LABELS["rank"],
    "command": LABELS["command"],
    "from": LABELS["from_on"],
    "to": LABELS["to_on"],
}
"""The columns of a file, and what each holds; the export writes the same."""
NEEDED = ("name", "role", "from")
FIELDS = {"group": "group_name", "from": "from_on", "to": "to_on"}
MOST_LINES = 5_000
LONGEST_KEY = 100


class FaultyLines(Invalid):
    """Lines of a file that cannot be taken; none of the others was taken either."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(_("Nothing was imported. Change these lines, then choose the file again."))
        self.faults = faults


@dataclass(frozen=True)
class Imported:
    """What a file brought: terms that are new, terms that got their last day, and those that were there."""

    added: int
    ended: int
    unchanged: int


@dataclass(frozen=True)
class Line:
    """One line of a file: its place in words, whom it is about, and the term."""

    place: str
    key: str
    facts: TermFacts


def import_terms(session: Session, actor: Actor, content: bytes) -> Imported:
    """Take all terms of a CSV, XLSX or ODS file.

    A term that is there already is left as it is; one that had no last day gets that of the file. Raises `FaultyLines`
    when any line cannot be read or does not fit, and `Invalid` when the file is no table with these columns.
    """
    table = read_table(content, Layout(heading_rows=1))
    lines, faults = _read(table)
    hold_list(session)
    holders = {holder.key: holder for holder in session.scalars(select(OfficeHolder))}
    new: list[Line] = []
    ended = 0
    with session.begin_nested() as attempt:
        # Terms end before others begin, in whatever order the lines stand: a seat is free once its term has ended.
        for line in lines:
            try:
                there = _term_there(session, holders.get(line.key), line.facts)
                if there is None:
                    new.append(line)
                elif there.to_on != line.facts.to_on:
                    there.to_on = line.facts.to_on
                    ended += 1
            except Invalid as error:
                faults += _told(line.place, error)
        for line in new:
            try:
                _add(session, holders, line)
            except Invalid as error:
                faults += _told(line.place, error)
        if faults:
            attempt.rollback()
            session.expire_all()
            raise FaultyLines(faults)
    added = len(new)
    if added or ended:
        record(session, events.TermsImported(added=added, ended=ended), by=actor)
    return Imported(added, ended, len(lines) - added - ended)


def _read(table: Table) -> tuple[list[Line], list[str]]:
    places = {folded(name): place for name, place in table.places.items()}
    places = {column: places[folded(word)] for column, word in _words() if folded(word) in places}
    missing = [column for column in NEEDED if column not in places]
    if missing:
        raise Invalid(
            _(
                "The file has no column “%(missing)s”. Name the columns as an export of this list does: %(columns)s.",
                missing=missing[0],
                columns=", ".join(COLUMNS),
            )
        )
    if len(table.rows) > MOST_LINES:
        raise Invalid(
            _("The file has more than %(most_lines)s lines. Import it in parts.", most_lines=f"{MOST_LINES:,}")
        )
    lines, faults = [], []
    for row in table.rows:
        place = f"{table.unit.capitalize()} {row.number}"
        if row.fault:
            faults.append(f"{place}: {row.fault}")
            continue
        cells = {column: clean_line(plain_text(row.cells[where])) for column, where in places.items()}
        try:
            facts = _facts(cells)
            require_whole(facts)
        except Invalid as error:
            faults += _told(place, error)
            continue
        lines.append(Line(place, cells.get("person") or slug_from(facts.name), facts))
    return lines, faults


def _words() -> Iterator[tuple[str, str]]:
    for column, label in COLUMNS.items():
        yield column, label
        yield column, column


def _facts(cells: dict[str, str]) -> TermFacts:
    faults: dict[str, str] = {}
    days: dict[str, date | None] = {}
    for column in ("from", "to"):
        try:
            days[column] = read_day(cells.get(column, ""))
        except ValueError:
            faults[FIELDS[column]] = _(
                "“%(cells)s” is no day. Write days as 2022-05-05 or 05/05/2022", cells=cells[column]
            )
    begins = days.get("from")
    if begins is None and not faults:
        faults["from_on"] = _("Enter the first day")
    if begins is None or faults:
        raise Invalid(fields=faults)
    texts = {FIELDS.get(column, column): cells.get(column, "") for column in COLUMNS if column not in {"from", "to"}}
    texts.pop("person")
    texts["role"] = _code(texts["role"], {role: role.label for role in OfficeRole})
    rank = _code(texts.pop("rank"), {rank: rank.label for rank in Rank})
    return TermFacts(**texts, rank=rank or None, from_on=begins, to_on=days["to"])


def read_day(typed: str) -> date | None:
    """Return a day of a file, or `None` for an empty cell; raises `ValueError`."""
    if not typed:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            return datetime.strptime(typed, form).date()
    raise ValueError(typed)


def _code(typed: str, labels: dict[str, str]) -> str:
    """Return the code of a role or rank that is written as code or in words."""
    by_word = {folded(word): code for code, label in labels.items() for word in (code, label)}
    return by_word.get(folded(typed), typed)


def _term_there(session: Session, holder: OfficeHolder | None, facts: TermFacts) -> OfficeTerm | None:
    if holder is None:
        return None
    same = {"role": facts.role, "from_on": facts.from_on, "remit": facts.remit, "command": facts.command}
    query = select(OfficeTerm).filter_by(holder_id=holder.id, **same)
    found = session.scalars(query).first()
    if found is None:
        return None
    differing = [
        LABELS[name]
        for name, value in facts.plain().items()
        if name != "to_on" and value != facts_of(found).plain()[name]
    ]
    if differing or found.to_on not in (None, facts.to_on):
        raise Invalid(
            _(
                "This term is there already and says something else (%(differing)s). Correct it on its "
                "page, then leave the line as the page says",
                differing=", ".join(differing) or LABELS["to_on"],
            )
        )
    return found


def _add(session: Session, holders: dict[str, OfficeHolder], line: Line) -> None:
    holder = holders.get(line.key)
    require_free(session, holder.id if holder else 0, line.facts)
    if len(line.key) > LONGEST_KEY:
        raise Invalid(
            _("The short name of the person must be %(longest_key)s characters or fewer", longest_key=LONGEST_KEY)
        )
    if holder is None:
        holder = holders[line.key] = new_holder(session, line.key)
    put_in_office(session, line.facts, holder)


def _told(place: str, error: Invalid) -> list[str]:
    sentences = list(error.fields.values()) or [str(error)]
    return [f"{place}: {sentence.rstrip('.')}." for sentence in sentences]
