"""The data package of the register is valid, by the library of those who wrote its specification."""

import zipfile
from pathlib import Path

import pytest
from frictionless import Package
from sqlalchemy.orm import Session

from consult.contract.registers import Register
from consult.kernel.db import Database
from consult.registers.written import write_register
from plugins.register.demo import make_demo
from plugins.register.registers import REGISTERS


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_the_package_is_valid(database: Database, session: Session, tmp_path: Path, register: Register) -> None:
    make_demo(session, {})
    output = tmp_path / "package.zip"
    write_register(database, register, "datapackage", output)
    zipfile.ZipFile(output).extractall(tmp_path)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["rowNumber", "fieldName", "message"]) == []
    assert report.stats["tasks"] == 1


def test_a_row_that_is_not_as_described_is_found(database: Database, session: Session, tmp_path: Path) -> None:
    make_demo(session, {})
    output = tmp_path / "package.zip"
    write_register(database, REGISTERS[0], "datapackage", output)
    zipfile.ZipFile(output).extractall(tmp_path)
    data = tmp_path / "data.csv"
    data.write_text(data.read_text().replace("held", "somewhere", 1))
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid
