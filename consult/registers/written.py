"""A register written to a file: CSV, JSON lines, or a data package that holds the CSV with its description."""

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from consult.contract.deployment import address_of, deployment_of
from consult.contract.registers import Register
from consult.exports.formats import json_lines_chunks
from consult.kernel.db import Database
from consult.kernel.written_files import AS_USUAL, written_whole
from consult.registers.files import Rows, csv_file, data_package, names_of
from consult.registers.queries import EVERYTHING, cells_of
from consult.registers.values import plain_row

FORMATS = ("csv", "jsonl", "datapackage")


def write_register(database: Database, register: Register, file_format: str, output: Path) -> int:
    """Write every row that the public may read to a file, and return its bytes; a data package is a ZIP file."""
    home = address_of(database, f"/registers/{register.name}")

    def address(row: object) -> str:
        return f"{home}/rows/{register.key_of(row)}"

    with written_whole(output, AS_USUAL) as file, database.reading() as session:
        rows = cells_of(session, register, EVERYTHING)
        if file_format == "datapackage":
            publisher = deployment_of(database).settings.council.name
            described = data_package(register, publisher, home)
            _write_package(file, described, csv_file(register, rows, address))
        else:
            chunks = csv_file(register, rows, address) if file_format == "csv" else _lines(register, rows, address)
            file.writelines(chunks)
    return output.stat().st_size


def _lines(register: Register, rows: Rows, address: Callable[[object], str]) -> Iterator[bytes]:
    plain = (plain_row(register.columns, cells, address(row)) for row, cells in rows)
    return json_lines_chunks(names_of(register), plain)


def _write_package(file: IO[bytes], described: dict[str, object], chunks: Iterator[bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("datapackage.json", json.dumps(described, ensure_ascii=False, indent=2))
        with package.open("data.csv", "w") as data:
            data.writelines(chunks)
