"""The description of the data as archives read it."""

from datetime import date
from xml.etree import ElementTree

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
    assert [each.get("category") for each in root.iter(f"{{{NAMESPACE}}}varFormat")][2:] == ["other", "date", "time"]


def test_the_description_is_valid() -> None:
    assert faults_in(document()) == []
    assert faults_in(document(summary="")) == []
    assert faults_in(document().replace(b"catValu", b"catValue")) != []
