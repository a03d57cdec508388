"""`consult survey convert` writes a definition and prints what is not in it."""

import json
import os
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.db import Database
from plugins.survey.commands import survey_group
from plugins.survey.document import read_definition
from tests.plugins.survey.conftest import item, page, survey
from tests.plugins.survey.convert.conftest import workbook
from tests.plugins.survey.test_translation_views import put, welsh

FORM = workbook([("type", "name", "label"), ("text", "a", "A?"), ("geotrace", "b", "Where?")])


@pytest.fixture(autouse=True)
def _in_its_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_form_is_written_as_a_definition_with_a_line_for_what_is_not_in_it(tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").write_bytes(FORM)
    done = CliRunner().invoke(survey_group, ["convert", "form.xlsx", "--output", "out.json"])
    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [
        "survey, row 3, b: There is no kind of question for “geotrace”, so it was left out.",
        "Wrote 1 questions to out.json. Not brought over as it was: 1.",
    ]
    assert [item.key for item in read_definition(json.loads((tmp_path / "out.json").read_text())).items] == ["a"]


@pytest.mark.parametrize(
    ("data", "form", "said"),
    [
        (b"", "auto", "The file is empty.\n"),
        (b"<html/>", "auto", "This XML is no survey of LimeSurvey: export its structure as .lss.\n"),
        (b"{}", "survey", "“schema”: This is missing.\n“sections”: This is missing.\n"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_written(tmp_path: Path, data: bytes, form: str, said: str) -> None:
    (tmp_path / "form").write_bytes(data)
    done = CliRunner().invoke(survey_group, ["convert", "form", "--from", form, "--output", "out.json"])
    assert done.exit_code == 1
    assert said in done.output
    assert "Traceback" not in done.output
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    ("source", "output", "said"),
    [
        ("form.xlsx", ".", "is a directory"),
        ("form.xlsx", "nowhere/out.json", "The file nowhere/out.json cannot be written (No such file or directory)."),
        ("form.xlsx", "/dev/full", "The file /dev/full cannot be written (No space left on device)."),
        ("missing.xlsx", "out.json", "does not exist"),
        (".", "out.json", "is a directory"),
        ("/dev/zero", "out.json", "The file is larger than 5 MB."),
        ("/proc/self/mem", "out.json", "The file /proc/self/mem cannot be read (Input/output error)."),
    ],
)
def test_a_file_that_is_not_there_or_cannot_be_written_is_named(
    tmp_path: Path, source: str, output: str, said: str
) -> None:
    (tmp_path / "form.xlsx").write_bytes(FORM)
    done = CliRunner().invoke(survey_group, ["convert", source, "--output", output])
    assert done.exit_code in {1, 2}
    assert said in done.output
    assert not isinstance(done.exception, OSError)
    assert [path.name for path in tmp_path.iterdir()] == ["form.xlsx"]


def test_a_form_comes_through_a_pipe_and_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "out.json").write_text("what was there before")
    writing = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=[FORM])
    writing.start()
    done = CliRunner().invoke(survey_group, ["convert", "pipe", "--output", "out.json"])
    writing.join()
    assert done.exit_code == 0, done.output
    assert [item.key for item in read_definition(json.loads((tmp_path / "out.json").read_text())).items] == ["a"]


def test_texts_go_to_a_file_and_come_back(
    database: Database, session: Session, draft_survey: Activity, tmp_path: Path
) -> None:
    put(session, draft_survey, survey(page("p1", item("a")), languages=["en-GB", "cy"]))
    session.commit()
    command = ["translations", str(draft_survey.id), "cy"]
    done = CliRunner().invoke(survey_group, [*command, "--output", "cy.csv"], obj=database)
    assert done.output == "Wrote 2 texts to cy.csv.\n"
    file = tmp_path / "cy.csv"
    file.write_bytes(file.read_bytes().replace(b"Question a?,,", b"Question a?,Pam?,"))
    taken = CliRunner().invoke(survey_group, [*command, "--input", "cy.csv"], obj=database)
    assert taken.output == "Taken: 1. The same already: 0. Empty in the file: 1.\n"
    session.expire_all()
    assert welsh(session, draft_survey) == {"items.a.label": "Pam?"}
    for wrong in (["translations", "0", "cy", "--input", "cy.csv"], [*command[:2], "ur", "--input", "cy.csv"], command):
        assert CliRunner().invoke(survey_group, wrong, obj=database).exit_code != 0
