"""Summaries and published results as charts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from consult.contract.questions import Questionnaire
from consult.disclosure.tables import Line as LineKind
from consult.disclosure.tables import Table
from consult.exports.charts import Bar, Line, bars
from consult.exports.diverging import Diverging, Part, Step, diverging
from consult.exports.measures import QUARTILES
from consult.exports.models import Edition, Method, PublishedLine, PublishedTable
from consult.exports.question_summary import Base, QuestionSummary
from consult.exports.summary import AREA, Summary
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _
from consult.kernel.messages import ngettext
from consult.kernel.numbers import per_cent

Scale = Mapping[str, float]
HEADINGS = {"channel": "Way", AREA: "Place"}


@dataclass(frozen=True)
class Chart:
    """A chart with its title, what its lines are, and what readers must know of it."""

    title: str
    bars: list[Bar]
    notes: list[str] = field(default_factory=list)
    heading: str = "Answer"
    parts: Sequence[Part] = ()


def taking_part_charts(summary: Summary) -> list[Chart]:
    """Return by which way responses came and from where; ways and places without a response are left out."""
    return [exact_chart(table, leaves_out_nobody=True) for table in (summary.channels, summary.areas)]


def question_chart(one: QuestionSummary) -> Chart:
    """Return what was answered to a question: a chart without bars for one of free text, which says how many wrote."""
    notes = [
        *filter(None, [one.note]),
        *one.other_words,
        base_sentence(one.base),
        *_by_version(one),
        *_measured(one),
        *_shared(one),
        *_compared(one),
    ]
    if one.table is None:
        return Chart(one.question.label, [], notes)
    if one.table.rows.overlapping:
        notes.append(_("People could choose more than one answer, so the percentages may add up to more than 100."))
    counts = dict(zip(one.table.rows.codes, one.table.counts, strict=True))
    scale = diverging([Step(option.code, option.value or 0, counts.get(option.code, 0)) for option in one.values])
    if scale is None:
        return Chart(one.table.name, exact_chart(one.table).bars, notes)
    chart = exact_chart(one.table, fills=scale.fills)
    return Chart(chart.title, chart.bars, [*notes, scale.sentence], parts=scale.parts)


def exact_chart(
    table: Table, *, leaves_out_nobody: bool = False, fills: Mapping[str, str] = MappingProxyType({})
) -> Chart:
    """Return a table of exact counts as a chart, with shares of those who answered."""
    lines = [
        Line(
            label,
            count,
            per_cent(count, table.answered) if kind is LineKind.ANSWER else None,
            is_beside=kind is not LineKind.ANSWER,
            fill=fills.get(code, ""),
        )
        for code, label, kind, count in zip(
            table.rows.codes, table.rows.labels, table.rows.kinds, table.counts, strict=True
        )
        if count or not leaves_out_nobody
    ]
    return Chart(table.name, bars(lines), heading=HEADINGS.get(table.rows.key, "Answer"))


def base_sentence(base: Base) -> str:
    """Return of how many people the percentages of a question are, and what became of all others."""
    counted = [
        (
            base.preferred_not,
            ngettext("%(num)s preferred not to say", "%(num)s preferred not to say", base.preferred_not),
        ),
        (base.no_answer, ngettext("%(num)s gave no answer", "%(num)s gave no answer", base.no_answer)),
        (
            base.left_empty,
            ngettext("%(num)s left it empty on the form", "%(num)s left it empty on the form", base.left_empty),
        ),
        (
            base.several,
            ngettext(
                "%(num)s ticked several answers where one was asked for",
                "%(num)s ticked several answers where one was asked for",
                base.several,
            ),
        ),
        (base.not_asked, ngettext("%(num)s was not asked", "%(num)s were not asked", base.not_asked)),
    ]
    rest = [sentence for number, sentence in counted if number]
    base_said = ngettext("Base: %(num)s person who answered", "Base: %(num)s people who answered", base.answered)
    sentence = f"{base_said}; {', '.join(rest)}." if rest else f"{base_said}."
    if not base.said_unasked:
        return sentence
    unasked = _("Of the not asked, %(unasked)s answered all the same.", unasked=f"{base.said_unasked:,}")
    return f"{sentence} {unasked}"


def _base(people: int) -> list[str]:
    return [ngettext("Base: about %(num)s person who answered.", "Base: about %(num)s people who answered.", people)]


def _by_version(one: QuestionSummary) -> list[str]:
    if len(one.versions) < 2:
        return []
    return [
        _(
            "Version %(number)s: %(asked)s asked, %(answered)s answered.",
            number=number,
            asked=f"{one.bases[number].asked:,}",
            answered=f"{one.bases[number].answered:,}",
        )
        for number in one.versions
    ]


def _measured(one: QuestionSummary) -> list[str]:
    found = one.measures
    if found is None:
        return []
    numbers = _(
        "Mean %(mean)s, median %(median)s, quartiles %(lower_quartile)s and %(upper_quartile)s, "
        "from %(minimum)s to %(maximum)s (n = %(count)s). %(quartiles)s",
        mean=f"{found.mean:,.2f}",
        median=f"{found.median:,.10g}",
        lower_quartile=f"{found.lower_quartile:,.10g}",
        upper_quartile=f"{found.upper_quartile:,.10g}",
        minimum=f"{found.minimum:,.10g}",
        maximum=f"{found.maximum:,.10g}",
        count=f"{found.count:,}",
        quartiles=QUARTILES,
    )
    scale = ", ".join(f"{option.label} = {option.value:g}" for option in one.values)
    return [_("%(numbers)s Values: %(scale)s.", numbers=numbers, scale=scale) if scale else numbers]


def _shared(one: QuestionSummary) -> list[str]:
    if not one.means:
        return []
    means = "; ".join(f"{one.question.option_label(code)} {mean:,.2f}" for code, mean in one.means.items())
    total = f"{one.question.total:,}"
    people = ngettext("%(num)s person", "%(num)s people", one.answered)
    return [_("Mean of %(total)s shared out, by %(people)s: %(means)s.", total=total, people=people, means=means)]


def _compared(one: QuestionSummary) -> list[str]:
    if not one.standings:
        return []
    standings = "; ".join(
        _(
            "%(option)s %(score)s (preferred %(won)s of %(shown)s times)",
            option=one.question.option_label(code),
            score=f"{found.score:.0f}",
            won=f"{found.won:,}",
            shown=f"{found.shown:,}",
        )
        for code, found in one.standings.items()
    )
    people = ngettext("%(num)s person", "%(num)s people", one.answered)
    return [_("Score from 0 to 100 in pairs, by %(people)s: %(standings)s.", people=people, standings=standings)]


def notes_of(edition: Edition) -> list[str]:
    """Return what readers must know of all numbers of an edition."""
    if edition.withdrawn_at is not None:
        return [
            _(
                "The tables of these results were withdrawn on %(day)s: %(because)s",
                day=local_date(edition.withdrawn_at),
                because=edition.withdrawn_because,
            )
        ]
    if edition.is_of_few:
        return [_("Fewer than 10 people responded. No numbers are published, so that nobody can be recognised.")]
    if edition.method is not Method.CONTROLLED_ROUNDING:
        return [edition.method.sentence]
    return [
        edition.method.sentence,
        _(
            "All tables are of the same %(people)s responses. They stay as they are.",
            people=f"{edition.people:,}",
        )
        if edition.is_last
        else _(
            "All tables are of the same %(people)s responses. They stay as they are until at least ten responses have "
            "come or gone.",
            people=f"{edition.people:,}",
        ),
        _(
            "Every table adds up to the same total, which is rounded too: %(total)s.",
            total=f"{edition.total:,}",
        ),
        _("Responses that came later are not in these tables. They are read and are part of the decision all the same.")
        if edition.is_last
        else _(
            "Responses that came later are not in these tables as long as they are fewer than 10. They are read and "
            "are part of the decision all the same."
        ),
        _(
            "0 can be up to 4 people. Two answers 5 apart may be level or the other way round; 10 or more apart they "
            "are in the order shown."
        ),
    ]


def published_charts(edition: Edition, scales: Mapping[str, Scale] = MappingProxyType({})) -> list[Chart]:
    """Return the published tables of an edition as charts; the line of the total is told in words, not drawn.

    `scales` has the values of each question's options: where percentages are published, they are drawn as one bar too.
    """
    # What was asked comes first, then who took part.
    tables = sorted(edition.tables, key=lambda table: not table.get("name", "").startswith("question:"))
    return [_published_chart(table, has_bars=edition.has_bars, values=scales.get(table["key"], {})) for table in tables]


def scales_of(versions: Iterable[Questionnaire | None]) -> dict[str, Scale]:
    """Return the values of the options of each question that is a scale, by its key."""
    return {
        key: {option.code: option.value for option in question.options if option.value is not None}
        for asked in versions
        if asked is not None
        for key, question in asked.by_key.items()
    }


def _published_chart(table: PublishedTable, *, has_bars: bool, values: Scale) -> Chart:
    scale = _published_scale(table, values)
    fills, parts, net = (scale.fills, scale.parts, [scale.sentence]) if scale else ({}, (), [])
    unused = [line for line in table["lines"] if _is_unused_way(table, line)]
    totals = [_("Total: %(line)s", line=line["text"]) for line in table["lines"] if line["kind"] == LineKind.TOTAL]
    lines = [
        Line(
            line["label"],
            line["people"],
            line["percent"],
            line["text"],
            is_beside=line["kind"] != LineKind.ANSWER or not has_bars,
            fill=fills.get(line["code"], ""),
            is_answer=line["kind"] == LineKind.ANSWER,
        )
        for line in table["lines"]
        if line["kind"] != LineKind.TOTAL and line not in unused
    ]
    without = [_("Ways that show 0 are not listed.")] if unused else []
    return Chart(
        table["title"],
        bars(lines),
        [*_counted_in(table), *totals, *table["notes"], *without, *net],
        HEADINGS.get(table["key"], "Answer"),
        parts,
    )


def _published_scale(table: PublishedTable, values: Scale) -> Diverging | None:
    """Return the steps of a scale as one bar, where their percentages are published."""
    steps = [
        Step(line["code"], values[line["code"]], line["people"] or 0)
        for line in table["lines"]
        if line["code"] in values and line["percent"] is not None
    ]
    return diverging(steps)


def _is_unused_way(table: PublishedTable, line: PublishedLine) -> bool:
    return table["key"] == "channel" and line["people"] == 0


def _counted_in(table: PublishedTable) -> list[str]:
    """Say in which versions a question was asked, and of how many people the percentages are."""
    asked_in = table.get("asked_in")
    told = [asked_in] if asked_in else []
    base = table.get("base")
    # Everybody came by some way, so nobody answered how.
    has_rest = any(line["kind"] not in (LineKind.ANSWER, LineKind.TOTAL) for line in table["lines"])
    return [*told, *_base(base)] if base and has_rest else told
