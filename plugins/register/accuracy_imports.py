"""Results of tests of accuracy from a file: new ones, the same ones, and changes that an officer confirms."""

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
from plugins.register.accuracy_columns import LABELS, NEEDED, NUMBERS, differing, faults_of, key_of, values_of_result
from plugins.register.accuracy_models import Accuracy, ResultChange, ResultVersion
from plugins.register.cells import read_count
from plugins.register.models import Cause
from plugins.register.rows import hold_register

FROM_SOURCE = frozenset({Cause.PUBLISHED, Cause.REVISED})


def take_results(session: Session, actor: Actor, lines: Sequence[FileLine]) -> list[LineOutcome]:
    """Take the results of a file; what a result says already stays, and something else waits to be confirmed."""
    hold_register(session)
    taking = _Taking(session, actor)
    outcomes = [taking.take(line) for line in lines]
    session.flush()
    told = Counter(outcome.outcome for outcome in outcomes)
    added, changed = told[Outcome.NEW], told[Outcome.CHANGED]
    if added or changed:
        record(session, events.ResultsImported(added=added, changed=changed), by=actor)
    return outcomes


class _Taking:
    """The lines of one file, each beside the result that it is about."""

    def __init__(self, session: Session, actor: Actor) -> None:
        self.session, self.actor = session, actor
        self.now: datetime = database_now(session)
        self.known = {key_of(vars(result)): result for result in session.scalars(select(Accuracy))}
        self.first: dict[tuple[str, ...], FileLine] = {}

    def take(self, line: FileLine) -> LineOutcome:
        faults = [fault for _name, fault in faults_of(line.cells)]
        if faults:
            return line.told(Outcome.REFUSED, *faults)
        said = {name: cell for name, cell in line.cells.items() if name in LABELS}
        values = values_of_result(said)
        earlier = self.first.setdefault(key_of(values), line)
        if earlier is not line:
            return _twice(line, earlier)
        result = self.known.get(key_of(values))
        if result is not None:
            return self._compare(result, line, said)
        self.session.add(Accuracy(**values, changed_at=self.now, versions=[self._first(said)]))
        return line.told(Outcome.NEW)

    def _first(self, said: dict[str, str]) -> ResultVersion:
        cells = {name: cell for name, cell in said.items() if cell}
        return ResultVersion(
            number=1, cause=Cause.PUBLISHED, cells=cells, made_at=self.now, made_by_id=self.actor.person_id
        )

    def _compare(self, result: Accuracy, line: FileLine, said: dict[str, str]) -> LineOutcome:
        """Return whether a line says what its result says; where it does not, it becomes a change to be confirmed."""
        names = differing(said, result.versions[-1].cells)
        number = str(result.id)
        if not names:
            withdrawn = [_("Result %(number)s was withdrawn, and stays so", number=number)]
            return line.told(Outcome.SAME, *(withdrawn if result.is_withdrawn else ()))
        from_source = [version.cells for version in result.versions if version.cause in FROM_SOURCE]
        if not differing(said, from_source[-1]):
            told = _("The register says something else since a correction of result %(number)s", number=number)
            return line.told(Outcome.SAME, told)
        for change in self.session.scalars(select(ResultChange).where(ResultChange.result_id == result.id)):
            if not change.is_confirmed and not differing(said, change.cells):
                waiting = _("This change of result %(number)s waits to be confirmed already", number=number)
                left = _("An officer left result %(number)s as it was", number=number)
                return line.told(Outcome.SAME, waiting if change.settled_at is None else left)
        self.session.add(
            ResultChange(result=result, cells=said, proposed_at=self.now, proposed_by_id=self.actor.person_id)
        )
        labels = ", ".join(str(LABELS[name]) for name in names)
        told = _(
            "Result %(number)s says something else (%(names)s). An officer confirms it", number=number, names=labels
        )
        return line.told(Outcome.CHANGED, told)


def _twice(line: FileLine, earlier: FileLine) -> LineOutcome:
    if earlier.cells == line.cells:
        return line.told(Outcome.SAME, _("It says the same as %(place)s", place=earlier.place))
    twice = _("This result stands on %(place)s too, and says something else", place=earlier.place)
    return line.told(Outcome.REFUSED, twice)


ACCURACY_FILE = FileImport(
    name="register.accuracy",
    title=_l("Import results of accuracy"),
    summary=_l(
        "One line for each result, with its threshold, watchlist size and source. What is empty stays unknown. A line "
        "that says something else than the register waits until an officer confirms it."
    ),
    columns=tuple(
        FileColumn(
            name=name,
            label=label,
            other_names=("n",) if name == "trials" else (),
            is_needed=name in NEEDED,
            parse=read_count if name in NUMBERS else None,
        )
        for name, label in LABELS.items()
    ),
    take=take_results,
    max_lines=5_000,
    max_bytes=2_000_000,
)
