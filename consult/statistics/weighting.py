"""Answers weighted to the population: always beside the unweighted ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import folded
from consult.population.queries import Margin as Figures
from consult.statistics import raking
from consult.statistics.groups import groups_of
from consult.statistics.raking import Raked, rake
from consult.statistics.variables import Variable

REST = "rest"


@dataclass(frozen=True)
class Target:
    """A variable and the figures of the population to which it is weighted; `residents` are by its codes."""

    figures: Figures
    variable: Variable
    residents: Mapping[str, int]

    @property
    def key(self) -> str:
        """What stands for it in an address."""
        return f"{self.figures.area}/{self.figures.variable}/{self.variable.key}"

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.variable.title} – {self.figures.title}"


@dataclass(frozen=True)
class WeightedLine:
    """One answer: how many people gave it, and its share unweighted and weighted, in per cent."""

    label: str
    people: int
    unweighted: float
    weighted: float


@dataclass(frozen=True)
class WeightedTable:
    """One question, its base, and its answers."""

    title: str
    base: int
    lines: Sequence[WeightedLine]


@dataclass(frozen=True)
class Weighting:
    """What the weighting did, how many people are in no category of each target, and the weighted tables."""

    raked: Raked
    people: int
    rest: Mapping[str, int]
    tables: Sequence[WeightedTable]


def targets_of(variables: Sequence[Variable], margins: Sequence[Figures]) -> list[Target]:
    """Return every pair of figures and variable where each category of the figures is an answer, by its words."""
    found: list[Target] = []
    for figures in margins:
        for variable in variables:
            codes = {folded(words): code for code, label in variable.codes.items() for words in (code, str(label))}
            residents = {codes[folded(one)]: many for one, many in figures.people.items() if folded(one) in codes}
            if len(residents) == len(figures.people) and not variable.is_multiple:
                found.append(Target(figures, variable, residents))
    return found


def weigh(
    session: Session,
    activity: Activity,
    targets: Sequence[Target],
    questions: Sequence[Variable],
    *,
    cap: float,
    tolerance: float,
) -> Weighting:
    """Return questions weighted to all targets at once; raises Invalid where a category of a target has nobody.

    People who are in no category of a target keep their share of everybody. `tolerance` is a share.
    """
    by = [target.variable for target in targets]
    cells: dict[tuple[str, ...], int] = {}
    for group in groups_of(session, activity, by):
        cell = _cell(targets, group.codes)
        cells[cell] = cells.get(cell, 0) + group.people
    names = list(cells)
    if not names:
        raise Invalid(_("Nobody has answered yet."))
    margins = [_margin(target, place, cells) for place, target in enumerate(targets)]
    raked = rake([cells[name] for name in names], margins, cap=cap, tolerance=tolerance)
    weights = dict(zip(names, raked.weights, strict=True))
    return Weighting(
        raked=raked,
        people=sum(cells.values()),
        rest={
            target.title: sum(people for cell, people in cells.items() if cell[place] == REST)
            for place, target in enumerate(targets)
        },
        tables=[_table(session, activity, targets, question, weights) for question in questions],
    )


def _cell(targets: Sequence[Target], codes: Sequence[Sequence[str]]) -> tuple[str, ...]:
    said = zip(targets, codes, strict=False)
    return tuple(next((code for code in given if code in target.residents), REST) for target, given in said)


def _margin(target: Target, place: int, cells: Mapping[tuple[str, ...], int]) -> raking.Margin:
    codes = [*target.residents, REST]
    people = {code: sum(many for cell, many in cells.items() if cell[place] == code) for code in codes}
    empty = [code for code, residents in target.residents.items() if residents and not people[code]]
    if empty:
        raise Invalid(
            _(
                "Nobody who took part is in “%(category)s” (%(target)s), and no weight can stand for nobody. Join the "
                "category with another one in the file of figures, or leave these figures out.",
                category=target.variable.codes[empty[0]],
                target=target.title,
            )
        )
    everybody, living = sum(people.values()), sum(target.residents.values())
    kept = people[REST] / everybody
    shares = [(1 - kept) * residents / living for residents in target.residents.values()]
    return raking.Margin(places=[codes.index(cell[place]) for cell in cells], shares=[*shares, kept])


def _table(
    session: Session,
    activity: Activity,
    targets: Sequence[Target],
    question: Variable,
    weights: Mapping[tuple[str, ...], float],
) -> WeightedTable:
    people = dict.fromkeys(question.codes, 0)
    weighted = dict.fromkeys(question.codes, 0.0)
    base, weighted_base = 0, 0.0
    for group in groups_of(session, activity, [*(target.variable for target in targets), question]):
        chosen = [code for code in group.codes[-1] if code in question.codes]
        if not chosen:
            continue
        weight = weights.get(_cell(targets, group.codes), 1.0) * group.people
        base, weighted_base = base + group.people, weighted_base + weight
        for code in chosen:
            people[code] += group.people
            weighted[code] += weight
    lines = [
        WeightedLine(
            label=label,
            people=people[code],
            unweighted=100 * people[code] / base,
            weighted=100 * weighted[code] / weighted_base,
        )
        for code, label in question.codes.items()
        if base and weighted_base
    ]
    return WeightedTable(question.title, base, lines)
