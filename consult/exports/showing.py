"""Summaries and published results as charts."""

from dataclasses import dataclass, field
from typing import Any

from consult.disclosure.tables import Table
from consult.exports.summary import Summary
from consult.web.charts import Bar, bars, exact_lines


@dataclass(frozen=True)
class Chart:
    """A chart with its title and what readers must know of it."""

    title: str
    bars: list[Bar]
    notes: list[str] = field(default_factory=list)


def summary_charts(summary: Summary) -> list[Chart]:
    """Return the charts of a summary, with exact numbers."""
    tables = [summary.channels, summary.areas, *(one.table for one in summary.questions if one.table is not None)]
    return [exact_chart(table, summary.counted) for table in tables]


def exact_chart(table: Table, base: int) -> Chart:
    """Return a table of exact counts as a chart, with shares of `base` people."""
    return Chart(table.name, bars(exact_lines(table.rows.labels, [row[0] for row in table.counts], base)))


def free_texts(summary: Summary) -> list[tuple[str, int]]:
    """Return (question, how many wrote something) for the free-text questions."""
    return [(one.question.label, one.answered) for one in summary.questions if one.is_free_text]


def published_charts(shown: dict[str, Any]) -> list[Chart]:
    """Return the tables of a publication as charts; the line of the total is told in words, not drawn."""
    charts = []
    for table in shown["tables"]:
        lines = [
            (line["label"], line["people"], line["percent"], line["text"])
            for line in table["lines"]
            if line["label"] != "Total"
        ]
        totals = [line["text"] for line in table["lines"] if line["label"] == "Total"]
        notes = [*(f"Total: {text}" for text in totals), *table["notes"]]
        charts.append(Chart(table["title"], bars(lines), notes))
    return charts
