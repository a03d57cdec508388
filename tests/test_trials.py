"""What `make trial` does beside killing: it changes code, and reads files back that were made of converted surveys."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from plugins.survey.convert.reading import convert
from tests.plugins.survey.convert.conftest import workbook
from trials.asking import Service
from trials.conversion import EVERY_KIND, PATHS, try_conversion
from trials.descriptions import MISTAKES, SCHEMA, PublishedSchema
from trials.mutations import AREAS, Mutant, changes_of, chosen_mutants, is_unnoticed, mirror_of, try_mutations
from trials.reading_back import READERS, Kept, compare
from trials.stored import worked_out

ROOT = Path(__file__).parents[1]
SOURCE = """
IS_ENOUGH = {"all": lambda given, wanted: given >= wanted}


def double(number: int) -> int:
    return number * 2
"""
TESTS = """
from consult.counting import IS_ENOUGH, double


def test_three_of_two_are_enough():
    assert IS_ENOUGH["all"](3, 2) and not IS_ENOUGH["all"](1, 2)


def test_twice_three():
    assert double(3) == 6
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree of one module, whose tests do not try the limit."""
    root = tmp_path / "tree"
    for name, text in {
        "pyproject.toml": "[tool.pytest.ini_options]\npythonpath = ['.']\naddopts = ['--import-mode=importlib']\n",
        "consult/__init__.py": "",
        "consult/counting.py": SOURCE,
        "tests/consult/test_counting.py": TESTS,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def test_changes_that_no_test_notices_are_told_with_file_line_and_change(tree: Path, tmp_path: Path) -> None:
    (outcome,) = try_mutations(tree, tmp_path / "copies", {"counting": "consult/*.py"}, workers=1)
    assert outcome.tried == len(changes_of(tree, Path("consult/counting.py"))) > 4
    assert [str(mutant) for mutant in outcome.survivors] == [
        'consult/counting.py:2: IS_ENOUGH = {"all": lambda given, wanted: given >= wanted}'
        '  ->  IS_ENOUGH = {"all": lambda given, wanted: given > wanted}'
    ]
    assert f"{outcome.tried} changes, {outcome.tried - 1} noticed" in str(outcome)
    assert "not noticed: consult/counting.py:2" in str(outcome)
    assert (tree / "consult/counting.py").read_text() == SOURCE


def test_tests_that_fail_without_a_change_say_nothing(tree: Path, tmp_path: Path) -> None:
    (tree / "tests/consult/test_counting.py").write_text("def test_nothing():\n    assert False\n")
    with pytest.raises(subprocess.CalledProcessError):
        try_mutations(tree, tmp_path / "copies", {"counting": "consult/*.py"}, workers=1)


def test_a_change_that_makes_tests_hang_is_noticed(tree: Path) -> None:
    path = Path("consult/counting.py")
    endless = Mutant(path, 1, "", "while True: ...", "while True: ...")
    assert not is_unnoticed(tree, endless, longest=3)
    assert (tree / path).read_text() == SOURCE


def test_no_more_is_tried_when_the_time_is_over(tree: Path, tmp_path: Path) -> None:
    (outcome,) = try_mutations(tree, tmp_path / "copies", {"counting": "consult/*.py"}, minutes=0, workers=1)
    assert outcome.tried == 0


@pytest.mark.parametrize("area", AREAS)
def test_every_area_has_modules_with_tests(area: str) -> None:
    assert any((ROOT / mirror_of(path.relative_to(ROOT))).exists() for path in ROOT.glob(AREAS[area]))


def test_the_seed_chooses_the_changes(tree: Path) -> None:
    chosen = chosen_mutants(tree, "consult/*.py", 3, seed=1)
    assert len(chosen) == 3
    assert chosen == chosen_mutants(tree, "consult/*.py", 3, seed=1)
    assert chosen != chosen_mutants(tree, "consult/*.py", 3, seed=2)


def test_what_stands_outside_functions_is_changed_too_and_words_are_not(tree: Path) -> None:
    changes = {change.made().after for change in changes_of(tree, Path("consult/counting.py"))}
    assert 'IS_ENOUGH = {"all": lambda given, wanted: given > wanted}' in changes
    assert not any("XX" in change for change in changes)


FORM = [
    ("type", "name", "label", "relevant", "parameters", "choice_filter", "calculation"),
    ("integer", "age", "Age?"),
    ("text", "why", "Why?", "${age} > 9"),
    ("select_one parks", "best", "The best park?", "${age} < 50", "randomize=true"),
    ("select_multiple parks", "all", "All parks?", "", "", "kind != 'far' or ${best} = 'a'"),
    ("rank parks", "order", "In order?"),
    ("decimal", "miles", "Miles?", "selected(${all}, '10')"),
    ("calculate", "score", "A score", "", "", "", "${age} - ${miles} + count-selected(${all})"),
    ("date", "day", "Day?"),
    ("geopoint", "spot", "Where?"),
    ("begin repeat", "child", "A child", "${age} > 17"),
    ("select_one sides", "plays", "On which side does it play?"),
    ("integer", "often", "How often?", "${plays} != 'left'"),
    ("end repeat", ""),
]
PARKS = [
    ("list_name", "name", "label", "kind"),
    *(("parks", "a", "Beckton", "near"), ("parks", "10", "Wanstead", "near"), ("parks", "c", "Ham", "far")),
    *(("sides", "left", "Left"), ("sides", "right", "Right")),
]


def test_each_form_is_converted_answered_exported_and_read_back_or_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "example_xls").mkdir()
    (tmp_path / "example_xls" / "good.xlsx").write_bytes(workbook(FORM, PARKS))
    (tmp_path / "example_xls" / "again.xlsx").write_bytes(workbook([FORM[0], FORM[1], ("text", "b", "Age?")]))
    (tmp_path / "example_xls" / "bad.xlsx").write_bytes(b"no workbook")
    outcome = try_conversion(tmp_path)
    assert outcome.exported == outcome.converted == ["again.xlsx", "good.xlsx"]
    assert list(outcome.refused) == ["bad.xlsx"]
    assert list(outcome.unready) == ["again.xlsx"]
    assert outcome.faults == []
    columns = 1 + 1 + 1 + 3 + 3 + 1 + 2 + 1 + 3
    columns += 20 * 2 + 19  # 20 entries of two questions, and between them whether there is another one
    # Each of the four files of cells has the columns and the reference; an order and what is computed are seen once.
    assert (outcome.answered, outcome.cells) == (2 * PATHS, PATHS * (4 * (columns + 1 + 2 + 1) + 2))
    assert not outcome.is_well, "two files are not enough"


ANYTHING = '<xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/>'
LAX = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="ddi:codebook:2_6"
    targetNamespace="ddi:codebook:2_6" elementFormDefault="qualified">
  <xs:element name="codeBook"><xs:complexType>
    <xs:sequence>HELD</xs:sequence>
    <xs:attribute name="version" fixed="2.6">
      <xs:simpleType><xs:restriction base="xs:string"/></xs:simpleType>
      <xs:annotation><xs:documentation>No note may stand here, and in the published schema some do.</xs:documentation>
      </xs:annotation>
    </xs:attribute>
  </xs:complexType></xs:element>
</xs:schema>"""


