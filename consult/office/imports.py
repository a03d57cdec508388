"""People in office from a file: every fault with its line, and nothing is taken from a file that has one."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.contract.file_imports import FileColumn, FileImport, FileLine, LineReport
from consult.file_imports.services import told
from consult.kernel.authz import Actor
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import folded, slug_from
from consult.office import events
from consult.office.facts import LABELS, TermFacts, facts_of, hold_list, require_free, require_whole
from consult.office.models import OfficeHolder, OfficeRole, OfficeTerm, Rank
from consult.office.services import new_holder, put_in_office

COLUMNS = (
    FileColumn(name="person", label=_l("Short name of the person, the same in each of their lines")),
    FileColumn(name="name", label=LABELS["name"], is_needed=True),
    FileColumn(name="role", label=LABELS["role"], is_needed=True),
    FileColumn(name="ward", label=LABELS["ward"]),
    FileColumn(name="seat", label=LABELS["seat"]),
    FileColumn(name="group", label=LABELS["group_name"], other_names=("party",)),
    FileColumn(name="remit", label=LABELS["remit"]),
    FileColumn(name="rank", label=LABELS["rank"]),
    FileColumn(name="command", label=LABELS["command"]),
    FileColumn(name="from", label=LABELS["from_on"], is_needed=True),
    FileColumn(name="to", label=LABELS["to_on"]),
)
"""The columns of a file, and what each holds; the export writes the same."""
FIELDS = {"group": "group_name", "from": "from_on", "to": "to_on"}
LONGEST_KEY = 100


@dataclass(frozen=True)
class TermLine:
    """One line of a file, the key of whom it is about, and the term."""

    line: FileLine
    key: str
    facts: TermFacts


def take_terms(session: Session, actor: Actor, lines: Sequence[FileLine]) -> LineReport:
    """Take all terms of a file; one that is there already is left as it is, or gets the last day that the file has."""
    read, faults = _read(lines)
    hold_list(session)
    holders = {holder.key: holder for holder in session.scalars(select(OfficeHolder))}
    new: list[TermLine] = []
    ended = 0
    # Terms end before others begin, in whatever order the lines stand: a seat is free once its term has ended.
    for term in read:
        try:
            there = _term_there(session, holders.get(term.key), term.facts)
            if there is None:
                new.append(term)
            elif there.to_on != term.facts.to_on:
                there.to_on = term.facts.to_on
                ended += 1
        except Invalid as error:
            faults += told(term.line, error)
    for term in new:
        try:
            _add(session, holders, term)
        except Invalid as error:
            faults += told(term.line, error)
    if not faults and (new or ended):
        record(session, events.TermsImported(added=len(new), ended=ended), by=actor)
    return LineReport(added=len(new), changed=ended, unchanged=len(read) - len(new) - ended, faults=tuple(faults))


def _read(lines: Sequence[FileLine]) -> tuple[list[TermLine], list[str]]:
    read, faults = [], []
    for line in lines:
        try:
            facts = _facts(line.cells)
            require_whole(facts)
        except Invalid as error:
            faults += told(line, error)
            continue
        read.append(TermLine(line, line.cells.get("person") or slug_from(facts.name), facts))
    return read, faults


def _facts(cells: Mapping[str, str]) -> TermFacts:
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
    texts = {
        FIELDS.get(column.name, column.name): cells.get(column.name, "")
        for column in COLUMNS
        if column.name not in {"from", "to"}
    }
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


def _add(session: Session, holders: dict[str, OfficeHolder], line: TermLine) -> None:
    holder = holders.get(line.key)
    require_free(session, holder.id if holder else 0, line.facts)
    if len(line.key) > LONGEST_KEY:
        raise Invalid(
            _("The short name of the person must be %(longest_key)s characters or fewer", longest_key=LONGEST_KEY)
        )
    if holder is None:
        holder = holders[line.key] = new_holder(session, line.key)
    put_in_office(session, line.facts, holder)


TERMS_FILE = FileImport(
    name="office.terms",
    title=_l("Import people in office"),
    summary=_l(
        "One line for each term. A term that is on the list already is left as it is, and gets its last day if the "
        "file has one."
    ),
    columns=COLUMNS,
    take=take_terms,
    most_lines=5_000,
)
