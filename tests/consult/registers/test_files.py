"""The files of a register, and that the data package describes the CSV file as it is."""

import csv
import io
import json
import re
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.contract.registers import Register
from consult.decisions.registers import DECISIONS
from consult.exports import formats
from consult.registers.files import csv_file, data_package, json_file, names_of
from consult.registers.queries import EVERYTHING, cells_of
from plugins.impact.registers import EVIDENCE
from plugins.motion.registers import RESOLUTIONS
from tests.consult.registers.conftest import corrected, published

READERS: dict[str, Any] = {
    "number": float,
    "integer": int,
    "date": date.fromisoformat,
    "datetime": lambda typed: datetime.strptime(typed, "%Y-%m-%dT%H:%M:%SZ"),
    "boolean": lambda typed: {"true": True, "false": False}[typed],
    "string": str,
}
"""How the types of Table Schema are written by default."""


def address(row: Any) -> str:
    return f"https://council.example/registers/decisions/rows/{row.id}"


def read_csv(session: Session, register: Register = DECISIONS) -> list[dict[str, str]]:
    content = b"".join(csv_file(register, cells_of(session, register, EVERYTHING), address))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_no_cell_of_the_csv_file_is_a_formula(session: Session) -> None:
    published(session, summary="=HYPERLINK(1)")
    (row,) = read_csv(session)
    assert row["summary"] == "'=HYPERLINK(1)"


def test_a_small_number_of_people_is_in_no_file(session: Session) -> None:
    published(session)
    (row,) = read_csv(session)
    assert row["responses"] == "<5"
    (kept,) = json.loads(b"".join(json_file(DECISIONS, cells_of(session, DECISIONS, EVERYTHING), address)))
    assert kept["responses"] == "<5"


def test_json_is_one_list_however_many_pieces_it_comes_in(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    assert b"".join(json_file(DECISIONS, [], address)) == b"[]"
    for number in range(3):
        published(session, summary=f"Number {number} }}\n{{ of three")
    monkeypatch.setattr(formats, "CHUNK", 10)
    rows = json.loads(b"".join(json_file(DECISIONS, cells_of(session, DECISIONS, EVERYTHING), address)))
    assert [row["summary"][:8] for row in rows] == ["Number 0", "Number 1", "Number 2"]
    assert list(rows[0]) == names_of(DECISIONS)


@pytest.mark.parametrize("register", [DECISIONS, RESOLUTIONS, EVIDENCE], ids=lambda register: register.name)
def test_the_data_package_keeps_the_rules_of_its_specification(register: Register) -> None:
    package = data_package(register, "Council", "https://council.example/registers/x")
    (resource,) = package["resources"]
    assert re.fullmatch(r"[-a-z0-9._/]+", package["name"])
    assert re.fullmatch(r"[-a-z0-9._/]+", resource["name"])
    assert not resource["path"].startswith(("/", "."))
    fields = resource["schema"]["fields"]
    names = [field["name"] for field in fields]
    assert len(set(names)) == len(names)
    assert {field["type"] for field in fields} <= set(READERS)
    assert set(resource["schema"]["primaryKey"]) <= set(names)
    assert all(isinstance(value, str) for value in resource["schema"]["missingValues"])
    assert all(set(licence) >= {"name", "path", "title"} for licence in package["licenses"])
    assert package["contributors"] == [{"title": "Council", "role": "publisher"}]


def test_every_cell_of_the_csv_file_is_as_the_schema_says(session: Session) -> None:
    corrected(published(session), summary="Corrected")
    published(session)
    schema = data_package(DECISIONS, "Council", "https://council.example")["resources"][0]["schema"]
    rows = read_csv(session)
    assert [row["standing"] for row in rows] == ["replaced", "current", "current"]
    assert list(rows[0]) == [field["name"] for field in schema["fields"]]
    assert len({row["address"] for row in rows}) == len(rows)
    for row in rows:
        for field in schema["fields"]:
            typed = row[field["name"]]
            if typed not in schema["missingValues"]:
                READERS[field["type"]](typed)
                assert typed in field.get("constraints", {}).get("enum", [typed])


def test_the_council_is_named_as_who_publishes_and_the_licence_as_the_terms() -> None:
    package = data_package(DECISIONS, "Exampleton Council", "x")
    assert package["contributors"] == [{"title": "Exampleton Council", "role": "publisher"}]
    assert [licence["name"] for licence in package["licenses"]] == ["OGL-UK-3.0"]