def schema_in(folder: Path, held: str) -> PublishedSchema:
    """Return a schema that knows nothing but what a code book begins with."""
    assert PublishedSchema.found_in(folder) is None
    (folder / SCHEMA).parent.mkdir(parents=True)
    (folder / SCHEMA).write_text(LAX.replace("HELD", held))
    found = PublishedSchema.found_in(folder)
    assert found is not None
    return found


def test_a_schema_that_finds_no_mistakes_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "example_xls").mkdir()
    (tmp_path / "example_xls" / "good.xlsx").write_bytes(workbook(FORM, PARKS))
    outcome = try_conversion(tmp_path, schema_in(tmp_path, ANYTHING))
    assert outcome.described == 2
    assert outcome.faults == [f"the published schema lets pass {mistake}" for mistake in MISTAKES]


def test_what_the_schema_refuses_is_a_fault_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "example_xls").mkdir()
    (tmp_path / "example_xls" / "good.xlsx").write_bytes(workbook(FORM, PARKS))
    outcome = try_conversion(tmp_path, schema_in(tmp_path, '<xs:element name="docDscr"/>'))
    first, second = outcome.faults
    for name, fault in (("good.xlsx", first), (EVERY_KIND, second)):
        assert fault.startswith(f"{name}: ddi, by the published schema, line 3: ")
        assert "docDscr" in fault


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, Path], Kept]]:
    """The files of a form that was answered, and what the database keeps."""
    service = Service(tmp_path_factory.mktemp("trial"))
    activity_id = service.publish("form", convert(workbook(FORM, PARKS)).definition)
    service.answer(activity_id, Random(3), times=PATHS)
    yield service.files("form", READERS), service.kept(activity_id)
    service.close()


@pytest.mark.parametrize(
    "key", ["age", "why", "best", "all", "order", "miles", "score", "day", "spot", "often", "plays_2"]
)
def test_an_answer_that_a_file_does_not_have_is_a_fault_in_each_file(
    sent: tuple[dict[str, Path], Kept], key: str
) -> None:
    files, kept = sent
    given = next(place for place, answers in enumerate(kept.answers) if key in answers)
    other = [*kept.answers]
    other[given] = {name: answer for name, answer in other[given].items() if name != key}
    assert compare(files, kept).faults == []
    faults = compare(files, replace(kept, answers=other)).faults
    assert {fault.partition(" ")[0] for fault in faults} >= {"sav", "dta", "csv", "parquet"}
    assert any(f" {key}" in fault for fault in faults)


def test_other_words_or_codes_of_an_answer_are_a_fault(sent: tuple[dict[str, Path], Kept]) -> None:
    files, kept = sent
    words = json.loads(json.dumps(kept.definition).replace("Wanstead", "Flats"))
    faults = compare(files, replace(kept, definition=words)).faults
    assert sorted({fault.partition(":")[0] for fault in faults}) == [
        "dta best value labels",
        "parquet best values",
        "sav best value labels",
    ]
    codes = json.loads(json.dumps(kept.definition).replace('"code": "c"', '"code": "d"'))
    faults = compare(files, replace(kept, definition=codes)).faults
    assert any(fault.startswith("ddi best") for fault in faults)


def test_a_value_is_worked_out_anew() -> None:
    answers, values = {"a": 2, "b": "x", "c": ["x", "y"]}, {"b": {"x": 4, "y": None}}
    assert worked_out({"sum": [{"q": "a"}, {"q": "b"}, {"count": "c"}]}, answers, values) == 8
    assert worked_out({"difference": [{"q": "a"}, {"sum": [{"q": "b"}, 1]}]}, answers, values) == -3
    assert worked_out({"sum": [{"q": "a"}, {"q": "none"}]}, answers, {**values, "none": {}}) is None
    assert worked_out({"sum": [{"q": "a"}, {"q": "none"}], "missing": "skip"}, answers, {**values, "none": {}}) == 2
