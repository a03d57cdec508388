"""From the shell each line of a file is told with what becomes of it."""

from pathlib import Path

import pytest

from consult.file_imports.commands import import_from_shell
from consult.kernel.db import Database
from consult.kernel.errors import Invalid
from consult.office.imports import TERMS_FILE

HEAD = "person,name,role,ward,seat,from\n"
ROW = "jane,Councillor Jane Smith,member,Beckton,1,2022-05-09\n"


def test_each_line_is_told_with_its_outcome(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(HEAD + ROW)
    import_from_shell(database, TERMS_FILE, file, {}, dry_run=False)
    assert capsys.readouterr().out.splitlines()[0] == "Line 2: New."
    file.write_text(HEAD + ROW + "x,Councillor X,member,Beckton,1,2023-05-09\n")
    with pytest.raises(Invalid, match="Nothing was imported"):
        import_from_shell(database, TERMS_FILE, file, {}, dry_run=False)
    told = capsys.readouterr()
    assert (told.out, told.err.partition(" (")[0]) == (
        "Line 2: The same.\n",
        "Line 3: This seat is taken in these days",
    )
