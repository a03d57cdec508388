"""LimeSurvey: the tables in an .lss file become a definition."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from consult.sdk.messages import gettext as _
from plugins.survey.convert.fitting import Variable
from plugins.survey.convert.outcome import NotConverted
from plugins.survey.convert.repeated import marked
from plugins.survey.convert.words import tag_of
from plugins.survey.definition import LANGUAGE

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Row = Mapping[str, str]
PIPED = re.compile(r"\{(?P<name>[A-Za-z]\w{0,60})(?:\.(?P<part>shown|NAOK|value))?\}|\{[^{}\s][^{}]{0,300}\}")
"""What repeats an answer, or works something out from answers."""


class Tables:
    """The rows of an .lss file, with every text in all its languages.

    Words show the answers to `variables`, those that were brought over before. Once anything else could not be shown,
    it `is_piped`.
    """

    def __init__(self, root: "Element") -> None:
        self._tables = {table.tag: list(_rows(table)) for table in root if table.find("rows") is not None}
        self._grouped: dict[tuple[str, str], Mapping[str, list[Row]]] = {}
        self.default = _default_of(root, self.of("surveys"))
        self.is_piped = False
        self.variables: dict[str, Variable] = {}

    def of(self, name: str) -> Sequence[Row]:
        """Return the rows of a table."""
        return self._tables.get(name, [])

    def first(self, name: str, number: str) -> Sequence[Row]:
        """Return the rows of a table, one for each that has the same number; older files have one a language."""
        seen: dict[tuple[str, str, str], Row] = {}
        for row in self.of(name):
            seen.setdefault((row.get(number, ""), row.get("scale_id", ""), row.get("code", "")), row)
        return list(seen.values())

    def texts(self, name: str, row: Row, number: str, column: str) -> dict[str, str]:
        """Return a text of a row by language: newer files keep it in a table of its own, older ones in the row."""
        own = self.with_number(f"{name}_l10ns", number, row)
        alike = [*self.with_number(f"{name}s", number, row), *self.with_number(f"sub{name}s", number, row)]
        older = [each for each in alike if _is_same(each, row, number)]
        return self.by_language(own or older, column)

    def with_number(self, name: str, number: str, row: Row) -> Sequence[Row]:
        """Return the rows of a table that have the same number as a row."""
        # They are sorted once: a file with a text for each of its answers would else be read as often as it has them.
        if (name, number) not in self._grouped:
            self._grouped[name, number] = grouped(self.of(name), number)
        return self._grouped[name, number].get(row.get(number, ""), [])

    def by_language(self, rows: Sequence[Row], column: str) -> dict[str, str]:
        """Return what stands in a column by language."""
        text: dict[str, str] = {}
        for row in rows:
            if row.get(column, "").strip():
                language = row.get("language") or row.get("surveyls_language") or ""
                text.setdefault(tag_of(language) if language else self.default, row[column])
        made, is_lost = marked(text, PIPED, self.variables)
        self.is_piped |= is_lost
        return made


def _is_same(row: Row, other: Row, number: str) -> bool:
    return all(row.get(name) == other.get(name) for name in (number, "code", "scale_id"))


def _rows(table: "Element") -> Iterator[Row]:
    for row in table.iterfind("rows/row"):
        yield {cell.tag: cell.text or "" for cell in row}


def _default_of(root: "Element", surveys: Sequence[Row]) -> str:
    named = next((row["language"] for row in surveys if row.get("language")), None)
    listed = root.findtext("languages/language")
    return tag_of(named or listed or LANGUAGE)


def tables_of(data: bytes) -> Tables:
    """Return the tables of an .lss file; raises `NotConverted` with what is wrong with it."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise NotConverted(_("This XML declares entities, which no survey needs. It was not read.")) from error
    except (ParseError, ValueError, LookupError) as error:
        raise NotConverted(_("This is no XML that can be read. Export the survey again, and try again.")) from error
    if root.findtext("LimeSurveyDocType") != "Survey" or root.find("questions") is None:
        raise NotConverted(_("This XML is no survey of LimeSurvey: export its structure as .lss."))
    return Tables(root)


def grouped(rows: Sequence[Row], column: str) -> Mapping[str, list[Row]]:
    """Return rows by what stands in a column, each in its order."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.get(column, "")].append(row)
    return found
