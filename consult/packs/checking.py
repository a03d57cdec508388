"""Checking a pack without the database: every hash, total, percentage and figure of the report is worked out again."""

import zipfile
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

from consult.kernel.messages import gettext as _
from consult.packs.columns import COMMENTS, CROSSED, DRAWN, EDITIONS, ISSUES, RESULTS
from consult.packs.crossing import wrongly_crossed
from consult.packs.drawn import SHOWN, wrongly_told
from consult.packs.reading import OpenPack
from consult.packs.recounting import recounted
from consult.packs.totals import Numbers, numbers_of, wrong_numbers
from consult.publishing.blocks import Bars, PublishedDocument, Table
from consult.publishing.page import make_html
from consult.publishing.stored import read_document
from consult.reports.figures import POPULATION


def differences(path: Path) -> list[str]:
    """Return what of a pack is not as it says, each in one sentence; nothing where all of it is.

    Raises `BadZipFile` and `Invalid` for a file that is no pack.
    """
    with zipfile.ZipFile(path) as archive:
        pack = OpenPack(archive)
        broken = list(_files(pack))
        return broken or list(_contents(pack))


def _files(pack: OpenPack) -> Iterator[str]:
    named = {file["name"] for file in pack.files}
    for name in sorted(named - pack.names):
        yield _("%(name)s is missing.", name=name)
    for name in sorted(pack.names - named):
        yield _("%(name)s is in the pack, and the manifest does not name it.", name=name)
    for file in pack.files:
        if file["name"] in pack.names and pack.hash_of(file["name"]) != (file["sha256"], file["bytes"]):
            yield _("%(name)s is not the file that the manifest names: its hash differs.", name=file["name"])


def _contents(pack: OpenPack) -> Iterator[str]:
    yield from _counts(pack)
    editions = {(row["activity"], row["edition"]): row for row in pack.rows(EDITIONS)}
    tables = numbers_of(pack.rows(RESULTS))
    yield from wrong_numbers(editions, tables)
    yield from wrongly_crossed(pack.rows(CROSSED), tables)
    if [_in_words(row) for row in pack.json("results.json")] != [dict(row) for row in pack.rows(RESULTS)]:
        yield _("results.json and results.csv do not say the same.")
    yield from _report(pack, tables)
    if pack.manifest["is_sealed"]:
        yield from recounted(pack, editions, tables)


def _in_words(row: Mapping[str, object]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in row.items()}


def _counts(pack: OpenPack) -> Iterator[str]:
    for file in pack.files:
        if file["rows"] is not None:
            found = sum(1 for _row in pack.rows(file["name"]))
            if found != file["rows"]:
                yield _(
                    "%(name)s has %(found)s rows, and the manifest says %(said)s.",
                    name=file["name"],
                    found=found,
                    said=file["rows"],
                )
    rows = {file["name"]: file["rows"] for file in pack.files}
    for name, count in ((COMMENTS, "comments"), (ISSUES, "issue_rows"), (RESULTS, "results")):
        if rows.get(name) != pack.manifest["counts"].get(count):
            yield _("The number of rows of %(name)s differs from the counts of the manifest.", name=name)


def _report(pack: OpenPack, tables: Mapping[str, Numbers]) -> Iterator[str]:
    document = read_document(pack.json("report.json"))
    shown = {block.name: block for block in document.blocks if isinstance(block, Table) and block.name}
    for name in sorted(tables.keys() - shown.keys()):
        yield _("The report leaves out the table %(name)s.", name=name)
    for name, table in sorted(shown.items()):
        if name.startswith(POPULATION) or name in SHOWN:
            continue
        yield from _shown(name, table, tables)
    yield from wrongly_told(document, pack.rows(DRAWN))
    yield from _charts(document)
    yield from _shares(document)
    if _read_aloud(make_html(document)) != _read_aloud(pack.read("report.html")):
        yield _("report.html does not say what report.json says.")


class _Reader(HTMLParser):
    """Gathers the words of a page, without its style and whatever makes it up."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_inside = self._is_inside or tag == "main"

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.said += data.split()


def _read_aloud(page: bytes) -> list[str]:
    """Return the words of a page in order; how it looks may differ from version to version."""
    reader = _Reader()
    reader.feed(page.decode())
    return reader.said


def _shown(name: str, table: Table, tables: Mapping[str, Numbers]) -> Iterator[str]:
    if name not in tables:
        yield _("The report has a table %(name)s that is not in results.csv.", name=name)
        return
    lines = tables[name].lines
    width = 3 if any(line["percent"] for line in lines) else 2
    expected = tuple((line["label"], line["text"], line["percent"] or "–")[:width] for line in lines)
    for said, stored in zip(table.rows, expected, strict=False):
        if said != stored:
            yield _(
                "In the report, the line “%(label)s” of %(name)s says %(said)s and not %(stored)s.",
                label=stored[0],
                name=name,
                said=", ".join(said[1:]),
                stored=", ".join(stored[1:]),
            )
    if len(table.rows) != len(expected):
        yield _("In the report, %(name)s has another number of lines than in results.csv.", name=name)


def _charts(document: PublishedDocument) -> Iterator[str]:
    """Compare each chart with the table that follows it."""
    for block, after in zip(document.blocks, document.blocks[1:], strict=False):
        if isinstance(block, Bars) and isinstance(after, Table):
            lines = {(row[0], row[1]) for row in after.rows}
            if any((bar.label, bar.text) not in lines for bar in block.bars):
                yield _("In the report, the chart of “%(title)s” differs from its table.", title=after.title)


def _shares(document: PublishedDocument) -> Iterator[str]:
    """Work out again the shares of those who live here."""
    for block in document.blocks:
        if isinstance(block, Table) and block.name.startswith(POPULATION):
            numbers = [int(row[1].replace(",", "")) for row in block.rows]
            everybody = sum(numbers)
            expected = [f"{100 * number / everybody:.1f}" if everybody else "–" for number in numbers]
            if [row[2] for row in block.rows] != expected:
                yield _("In the report, a per cent of “%(title)s” is wrong.", title=block.title)
