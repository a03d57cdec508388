"""Every kind of question through every file for statistics, read back cell by cell with another program."""

import csv
import json
import shutil
import subprocess
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from os import environ
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pyreadstat
import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.plugin import Audience, Column
from consult.exports.cutting import CUT_MARK
from consult.exports.formats import Format
from consult.exports.responses import ENVELOPE, columns, rows
from consult.exports.spss import LONGEST_TEXT
from consult.exports.stata import TAGS, stata_name
from consult.exports.typed_columns import Type, type_of
from consult.exports.writing import Described, written
from consult.kernel import clock, tokens
from consult.submissions.intake import Envelope, open_envelope
from consult.submissions.models import Channel
from plugins.survey.definition import PREFER_NOT
from tests.factories import make_activity, make_consultation
from tests.plugins.survey.conftest import NEWER_KINDS, PublishSurvey, item, options, page, survey, text
from tests.support.ddi import faults_in, variables_of

IN_UTF8 = {"LC_ALL": "C.UTF-8"}
LONG_CODE = "more_benches_and_more_trees"
LONG_TEXT = "Trees, benches – and “shade”. " * 1_200
SILENT = {"code": "silent", "label": text("Prefer not to say"), "missing": PREFER_NOT}
FIRST = survey(
    page("p1", item("choice", "radios", options=[*options("b", "a", "10"), SILENT], label=text("Which? " * 100))),
    page("p2", item("often", "number"), show_if={"q": "choice", "op": "eq", "value": "b"}),
    page("p3", item("below", "number", least=-6, most=20), item("why", "long_text"), title=text("Two at once")),
    page("p4", item("boxes", "checkboxes", options=[*options("x", LONG_CODE), {**SILENT, "exclusive": True}])),
    page("p5", item("line"), item("scale", "likert", options=[{**one, "value": 5} for one in options("lo", "hi")])),
    {**NEWER_KINDS["sections"][0]["pages"][0]},
    page("p6", item("photo", "file")),
)
SECOND = {**FIRST, "sections": [{"id": "s1", "pages": [*FIRST["sections"][0]["pages"]]}]}
SECOND["sections"][0]["pages"][0] = page(
    "p1", item("choice", "radios", options=[*options("c", "b", "a", "10"), SILENT], label=text("Which? " * 100))
)
GIVEN: list[dict[str, Any]] = [
    {
        **{"choice": "b", "often": 2.5, "below": -5, "why": "=1+1 ’tis\nline 2", "boxes": ["x", LONG_CODE]},
        **{"yes_no": "yes", "select": "b", "rating": "c", "ranking": ["c", "a"], "declaration": "agreed"},
        **{"budget": {"a": 60, "b": 40}, "hidden": "b", "pairwise": ["c>a", "b=c"], "line": "Benches", "scale": "hi"},
        **{"money": 12.5, "per_cent": 33.3, "computed": 45.8},
        **{"photo": "photo-0123456789abcdef.jpg", "date": "1900-01-01", "month": "2027-03", "time": "17:30"},
        **{"email": "resident@example.com", "phone": "+44 20 7946 0000", "website": "https://example.com/a"},
        **{"postcode": "E16 2QU", "geopoint": "51.50853,0.04021", "geoshape": "The streets around the park"},
    },
    {"choice": "a", "below": 3, "why": LONG_TEXT, "boxes": ["silent"], "date": "2200-12-31", "money": 0},
    {"choice": "silent", "why": "Trees 🌳 שלום"},
    {"choice": "10", "boxes": ["x"]},
]
Made = tuple[list[Column], list[tuple[object, ...]], Path]
Cell = str | float | date | datetime | None


@pytest.fixture
def answered(session: Session, publish: PublishSurvey) -> Activity:
    """A survey of every kind with two versions, four answers to the first and one to the second."""
    made = make_activity(session, make_consultation(session), kind="survey")
    publish(made, FIRST)
    for given in GIVEN:
        _take(session, made, given, version=1)
    publish(made, SECOND)
    _take(session, made, {"choice": "c", "often": 7}, version=2)
    return made


