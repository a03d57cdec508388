"""People in office from a file: every fault with its line, and nothing is taken from a file that has one."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.contract.file_imports import FileColumn, FileImport, FileLine, LineOutcome, Outcome
from consult.file_imports.services import sentences_of
from consult.kernel.authz import Actor
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import folded, slug_from
from consult.office import events
from consult.office.facts import (
    LABELS,
    TermFacts,
    facts_of,
    hold_list,
    require_whole,
)
from consult.office.models import OfficeHolder, OfficeRole, OfficeTerm, Rank
from consult.office.term_index import Terms

LONGEST_KEY = 100


def read_day(typed: str) -> date | None:
    """Return a day of a file, or `None` for an empty cell; raises `ValueError`."""
    if not typed:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            return datetime.strptime(typed, form).date()
    raise ValueError(_("“%(typed)s” is no day. Write days as 2022-05-05 or 05/05/2022", typed=typed))


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
    FileColumn(name="from", label=LABELS["from_on"], is_needed=True, parse=read_day),
    FileColumn(name="to", label=LABELS["to_on"], parse=read_day),
)
"""The columns of a file, and what each holds; the export writes the same."""
FIELDS = {"group": "group_name", "from": "from_on", "to": "to_on"}
TEXTS = ("name", "ward", "seat", "group", "remit", "command")


@dataclass(frozen=True)
class TermLine:
    """One line of a file, the key of whom it is about, and the term."""

    line: FileLine
    key: str
    facts: TermFacts


def take_terms(session: Session, actor: Actor, lines: Sequence[FileLine]) -> list[LineOutcome]:
    """Take all terms of a file; one that is there already is left as it is, or gets the last day that the file has."""
    read, outcomes = _read(lines)
    hold_list(session)
    terms = Terms(session)
    new: list[TermLine] = []
    added: list[TermLine] = []
    # Terms end before others begin, in whatever order the lines stand: a seat is free once its term has ended.
    for term in read:
        try:
            outcome = _take_known(terms, term)
        except Invalid as error:
            outcome = term.line.told(Outcome.REFUSED, *sentences_of(error))
        if outcome is None:
            new.append(term)
        else:
            outcomes.append(outcome)
    for term in new:
        try:
            _require_fitting(terms, term)
        except Invalid as error:
            outcomes.append(term.line.told(Outcome.REFUSED, *sentences_of(error)))
        else:
            added.append(term)
            outcomes.append(term.line.told(Outcome.NEW))
    session.flush()
    _insert(session, added)
    ended = sum(outcome.outcome is Outcome.CHANGED for outcome in outcomes)
    if added or ended:
        record(session, events.TermsImported(added=len(added), ended=ended), by=actor)
    return outcomes


def _require_fitting(terms: Terms, line: TermLine) -> None:
    """Raise `Invalid` when a new term does not fit beside the others, of which it is one from now on."""
    terms.require_free(line.key, line.facts)
    if len(line.key) > LONGEST_KEY:
        raise Invalid(
            _("The short name of the person must be %(longest_key)s characters or fewer", longest_key=LONGEST_KEY)
        )
    terms.put(line.key, OfficeTerm(**line.facts.plain()))


def _insert(session: Session, added: Sequence[TermLine]) -> None:
    """Write new terms, and whoever comes into office with them, in a statement for each table."""
    query = select(OfficeHolder.key, OfficeHolder.id)
    there = {row.key: row.id for row in session.execute(query)}
    new = [{"key": key} for key in dict.fromkeys(line.key for line in added) if key not in there]
    if new:
        session.execute(insert(OfficeHolder), new)
        there = {row.key: row.id for row in session.execute(query)}
    if added:
        session.execute(insert(OfficeTerm), [{"holder_id": there[line.key], **line.facts.plain()} for line in added])


def _read(lines: Sequence[FileLine]) -> tuple[list[TermLine], list[LineOutcome]]:
    roles = _codes({role: role.label for role in OfficeRole})
    ranks = _codes({rank: rank.label for rank in Rank})
    read, refused = [], []
    for line in lines:
        try:
            facts = _facts(line, roles, ranks)
            require_whole(facts)
        except Invalid as error:
            refused.append(line.told(Outcome.REFUSED, *sentences_of(error)))
            continue
        read.append(TermLine(line, line.cells.get("person") or slug_from(facts.name), facts))
    return read, refused


def _facts(line: FileLine, roles: Mapping[str, str], ranks: Mapping[str, str]) -> TermFacts:
    begins, ends = line.values["from"], line.values.get("to")
    if begins is None:
        raise Invalid(fields={"from_on": _("Enter the first day")})
    texts = {FIELDS.get(name, name): line.cells.get(name, "") for name in TEXTS}
    role = line.cells["role"]
    rank = line.cells.get("rank", "")
    return TermFacts(
        **texts,
        role=roles.get(folded(role), role),
        rank=ranks.get(folded(rank), rank) or None,
        from_on=begins,
        to_on=ends,
    )


def _codes(labels: Mapping[str, str]) -> dict[str, str]:
    """Return the codes of roles or ranks by code and by words, as cells are compared."""
    return {folded(word): code for code, label in labels.items() for word in (code, label)}


def _take_known(terms: Terms, term: TermLine) -> LineOutcome | None:
    """Give a term that is there already its last day, and return what became of its line; `None` for a new one."""
    found = terms.known(term.key, term.facts)
    if found is None:
        return None
    said, now = term.facts.plain(), facts_of(found).plain()
    differing = [LABELS[name] for name, value in said.items() if name != "to_on" and value != now[name]]
    if differing or found.to_on not in (None, term.facts.to_on):
        raise Invalid(
            _(
                "This term is there already and says something else (%(differing)s). Correct it on its "
                "page, then leave the line as the page says",
                differing=", ".join(map(str, differing)) or LABELS["to_on"],
            )
        )
    if found.to_on == term.facts.to_on:
        return term.line.told(Outcome.SAME)
    found.to_on = term.facts.to_on
    return term.line.told(Outcome.CHANGED)


TERMS_FILE = FileImport(
    name="office.terms",
    title=_l("Import people in office"),
    summary=_l(
        "One line for each term. A term that is on the list already is left as it is, and gets its last day if the "
        "file has one."
    ),
    columns=COLUMNS,
    take=take_terms,
    max_lines=5_000,
    max_bytes=2_000_000,
)
