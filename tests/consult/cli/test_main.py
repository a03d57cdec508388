"""Whatever goes wrong is told in one plain sentence, without a traceback."""

from pathlib import Path

import click
import pytest
from click.testing import Result

from consult.cli.main import COMMANDS
from tests.consult.cli.conftest import Run


def said(result: Result, exit_code: int) -> str:
    assert result.exit_code == exit_code, result.output
    assert "Traceback" not in result.output
    assert result.stdout == ""
    return result.stderr.strip()


def test_every_command_is_listed_and_can_be_loaded(run: Run) -> None:
    listed = run("--help").stdout
    for name in COMMANDS:
        assert f"\n  {name} " in listed
        assert run(name, "--help").exit_code == 0


def test_the_commands_of_plugins_that_are_on_are_beside_the_others(run: Run) -> None:
    assert "deployments" not in run("--help").stdout
    assert "\n  deployments " in run("--help", CONSULT_PLUGINS="register").stdout
    assert run("deployments", "--help", CONSULT_PLUGINS="register").exit_code == 0
    assert run("deployments", "--help").exit_code == 2
    assert "\n  import " in run("--help", CONSULT_PLUGINS="none-such").stdout


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout.startswith("Consult, version 0.")


def test_a_data_folder_that_cannot_be_written_to_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "data"
    assert said(run("db", "upgrade", CONSULT_DATA=str(folder)), 2) == (
        f"Consult cannot write to its data folder {folder} (Not a directory). "
        "Set CONSULT_DATA to a folder it may write to."
    )


def test_every_wrong_setting_is_named(run: Run) -> None:
    sentences = said(run("db", "upgrade", CONSULT_MINIMUM_DAYS="soon", CONSULT_COUNCIL_COLOUR="red"), 2).splitlines()
    assert sentences == [
        "CONSULT_COUNCIL_COLOUR must be a colour such as #1d5b79; it is “red”.",
        "CONSULT_MINIMUM_DAYS must be a whole number from 1 to 365; it is “soon”.",
    ]


@pytest.mark.parametrize("command", [("db", "upgrade"), ("db", "check"), ("worker",), ("plugins",)])
def test_a_database_that_is_away_is_told_in_one_line(run: Run, command: tuple[str, ...]) -> None:
    sentence = said(run(*command, CONSULT_DATABASE_URL="postgresql://somebody@127.0.0.1:1/consult"), 1)
    assert sentence.startswith("The database cannot be used (")
    assert sentence.endswith("Check CONSULT_DATABASE_URL, and that the database runs.")
    assert "\n" not in sentence


def test_a_file_that_is_no_database_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("These are notes, and no database. " * 100)
    sentence = said(run("db", "upgrade", CONSULT_DATABASE_URL=f"sqlite:///{tmp_path / 'notes.txt'}"), 1)
    assert sentence == (
        "The database cannot be used (file is not a database). Check CONSULT_DATABASE_URL, and that the database runs."
    )


def test_a_plugin_that_is_not_installed_is_named(run: Run) -> None:
    assert said(run("db", "upgrade", CONSULT_PLUGINS="tickets"), 2).startswith(
        "CONSULT_PLUGINS names “tickets”, which is not installed"
    )


@pytest.mark.parametrize(
    "command", [("worker",), ("serve",), ("seed", "responses", "--consultation", "x", "--count", "1")]
)
def test_a_database_that_needs_an_upgrade_is_not_worked_on(run: Run, command: tuple[str, ...]) -> None:
    assert said(run(*command), 2) == (
        "The database is not yet at this version of Consult. Run “consult db upgrade” first."
    )


def test_a_domain_error_is_told_as_it_is(run: Run) -> None:
    run("db", "upgrade")
    assert said(run("export", "nowhere", "--output", "x.csv"), 1) == "There is no consultation called “nowhere”."


def test_an_unknown_command_is_told(run: Run) -> None:
    result = run("nonsense")
    assert result.exit_code == 2
    assert "No such command 'nonsense'" in result.stderr


def test_programmers_can_have_the_traceback(run: Run) -> None:
    result = run("db", "upgrade", CONSULT_MINIMUM_DAYS="soon", CONSULT_TRACEBACK="1")
    assert result.exception is not None
    assert not isinstance(result.exception, (SystemExit, click.ClickException))
