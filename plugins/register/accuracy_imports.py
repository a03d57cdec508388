"""Results of tests of accuracy from a file: what is not in it stays unknown."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now
from consult.sdk.events import record
from consult.sdk.files import FileColumn, FileImport, FileLine, LineOutcome, Outcome
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.register import events
from plugins.register.cells import read_count
from plugins.register.figures import Values
from plugins.register.models import Accuracy
from plugins.register.rows import hold_register

KEY = ("study", "technology", "metric", "subgroup", "threshold", "watchlist_size")
LABELS = {
    "study": _l("Study"),
    "technology": _l("Technology"),
    "metric": _l("What was measured"),
    "subgroup": _l("For whom"),
    "threshold": _l("Threshold"),
    "watchlist_size": _l("Watchlist size"),
    "value": _l("Result"),
    "unit": _l("Unit"),
    "successes": _l("Cases"),
    "trials": _l("Number tested (n)"),
    "vendor": _l("Vendor"),
    "algorithm": _l("Version of the algorithm"),
    "setting": _l("Laboratory or field"),
    "finding": _l("What was found"),
    "source_quality": _l("Kind of source"),
    "source": _l("Source"),
}
LENGTHS = {
    "study": 200,
    "technology": 20,
    "metric": 100,
    "subgroup": 100,
    "threshold": 20,
    "watchlist_size": 50,
    "value": 100,
    "unit": 100,
    "vendor": 100,
    "algorithm": 100,
    "setting": 20,
    "finding": 500,
    "source_quality": 100,
    "source": 1_000,
}
NUMBERS = frozenset({"successes", "trials"})


def take_results(session: Session, actor: Actor, lines: Sequence[FileLine]) -> list[LineOutcome]:
    """Take the results of a file; one that is there already says what the newest file says."""
    hold_register(session)
    now = database_now(session)
    known = {_key_of(vars(result)): result for result in session.scalars(select(Accuracy))}
    outcomes = []
    for line in lines:
        faults = _faults(line)
        outcomes.append(line.told(Outcome.REFUSED, *faults) if faults else _take(session, known, line, now))
    session.flush()
    told = Counter(outcome.outcome for outcome in outcomes)
    added, changed = told[Outcome.NEW], told[Outcome.CHANGED]
    if added or changed:
        record(session, events.ResultsImported(added=added, changed=changed), by=actor)
    return outcomes


def _take(session: Session, known: dict[tuple[str, ...], Accuracy], line: FileLine, now: datetime) -> LineOutcome:
    values: Values = {name: line.values.get(name, None if name in NUMBERS else "") for name in LABELS}
    there = known.get(_key_of(values))
    if there is None:
        known[_key_of(values)] = added = Accuracy(**values, changed_at=now)
        session.add(added)
        return line.told(Outcome.NEW)
    differing = [name for name in LABELS if name in line.values and getattr(there, name) != values[name]]
    if not differing:
        return line.told(Outcome.SAME)
    for name in differing:
        setattr(there, name, values[name])
    there.changed_at = now
    return line.told(Outcome.CHANGED, ", ".join(str(LABELS[name]) for name in differing))


def _key_of(values: Values) -> tuple[str, ...]:
    return tuple(str(values[name]) for name in KEY)


def _faults(line: FileLine) -> list[str]:
    faults = [
        _("“%(name)s” must be %(longest)s characters or fewer", name=LABELS[name], longest=longest)
        for name, longest in LENGTHS.items()
        if len(line.cells.get(name, "")) > longest
    ]
    faults += [
        _("“%(name)s” is empty. Fill it in", name=LABELS[name])
        for name in ("study", "metric", "subgroup")
        if not line.cells[name]
    ]
    cases, number = line.values.get("successes"), line.values.get("trials")
    if cases is not None and (number is None or not 0 <= cases <= number):
        faults.append(_("The number of cases must lie between zero and the number tested"))
    return faults


ACCURACY_FILE = FileImport(
    name="register.accuracy",
    title=_l("Import results of accuracy"),
    summary=_l("One line for each result, with its threshold, watchlist size and source. What is empty stays unknown."),
    columns=tuple(
        FileColumn(
            name=name,
            label=label,
            other_names=("n",) if name == "trials" else (),
            is_needed=name in {"study", "metric", "subgroup", "value"},
            parse=read_count if name in NUMBERS else None,
        )
        for name, label in LABELS.items()
    ),
    take=take_results,
    max_lines=5_000,
    max_bytes=2_000_000,
)
