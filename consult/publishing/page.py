"""A published document as HTML: a part of a page of this service, and a file that needs nothing else."""

from collections.abc import Sequence

from markupsafe import Markup

from consult.kernel.messages import gettext as _
from consult.publishing.blocks import (
    Bars,
    Block,
    Bullets,
    FactList,
    Heading,
    Paragraph,
    PublishedDocument,
    Quotation,
    Table,
    Tracked,
)

SIZES = {1: "xl", 2: "l", 3: "m", 4: "s"}
_STYLE = Markup(
    "body{font-family:arial,sans-serif;line-height:1.4;max-width:60rem;margin:0 auto;padding:1rem;color:#0b0c0c}"
    "table{border-collapse:collapse;width:100%;margin:0 0 1.5rem}"
    "th,td{border-bottom:1px solid #b1b4b6;padding:.4rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    ".govuk-table__cell--numeric,.govuk-table__header--numeric{text-align:right}"
    ".govuk-table__cell--numeric,.govuk-table__header--numeric{white-space:nowrap;overflow-wrap:normal}"
    "caption{font-weight:bold;text-align:left;padding:.4rem 0}"
    ".app-table-scroll{overflow-x:auto}"
    "blockquote{border-left:6px solid #b1b4b6;margin:0 0 1rem;padding:.1rem 1rem}"
    "dt{font-weight:bold}dd{margin:0 0 .6rem}figure{margin:0 0 1rem}"
    ".app-bars{display:block;width:100%;max-width:45rem;height:auto}"
)
_BAR_HEIGHT, _LABELS, _WIDTH = 22, 230, 720


def fragment(document: PublishedDocument) -> Markup:
    """Return the document without its title, to stand on a page of this service."""
    numbered = list(enumerate(document.blocks))
    contents = _contents(document) if document.has_contents else Markup("")
    return contents + Markup("\n").join(_written(number, block) for number, block in numbered)


def make_html(document: PublishedDocument) -> bytes:
    """Return the document as one HTML file, with its style and nothing fetched from anywhere."""
    page = Markup(
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title} – {publisher}</title>\n'
        "<style>{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n"
        "<footer><p>{publisher}</p></footer>\n</body>\n</html>\n"
    )
    return page.format(
        title=document.title, style=_STYLE, body=fragment(document), publisher=document.publisher
    ).encode()


def _contents(document: PublishedDocument) -> Markup:
    heads = [
        (number, block)
        for number, block in enumerate(document.blocks)
        if isinstance(block, Heading) and block.level == 2
    ]
    items = Markup("").join(
        Markup('<li><a class="govuk-link" href="#part-{}">{}</a></li>').format(number, block.text)
        for number, block in heads
    )
    return Markup('<nav aria-label="{}"><ul class="govuk-list">{}</ul></nav>\n').format(_("Contents"), items)


def _written(number: int, block: Block) -> Markup:
    if isinstance(block, Heading):
        return _heading(number, block)
    if isinstance(block, Paragraph):
        return _paragraphs(block.text)
    if isinstance(block, Bullets):
        items = Markup("").join(Markup("<li>{}</li>").format(item) for item in block.items)
        return Markup('<ul class="govuk-list govuk-list--bullet">{}</ul>').format(items)
    if isinstance(block, Quotation):
        return _quotation(block)
    if isinstance(block, FactList):
        return _facts(block)
    if isinstance(block, Tracked):
        return _tracked(block)
    return _bars(block) if isinstance(block, Bars) else _table(block)


def _heading(number: int, block: Heading) -> Markup:
    size = SIZES.get(block.level, "s")
    return Markup('<h{0} class="govuk-heading-{1}" id="part-{2}">{3}</h{0}>').format(
        block.level, size, number, block.text
    )


def _paragraphs(text: str) -> Markup:
    lines = [line for line in text.split("\n") if line.strip()]
    return Markup("\n").join(Markup('<p class="govuk-body">{}</p>').format(line) for line in lines)


def _tracked(block: Tracked) -> Markup:
    marks = {"removed": Markup("<del>{}</del>"), "added": Markup("<ins>{}</ins>"), "same": Markup("{}")}
    words = Markup("").join(marks[kind].format(text) for kind, text in block.parts)
    return Markup('<p class="govuk-body">{}</p>').format(words)


def _quotation(block: Quotation) -> Markup:
    source = Markup('<p class="govuk-body app-meta">{}</p>').format(block.source) if block.source else Markup("")
    return Markup('<blockquote class="app-quote" dir="auto">{}{}</blockquote>').format(_paragraphs(block.text), source)


def _facts(block: FactList) -> Markup:
    pairs = Markup("").join(
        Markup('<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{}</dt>').format(label)
        + Markup('<dd class="govuk-summary-list__value">{}</dd></div>').format(_paragraphs(value))
        for label, value in block.facts
    )
    return Markup('<dl class="govuk-summary-list">{}</dl>').format(pairs)


def _table(block: Table) -> Markup:
    caption = (
        Markup('<caption class="govuk-table__caption govuk-table__caption--s">{}</caption>').format(block.title)
        if block.title
        else Markup("")
    )
    head = Markup("").join(
        Markup('<th scope="col" class="govuk-table__header{}">{}</th>').format(_kind(block, column, "header"), text)
        for column, text in enumerate(block.head)
    )
    rows = Markup("\n").join(_row(block, row) for row in block.rows)
    return Markup(
        '<div class="app-table-scroll" role="region" aria-label="{}" tabindex="0"><table class="govuk-table">{}'
        '<thead class="govuk-table__head"><tr class="govuk-table__row">{}</tr></thead>'
        '<tbody class="govuk-table__body">{}</tbody></table></div>'
    ).format(block.title or ", ".join(block.head), caption, head, rows)


def _row(block: Table, row: Sequence[str]) -> Markup:
    first = Markup('<th scope="row" class="govuk-table__header">{}</th>').format(row[0])
    rest = Markup("").join(
        Markup('<td class="govuk-table__cell{}">{}</td>').format(_kind(block, column, "cell"), text)
        for column, text in enumerate(row)
        if column
    )
    return Markup('<tr class="govuk-table__row">{}{}</tr>').format(first, rest)


def _kind(block: Table, column: int, part: str) -> str:
    return f" govuk-table__{part}--numeric" if block.is_number(column) else ""


def _bars(block: Bars) -> Markup:
    """Draw the bars; every number of them stands in a table too."""
    lines = Markup("").join(
        Markup(
            '<text x="{label}" y="{text_y}" text-anchor="end" font-size="14">{name}</text>'
            '<rect x="{left}" y="{y}" width="{width}" height="16" fill="#1d70b8"></rect>'
            '<text x="{beside}" y="{text_y}" font-size="14">{text}</text>'
        ).format(
            label=_LABELS - 8,
            name=bar.label if len(bar.label) <= 30 else f"{bar.label[:29]}…",
            left=_LABELS,
            y=place * _BAR_HEIGHT + 3,
            text_y=place * _BAR_HEIGHT + 16,
            width=round(bar.length * 400, 1),
            beside=_LABELS + round(bar.length * 400, 1) + 6,
            text=bar.text,
        )
        for place, bar in enumerate(block.bars)
    )
    height = len(block.bars) * _BAR_HEIGHT + 4
    return Markup(
        '<figure><svg class="app-bars" role="img" aria-label="{}" viewBox="0 0 {} {}" '
        'xmlns="http://www.w3.org/2000/svg">{}</svg></figure>'
    ).format(block.alternative, _WIDTH, height, lines)
