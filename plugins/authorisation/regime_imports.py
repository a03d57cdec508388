"""Versions of the rules from a file: a later version stands beside the earlier ones, and never replaces one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import begin_write, database_now
from consult.sdk.events import record
from consult.sdk.files import FileColumn, FileImport, FileLine, LineOutcome, Outcome
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.office import Rank
from consult.sdk.texts import code_from, folded, read_number
from plugins.authorisation.events import RulesImported
from plugins.authorisation.regime_models import Regime, UseCase

Values = Mapping[str, object]


def _rank(typed: str) -> Rank:
    known = {folded(words): rank for rank in Rank for words in (rank, rank.label)}
    if folded(typed) not in known:
        ranks = ", ".join(rank.label for rank in Rank)
        raise ValueError(_("“%(typed)s” is none of: %(known)s", typed=typed, known=ranks))
    return known[folded(typed)]


def _number(typed: str) -> int | None:
    number = read_number(typed, is_whole=True, said=_("The number"))
    if number is not None and not 1 <= number <= 10_000:
        raise ValueError(_("The number must be 1 to 10,000"))
    return None if number is None else int(number)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise ValueError(_("Write the day as year, month and day, such as 2024-09-17")) from None


def _code(typed: str) -> str:
    return code_from(typed)


LENGTHS = {
    "version": 20,
    "title": 200,
    "threshold": 10,
    "source": 300,
    "address": 500,
    "note": 500,
    "code": 20,
    "words": 300,
    "paragraph": 40,
}
NEEDED = ("version", "title", "source", "code", "words")
NUMBERS = ("ratify_hours", "list_hours", "delete_days", "review_days")
FACTS = (
    "title",
    "from_on",
    "threshold",
    "rank",
    "urgent_rank",
    *NUMBERS,
    "authority_hours",
    "source",
    "address",
    "note",
)
"""What holds for a whole version, and stands in each of its lines."""

RULES_FILE = FileImport(
    name="authorisation.rules",
    title=_l("Import rules of the police"),
    summary=_l(
        "One line for each purpose or use case. What holds for the whole version stands in each of its lines. A "
        "version that is there is kept: enter what changed as a later version."
    ),
    columns=(
        FileColumn(name="version", label=_l("Version"), is_needed=True),
        FileColumn(name="title", label=_l("Title"), is_needed=True),
        FileColumn(name="from_on", label=_l("In force from"), is_needed=True, parse=_day),
        FileColumn(name="threshold", label=_l("Threshold for an alert")),
        FileColumn(name="rank", label=_l("Rank that authorises"), is_needed=True, parse=_rank),
        FileColumn(name="urgent_rank", label=_l("Rank in urgent cases"), is_needed=True, parse=_rank),
        FileColumn(name="ratify_hours", label=_l("Hours until ratified"), is_needed=True, parse=_number),
        FileColumn(name="list_hours", label=_l("Hours from watchlist to start"), is_needed=True, parse=_number),
        FileColumn(name="authority_hours", label=_l("Longest authority in hours"), parse=_number),
        FileColumn(name="delete_days", label=_l("Days until data is deleted"), is_needed=True, parse=_number),
        FileColumn(name="review_days", label=_l("Working days until reviewed"), is_needed=True, parse=_number),
        FileColumn(name="source", label=_l("Source"), is_needed=True),
        FileColumn(name="address", label=_l("Address of the source")),
        FileColumn(name="note", label=_l("Note")),
        FileColumn(name="code", label=_l("Code of the use"), is_needed=True, parse=_code),
        FileColumn(name="words", label=_l("Use in words"), is_needed=True),
        FileColumn(name="paragraph", label=_l("Paragraph of the policy")),
    ),
    take=lambda session, actor, lines: take_rules(session, actor, lines),
    max_lines=500,
    max_bytes=500_000,
)


def take_rules(session: Session, actor: Actor, lines: Sequence[FileLine]) -> list[LineOutcome]:
    """Take the versions of a file; one that is there says what it said, or its lines are refused."""
    begin_write(session)
    now = database_now(session)
    there = {regime.code: regime for regime in session.scalars(select(Regime))}
    known = frozenset(there)
    told = [_take(session, there, known, line, now) for line in lines]
    session.flush()
    added = len(there) - len(known)
    if added:
        record(session, RulesImported(versions=added), by=actor)
    return told


def _take(
    session: Session, there: dict[str, Regime], known: frozenset[str], line: FileLine, now: datetime
) -> LineOutcome:
    faults = list(_faults(line))
    if faults:
        return line.told(Outcome.REFUSED, *faults)
    code, facts = str(line.values["version"]), _facts(line.values)
    regime = there.get(code)
    if regime is None:
        there[code] = regime = Regime(code=code, entered_at=now, **facts)
        session.add(regime)
    use = next((use for use in regime.uses if use.code == line.values["code"]), None)
    said = (line.values["words"], line.values.get("paragraph", ""))
    is_same = all(getattr(regime, name) == value for name, value in facts.items())
    if is_same and use is not None and (use.words, use.paragraph) == said:
        return line.told(Outcome.SAME)
    if code in known:
        kept = _("Version %(version)s is there and is kept. Enter what changed as a later version", version=code)
        return line.told(Outcome.REFUSED, kept)
    if not is_same or use is not None:
        return line.told(Outcome.REFUSED, _("This line says something else of its version than an earlier line"))
    regime.uses.append(UseCase(code=line.values["code"], words=said[0], paragraph=said[1]))
    return line.told(Outcome.NEW)


def _facts(values: Values) -> dict[str, object]:
    empty: dict[str, object] = {"authority_hours": None}
    return {name: values.get(name, empty.get(name, "")) for name in FACTS}


def _faults(line: FileLine) -> Iterator[str]:
    labels = {column.name: column.label for column in RULES_FILE.columns}
    for name in NEEDED:
        if not line.values[name]:
            yield _("“%(name)s” is empty. Fill it in", name=labels[name])
    for name in NUMBERS:
        if line.values[name] is None:
            yield _("“%(name)s” is empty. Fill it in", name=labels[name])
    if line.cells.get("address") and not line.cells["address"].startswith(("https://", "http://")):
        yield _("The address must begin with https://")
    for name, longest in LENGTHS.items():
        if len(line.cells.get(name, "")) > longest:
            yield _("“%(name)s” must be %(longest)s characters or fewer", name=labels[name], longest=longest)
