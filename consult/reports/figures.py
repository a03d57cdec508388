"""The figures of a report: every number is one that stands in the edition of the results, or follows from it."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.disclosure.tables import Line
from consult.exports.editions import published_editions
from consult.exports.models import Edition, PublishedLine, PublishedTable, name_of_table
from consult.kernel.messages import gettext as _
from consult.population.queries import margins
from consult.publishing.blocks import Bar, Bars, Block, Heading, Paragraph, Table

LONG_BARS = 25
"""A chart of more bars than this is no longer seen at a glance."""
POPULATION = "population/"
"""With what the names of tables begin that say who lives here."""


def people_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return who took part, by the published numbers, and who lives here, as far as that is known."""
    consultation = session.get_one(Consultation, consultation_id)
    found = [
        block for way, edition in published_editions(session, consultation) for block in _people(way.title, edition)
    ]
    if not found:
        return []
    return [*found, *_population(session)]


def results_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return what was answered to each question, by the published numbers."""
    consultation = session.get_one(Consultation, consultation_id)
    return [
        block for way, edition in published_editions(session, consultation) for block in _results(way.title, edition)
    ]


def is_of_question(table: PublishedTable) -> bool:
    """Whether a published table is of a question, not of ways, places or what people said about themselves."""
    name = table.get("name")
    return name.startswith("question:") if name is not None else table["key"] not in {"channel", "area"}


def _name(edition: Edition, table: PublishedTable) -> str:
    return f"{edition.activity_id}/{name_of_table(table)}"


def _people(title: str, edition: Edition) -> Iterator[Block]:
    tables = [table for table in edition.tables if not is_of_question(table)]
    if tables:
        yield Heading(3, title)
    for table in tables:
        yield shown_table(table, _name(edition, table))


def _results(title: str, edition: Edition) -> Iterator[Block]:
    tables = [table for table in edition.tables if is_of_question(table)]
    if tables:
        yield Heading(3, title)
    for table in tables:
        answers = [line for line in table["lines"] if line["kind"] == Line.ANSWER and line["people"] is not None]
        if edition.has_bars and 0 < len(answers) <= LONG_BARS:
            yield _chart(table, answers)
        yield shown_table(table, _name(edition, table))
        yield from (Paragraph(note) for note in table["notes"])


def shown_table(table: PublishedTable, name: str) -> Table:
    """Return a published table as a report shows it, number by number."""
    asked_in = table.get("asked_in")
    title = f"{table['title']} ({asked_in})" if asked_in else table["title"]
    head = (_("Answer or category"), _("People"), _("Per cent"))
    rows = [(line["label"], line["text"], _percent(line)) for line in table["lines"]]
    # A column of dashes says nothing.
    width = 3 if any(line["percent"] is not None for line in table["lines"]) else 2
    return Table(title, head[:width], tuple(row[:width] for row in rows), numbers=1, name=name)


def _percent(line: PublishedLine) -> str:
    return f"{line['percent']:g}" if line["percent"] is not None else "–"


def _chart(table: PublishedTable, answers: Sequence[PublishedLine]) -> Bars:
    most = max([line["people"] or 0 for line in answers]) or 1
    bars = tuple(Bar(line["label"], line["text"], (line["people"] or 0) / most) for line in answers)
    said = "; ".join(f"{line['label']}: {line['text']}" for line in answers)
    return Bars(_("%(title)s %(said)s. The table below has the same numbers.", title=table["title"], said=said), bars)


def _population(session: Session) -> Iterator[Block]:
    known = margins(session)
    if not known:
        yield Paragraph(_("Nobody entered how many people of each kind live here, so it is not known who is missing."))
        return
    yield Heading(3, _("Who lives here"))
    yield Paragraph(
        _("These are the people who live here, whether they took part or not. Compare them with those who took part.")
    )
    for margin in known:
        everybody = sum(margin.people.values())
        rows = tuple(
            (category, f"{people:,}", f"{100 * people / everybody:.1f}" if everybody else "–")
            for category, people in margin.people.items()
        )
        head = (_("Category"), _("People"), _("Per cent"))
        yield Table(margin.title, head, rows, numbers=1, name=f"{POPULATION}{margin.title}")
        if margin.sources:
            yield Paragraph(_("Source: %(sources)s", sources="; ".join(margin.sources)))
