"""The description of the data as archives read it."""

from datetime import date
from xml.etree import ElementTree

import pytest

from consult.contract.plugin import Column
from consult.exports.ddi import NAMESPACE, ddi_document
from tests.support.ddi import faults_in

VALUES = {"a": "Yes & no", "-9": "Not answered"}
COLUMNS = [
    Column(name="reference", label="Reference"),
    Column(name="chosen", label="Which?\x0b", kind="code", values=VALUES, numbers={"a": 1, "-9": -9}),
    Column(name="many", label="How many?", kind="number", values={"-9": "Not answered"}, numbers={"-9": -9}),
    Column(name="day", label="When?", kind="date"),
    Column(name="at", label="At?", kind="time"),
]


def document(summary: str = "Where to plant?") -> bytes:
    """Return the description of these columns."""
    return ddi_document(
        COLUMNS,
        title="Trees & squares",
        summary=summary,
        file_name="trees.csv",
        made_on=date(2026, 11, 30),
        asked={"chosen"},
    )


def test_each_column_is_a_variable_with_its_categories() -> None:
    root = ElementTree.fromstring(document())  # noqa: S314 (made here)
    names = {"d": NAMESPACE}
    assert root.findtext(".//d:titl", namespaces=names) == "Trees & squares"
    chosen = root.find(".//d:var[@name='chosen']", names)
    assert chosen is not None
    assert chosen.findtext("d:qstn/d:qstnLit", namespaces=names) == "Which?"
    assert [(each.get("missing"), *(part.text for part in each)) for each in chosen.iterfind("d:catgry", names)] == [
        (None, "a", "Yes & no", "1 in files for SPSS and Stata"),
        ("Y", "-9", "Not answered"),
    ]
    assert [each.attrib for each in root.iter(f"{{{NAMESPACE}}}varFormat")][1:] == [
        {"type": "character"},
        {"type": "numeric"},
        {"type": "character", "schema": "ISO", "category": "date"},
        {"type": "character", "schema": "ISO", "category": "time"},
    ]


def test_the_description_is_valid() -> None:
    assert faults_in(document()) == []
    assert faults_in(document(summary="")) == []


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        (b"catValu", b"catValue", "catgry must not hold ['catValue', 'labl', 'txt']"),
        (b"catValu", b"catValue", "catValue was never compared with the schema"),
        (b"<titl>Trees &amp; squares</titl>", b"", "titlStmt must not hold []"),
        (b"</titl>", b"</titl><titl/>", "titlStmt must not hold ['titl', 'titl']"),
        (b"</prodStmt>", b"</prodStmt><rspStmt/>", "citation must not hold ['titlStmt', 'prodStmt', 'rspStmt']"),
        (b"<fileName>", b"<fileType/><fileName>", "fileTxt must not hold ['fileType', 'fileName', 'fileType']"),
        (b"<qstnLit>", b"<labl/><qstnLit>", "qstn must not hold ['labl', 'qstnLit']"),
        (b"<dataDscr>", b"<dataDscr>Words", "dataDscr must not hold text"),
        (b"</dataDscr>", b"Words</dataDscr>", "dataDscr must not hold text"),
        (b' name="day"', b"", "var has no name"),
        (b' name="day"', b' name="day" kind="date"', "var must not have kind=date"),
        (b'"contin"', b'"continuous"', "var must not have intrvl=continuous"),
        (b'"numeric"', b'"number"', "varFormat must not have type=number"),
        (b' type="numeric"', b' type="numeric" schema="other"', "varFormat must not have schema=other"),
        (b'"2.5"', b'"2.5.1"', "codeBook must not have version=2.5.1"),
        (b'ID="V_day"', b'ID="1day"', "var must not have ID=1day"),
        (b'ID="V_day"', b'ID="V_at"', "V_at is there twice"),
        (b'ID="responses"', b'ID="answers"', "responses is nowhere"),
        (b"ddi:codebook:2_5", b"ddi:codebook:2_6", "codeBook is of another namespace"),
        (b"codeBook", b"stdyDscr", "It begins with stdyDscr"),
    ],
)
def test_what_the_schema_forbids_is_found(was: bytes, becomes: bytes, told: str) -> None:
    assert was in document()
    assert told in faults_in(document().replace(was, becomes))


@pytest.mark.parametrize("name", ["codeBook", "stdyDscr", "citation", "fileTxt", "var", "catgry"])
def test_children_in_another_order_are_found(name: str) -> None:
    root = ElementTree.fromstring(document())  # noqa: S314 (made here)
    for element in root.iter(f"{{{NAMESPACE}}}{name}"):
        element[:] = reversed(element)
        (told,) = faults_in(ElementTree.tostring(root))
        assert told.startswith(f"{name} must not hold [")
        element[:] = reversed(element)