def _take(session: Session, activity: Activity, answers: dict[str, Any], *, version: int) -> None:
    open_envelope(
        session,
        activity,
        Envelope(
            answers=answers,
            idempotency_key=f"test:{tokens.new_secret()}",
            channel=Channel.PAPER,
            area="Abbey",
            received_on=clock.today_in_london() if version == 2 else None,
            questions_version=version,
        ),
    )


@pytest.fixture
def make(session: Session, answered: Activity, tmp_path: Path) -> Callable[[Format], Made]:
    """`make(format)` exports the responses, and returns their columns, their cells and the file."""

    def run(file_format: Format) -> Made:
        found = columns(session, answered.id)
        cells = list(rows(session, answered.id, [column.name for column in found], Audience.OFFICER))
        described = Described(
            "Trees & squares",
            "Where?",
            f"responses.{file_format.ending}",
            "responses.csv",
            date(2026, 11, 30),
            asked=frozenset(column.name for column in found) - {column.name for column in ENVELOPE},
        )
        target = tmp_path / described.file_name
        target.write_bytes(b"".join(written(found, cells, file_format, described)))
        return found, cells, target

    return run


def _typed(column: Column, cell: Any) -> Cell:
    """Return what a cell stands for."""
    if cell is None or cell == "":
        return None
    match type_of(column):
        case Type.DATE:
            return date.fromisoformat(cell)
        case Type.TIME:
            return datetime.fromisoformat(cell)
        case Type.NUMBER:
            return float(cell)
    return str(cell)


def _shown(cells: Iterable[Any]) -> list[Any]:
    return [None if cell is None or cell != cell or cell == "" else cell for cell in cells]


def test_parquet_gives_back_each_cell_with_its_type_and_its_words(make: Callable[[Format], Made]) -> None:
    found, cells, target = make(Format.PARQUET)
    table = pyarrow.parquet.read_table(target)
    for column, given in zip(found, zip(*cells, strict=True), strict=True):
        assert _shown(table[column.name].to_pylist()) == [_typed(column, cell) for cell in given], column.name
        told = table.schema.field(column.name).metadata
        assert told[b"label"].decode() == column.label
        assert json.loads(told.get(b"values", b"{}")) == {code: str(words) for code, words in column.values.items()}


def test_spss_gives_back_each_cell_with_labels_and_missing_values(make: Callable[[Format], Made]) -> None:
    found, cells, target = make(Format.SAV)
    data, meta = pyreadstat.read_sav(target, user_missing=True, output_format="dict")
    for column, given in zip(found, zip(*cells, strict=True), strict=True):
        assert _shown(data[column.name]) == [_as_number(column, cell) for cell in given], column.name
        labels = {column.numbers[code]: str(words) for code, words in column.values.items()}
        assert meta.variable_value_labels.get(column.name, {}) == labels, column.name
        missing = {part["lo"] for part in meta.missing_ranges.get(column.name, []) if isinstance(part, dict)}
        assert missing == {number for number in column.numbers.values() if number < 0}, column.name
    assert meta.column_names_to_labels["often"] == "Question often?"
    assert str(meta.column_names_to_labels["choice"]).endswith("Which?…")
    plain, _meta = pyreadstat.read_sav(target, output_format="dict")
    assert _shown(plain["often"]) == [2.5, None, None, None, 7]
    long_one = data["why"][1]
    assert long_one.endswith(str(CUT_MARK))
    assert LONGEST_TEXT - 8 < len(long_one.encode()) <= LONGEST_TEXT


