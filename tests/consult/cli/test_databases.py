"""`consult db` from the shell."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.consult.cli.conftest import Run


def test_a_new_database_is_upgraded_and_then_up_to_date(run: Run) -> None:
    first = run("db", "upgrade")
    assert first.exit_code == 0
    assert "core: 0001_" in first.stdout
    assert run("db", "upgrade").stdout == "The database is up to date.\n"


def test_models_and_migrations_agree(run: Run, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    looked_at = run("db", "check", CONSULT_DATA=nowhere, CONSULT_PLUGINS="survey,impact,motion")
    assert looked_at.stdout == "Models and migrations agree.\n"
    assert not Path(nowhere).exists()
    empty = run("db", "check")
    assert (empty.exit_code, empty.stderr) == (1, "The database is empty. Run “consult db upgrade” first.\n")
    assert run("db", "check", "--code-only").stdout == "Models and migrations agree.\n"
    run("db", "upgrade")
    assert run("db", "check").stdout == "Models, migrations and database agree.\n"


def test_a_difference_is_told_and_the_check_fails(run: Run, environment: dict[str, str]) -> None:
    run("db", "upgrade")
    engine = create_engine(environment["CONSULT_DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE mail_message"))
    engine.dispose()
    result = run("db", "check")
    assert result.exit_code == 1
    assert "in this database, core: the table mail_message is in the models but not" in result.stderr


def test_revisions_that_were_not_run_are_told(run: Run) -> None:
    run("db", "upgrade")
    result = run("db", "check", CONSULT_PLUGINS="survey")
    assert result.exit_code == 1
    assert "survey: 0001_initial has not been run here" in result.stderr


def test_a_revision_needs_to_say_what_changes(run: Run) -> None:
    result = run("db", "revision")
    assert result.exit_code == 2
    assert "Missing argument" in result.stderr


@pytest.mark.parametrize("name", ["encryption-keys", "secret-key"])
def test_keys_that_are_missing_stop_every_command_and_are_not_replaced(run: Run, tmp_path: Path, name: str) -> None:
    own = {"CONSULT_ENCRYPTION_KEYS": "", "CONSULT_SECRET_KEY": ""}
    assert run("db", "upgrade", **own).exit_code == 0
    kept = (tmp_path / "data" / name).rename(tmp_path / "elsewhere")
    for command in (("privacy", "purge"), ("serve",), ("db", "upgrade")):
        refused = run(*command, **own)
        assert refused.exit_code == 2
        is_first = command == ("db", "upgrade")
        assert refused.stderr.startswith("The keys do not belong to this database" if is_first else "There is no ")
        assert name in refused.stderr
        assert len(refused.stderr.strip().splitlines()) == 1
        assert not (tmp_path / "data" / name).exists()
    kept.rename(tmp_path / "data" / name)
    assert run("privacy", "purge", **own).exit_code == 0


def test_a_lost_key_is_given_up_only_on_request(run: Run, tmp_path: Path) -> None:
    own = {"CONSULT_ENCRYPTION_KEYS": ""}
    run("db", "upgrade", **own)
    lost = (tmp_path / "data" / "encryption-keys").read_text().partition(":")[0]
    (tmp_path / "data" / "encryption-keys").unlink()
    assert run("db", "accept-keys", typed="n\n", **own).exit_code == 1
    assert f"Given up: {lost}." in run("db", "accept-keys", typed="y\n", **own).stdout
    assert run("privacy", "purge", **own).exit_code == 0
    assert (tmp_path / "data" / "encryption-keys").read_text().partition(":")[0] != lost
