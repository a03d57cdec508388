"""A table of answers against answers, and its tests, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consult.contract.questions import MISSING
from consult.kernel.formats import number
from consult.kernel.messages import gettext as _
from consult.population.queries import Margin
from consult.statistics.association import DRAWS
from consult.statistics.crosstabs import CrossTable, DifferenceTest, Share
from consult.statistics.variables import Variable
from consult.statistics.weighting import Weighting

LOWEST = 0.001


@dataclass(frozen=True)
class ShownTable:
    """What a page shows of one table."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str]
    tests: Sequence[Sequence[str]]


def shown_table(table: CrossTable, share: Share) -> ShownTable:
    """Return a table with people and per cents in its cells, and its bases."""
    columns = {code: label for code, label in table.columns.codes.items() if code in table.column_bases}
    rows = [
        [label, *(_cell(table, code, column, share) for column in columns), number(table.row_bases[code])]
        for code, label in table.rows.codes.items()
        if code in table.row_bases
    ]
    base = [_("Base"), *(number(table.column_bases[column]) for column in columns), number(table.people)]
    return ShownTable(
        caption=_("“%(rows)s” by “%(columns)s”", rows=table.rows.title, columns=table.columns.title),
        head=[_("Answer"), *columns.values(), _("Base")],
        rows=[*rows, base, *_measured(table, list(columns))],
        notes=list(_notes(table, share)),
        tests=[_test(test) for test in table.tests],
    )


def _cell(table: CrossTable, row: str, column: str, share: Share) -> str:
    people, per_cent = number(table.count(row, column)), table.per_cent(row, column, share)
    return people if per_cent is None else _("%(people)s\xa0(%(per_cent)s%%)", people=people, per_cent=per_cent)


def _measured(table: CrossTable, columns: Sequence[str]) -> list[list[str]]:
    """Return the mean and the median of the numbers in rows, for each column and for everybody."""
    if not table.measures:
        return []
    measured = [table.measures.get(column) for column in (*columns, "")]
    means = [_("Mean"), *(f"{one.mean:,.2f}" if one else "–" for one in measured)]
    return [means, [_("Median"), *(f"{one.median:,.10g}" if one else "–" for one in measured)]]


def _notes(table: CrossTable, share: Share) -> list[str]:
    of = _("each column") if share == "column" else _("each row")
    notes = [
        _("People, and in brackets per cent of the base of %(of)s. The base is who answered both.", of=of),
    ]
    if table.rows.is_multiple or table.columns.is_multiple:
        notes.append(_("One person can be in several rows or columns, so they can add up to more than the base."))
    if table.measures:
        notes.append(_("Mean and median are of those whose answer stands for a number."))
    if empty := [*_empty(table.rows, table.row_bases), *_empty(table.columns, table.column_bases)]:
        notes.append(_("Not shown, since nobody is there: %(empty)s.", empty=", ".join(empty)))
    said = {**MISSING, "refused": _("Preferred not to say")}
    notes += [
        _("Left out: %(many)s – %(why)s.", many=number(many), why=said[why]) for why, many in table.left_out.items()
    ]
    return notes


def _empty(variable: Variable, bases: Mapping[str, int]) -> list[str]:
    return [label for code, label in variable.codes.items() if code not in bases]


def _test(test: DifferenceTest) -> list[str]:
    found = test.association
    if found.statistic is None:
        made = (
            _("Exact test from %(draws)s tables", draws=number(DRAWS)) if found.is_drawn else _("Fisher’s exact test")
        )
    else:
        made = _("Chi-square %(statistic)s, df %(degrees)s", statistic=f"{found.statistic:.2f}", degrees=found.degrees)
    return [
        test.about or _("The whole table"),
        made,
        number(found.people),
        _probability(found.probability),
        _probability(found.adjusted),
        f"{found.strength:.2f}",
    ]


def _probability(value: float) -> str:
    return _("under 0.001") if value < LOWEST else f"{value:.3f}"


@dataclass(frozen=True)
class ShownWeighting:
    """What a page shows of a weighting: what it did in words, and for each question its caption and its rows."""

    facts: Sequence[tuple[str, str]]
    warning: str
    tables: Sequence[tuple[str, Sequence[Sequence[str]]]]


def shown_weighting(found: Weighting, used: Sequence[Margin]) -> ShownWeighting:
    """Return a weighting with each weighted share beside the unweighted one."""
    raked, error = found.raked, f"{100 * found.raked.largest_error:.2f}"
    facts = [
        (_("People"), number(found.people)),
        (_("Effective number of people"), number(round(raked.effective))),
        (_("Design effect"), f"{raked.design_effect:.2f}"),
        (_("Weights"), _("from %(least)s to %(most)s", least=f"{min(raked.weights):.2f}", most=_most(found))),
        (_("Largest difference from the figures"), _("%(points)s percentage points", points=error)),
        (_("Rounds"), number(raked.rounds)),
        *((_("In no category of “%(target)s”", target=title), number(many)) for title, many in found.rest.items()),
        (_("Sources"), "; ".join(dict.fromkeys(source for margin in used for source in margin.sources)) or _("none")),
    ]
    warning = _(
        "The figures were not reached: with this largest weight, shares differ by up to %(points)s percentage points. "
        "Allow a larger weight, or use fewer figures.",
        points=error,
    )
    tables = [
        (
            _("“%(question)s” (base %(base)s)", question=table.title, base=number(table.base)),
            [
                (line.label, number(line.people), f"{line.unweighted:.1f}%", f"{line.weighted:.1f}%")
                for line in table.lines
            ],
        )
        for table in found.tables
    ]
    return ShownWeighting(facts, "" if raked.is_reached else warning, tables)


def _most(found: Weighting) -> str:
    return f"{max(found.raked.weights):.2f}"