def test_stata_gives_back_each_cell_with_labels_and_missing_values(make: Callable[[Format], Made]) -> None:
    found, cells, target = make(Format.DTA)
    data, meta = pyreadstat.read_dta(target, user_missing=True, output_format="dict")
    assert meta.file_label == "Trees & squares"
    for column, given in zip(found, zip(*cells, strict=True), strict=True):
        name = stata_name(column.name)
        wanted = [_tagged(_as_number(column, cell, is_cut=False)) for cell in given]
        assert _shown(data[name]) == wanted, column.name
        labels = {_tagged(column.numbers[code]): str(words) for code, words in column.values.items()}
        assert meta.variable_value_labels.get(name, {}) == labels, column.name
    assert len(stata_name(f"boxes__{LONG_CODE}")) == 32
    assert data["why"][1] == LONG_TEXT


def test_the_description_has_each_column_and_its_codes_and_is_valid(make: Callable[[Format], Made]) -> None:
    found, _cells, target = make(Format.DDI)
    content = target.read_bytes()
    assert faults_in(content) == []
    assert variables_of(content) == {column.name: [*column.values] for column in found}


def _as_number(column: Column, cell: Any, *, is_cut: bool = True) -> Cell:
    if type_of(column) is Type.CODE and cell is not None:
        return float(column.numbers[str(cell)])
    typed = _typed(column, cell)
    if isinstance(typed, datetime):
        return typed.astimezone(UTC).replace(tzinfo=None)
    if is_cut and isinstance(typed, str) and len(typed.encode()) > LONGEST_TEXT:
        room = typed.encode()[: LONGEST_TEXT - len(str(CUT_MARK).encode())]
        return room.decode("utf-8", "ignore").rstrip() + str(CUT_MARK)
    return typed


def _tagged(cell: Any) -> Any:
    return TAGS.get(int(cell), cell) if isinstance(cell, int | float) else cell


def test_numbers_of_codes_stay_when_a_version_puts_another_answer_first(session: Session, answered: Activity) -> None:
    choice = next(column for column in columns(session, answered.id) if column.name == "choice")
    assert choice.numbers == {"10": 10, "-7": -7, "-8": -8, "-9": -9, "b": 1, "a": 2, "c": 3}


ASK_R = """\
source("responses.R", encoding = "UTF-8")
stopifnot(is.character(text_of(c("", ""))), is.numeric(number_of("-9", "-9")))
one <- function(number) format(number, digits = 15)
plain <- function(column) enc2utf8(if (is.numeric(column)) sapply(column, one) else format(column))
shown <- lapply(responses, function(column) ifelse(is.na(column), "", trimws(plain(column))))
shown <- as.data.frame(shown, check.names = FALSE)
write.csv(shown, "shown.csv", row.names = FALSE, fileEncoding = "UTF-8")
writeLines(enc2utf8(sapply(responses, attr, "label")), "labels.txt", useBytes = TRUE)
"""


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs R")
def test_r_reads_the_csv_with_factors_days_and_missing_values(make: Callable[[Format], Made]) -> None:
    found, cells, script = make(Format.R)
    make(Format.CSV)
    (script.parent / "ask.R").write_text(ASK_R)
    subprocess.run(["Rscript", "ask.R"], cwd=script.parent, check=True, capture_output=True, env={**environ, **IN_UTF8})
    with (script.parent / "shown.csv").open(encoding="utf-8", newline="") as file:
        shown = list(csv.DictReader(file))
    for column, given in zip(found, zip(*cells, strict=True), strict=True):
        assert [row[column.name] for row in shown] == [_in_r(column, cell) for cell in given], column.name
    labels = (script.parent / "labels.txt").read_text(encoding="utf-8").splitlines()
    assert labels == [str(column.label) for column in found]


def _in_r(column: Column, cell: Any) -> str:
    """Return how R shows a cell: a code by its words, and nothing where there is no answer."""
    typed = _typed(column, cell)
    if typed is None or (str(cell) in column.numbers and column.numbers[str(cell)] < 0):
        return ""
    match type_of(column):
        case Type.CODE:
            return str(column.values[str(typed)])
        case Type.NUMBER:
            return f"{typed:g}"
        case Type.TIME:
            return f"{typed:%Y-%m-%d %H:%M:%S}" if f"{typed:%H:%M}" != "00:00" else f"{typed:%Y-%m-%d}"
    return str(typed).strip()
