"""Summaries and published results as charts."""

from dataclasses import dataclass, field
from typing import Any

from consult.disclosure.tables import Line as LineKind
from consult.disclosure.tables import Table
from consult.exports.charts import Bar, Line, bars
from consult.exports.measures import QUARTILES
from consult.exports.question_summary import Base, QuestionSummary
from consult.exports.summary import AREA, Summary
from consult.kernel.numbers import per_cent

HEADINGS = {"channel": "Way", AREA: "Place"}


@dataclass(frozen=True)
class Chart:
    """A chart with its title, what its lines are, and what readers must know of it."""

    title: str
    bars: list[Bar]
    notes: list[str] = field(default_factory=list)
    heading: str = "Answer"


def taking_part_charts(summary: Summary) -> list[Chart]:
    """Return by which way responses came and from where; ways and places without a response are left out."""
    return [exact_chart(table, leaves_out_nobody=True) for table in (summary.channels, summary.areas)]


def question_chart(one: QuestionSummary) -> Chart:
    """Return what was answered to a question: a chart without bars for one of free text, which says how many wrote."""
    notes = [*filter(None, [one.note]), base_sentence(one.base), *_by_version(one), *_measured(one)]
    if one.table is None:
        return Chart(one.question.label, [], notes)
    if one.table.rows.overlapping:
        notes.append("People could choose more than one answer, so the percentages may add up to more than 100.")
    chart = exact_chart(one.table)
    return Chart(chart.title, chart.bars, notes)


def exact_chart(table: Table, *, leaves_out_nobody: bool = False) -> Chart:
    """Return a table of exact counts as a chart, with shares of those who answered."""
    lines = [
        Line(
            label,
            count,
            per_cent(count, table.answered) if kind is LineKind.ANSWER else None,
            is_beside=kind is not LineKind.ANSWER,
        )
        for label, kind, (count,) in zip(table.rows.labels, table.rows.kinds, table.counts, strict=True)
        if count or not leaves_out_nobody
    ]
    return Chart(table.name, bars(lines), heading=HEADINGS.get(table.rows.key, "Answer"))


def base_sentence(base: Base) -> str:
    """Return of how many people the percentages of a question are, and what became of all others."""
    said = [
        (base.preferred_not, "preferred not to say"),
        (base.no_answer, "gave no answer"),
        (base.left_empty, "left it empty on the form"),
        (base.several, "ticked several answers where one was asked for"),
        (base.not_asked, "were not asked"),
    ]
    rest = [f"{number:,} {what if number != 1 else what.replace('were', 'was')}" for number, what in said if number]
    sentence = f"Base: {_people(base.answered)} who answered"
    unasked = f" Of the not asked, {base.said_unasked:,} answered all the same." if base.said_unasked else ""
    return f"{sentence}; {', '.join(rest)}.{unasked}" if rest else f"{sentence}.{unasked}"


def _people(number: int) -> str:
    return f"{number:,} {'person' if number == 1 else 'people'}"


def _by_version(one: QuestionSummary) -> list[str]:
    if len(one.versions) < 2:
        return []
    return [
        f"Version {number}: {one.bases[number].asked:,} asked, {one.bases[number].answered:,} answered."
        for number in one.versions
    ]


def _measured(one: QuestionSummary) -> list[str]:
    found = one.measures
    if found is None:
        return []
    numbers = (
        f"Mean {found.mean:,.2f}, median {found.median:,.10g}, quartiles {found.lower_quartile:,.10g} and "
        f"{found.upper_quartile:,.10g}, from {found.least:,.10g} to {found.most:,.10g} (n = {found.count:,}). "
        f"{QUARTILES}"
    )
    scale = ", ".join(f"{option.label} = {option.value:g}" for option in one.values)
    return [f"{numbers} Values: {scale}." if scale else numbers]


def published_charts(shown: dict[str, Any]) -> list[Chart]:
    """Return the tables of a publication as charts; the line of the total is told in words, not drawn."""
    return [_published_chart(table) for table in shown["tables"]]


def _published_chart(table: dict[str, Any]) -> Chart:
    answer, total = LineKind.ANSWER.value, LineKind.TOTAL.value
    leaves_out_nobody = table["key"] == "channel"
    lines = [
        Line(line["label"], line["people"], line["percent"], line["text"], is_beside=line["kind"] != answer)
        for line in table["lines"]
        if line["kind"] != total and (line["people"] != 0 or not leaves_out_nobody)
    ]
    if leaves_out_nobody and any(line["people"] == 0 for line in table["lines"]):
        table = {**table, "notes": [*table["notes"], "Ways by which no response came are not listed."]}
    totals = [f"Total: {line['text']}" for line in table["lines"] if line["kind"] == total]
    told = [table["asked_in"]] if table.get("asked_in") else []
    # Everybody came by some way, so nobody answered how.
    has_base = table.get("base") and any(line["kind"] not in (answer, total) for line in table["lines"])
    base = [f"Base: about {_people(table['base'])} who answered."] if has_base else []
    return Chart(
        table["title"],
        bars(lines),
        [*told, *base, *totals, *table["notes"]],
        HEADINGS.get(table["key"], "Answer"),
    )
