"""What a newcomer sees first."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from consult.cli.demonstration import accounts_table, closing_words, require_own_folder
from consult.config import Settings
from consult.kernel.errors import Misconfigured
from tests.consult.cli.conftest import Run


def test_accounts_are_shown_in_columns() -> None:
    accounts = [{"role": "Auditor", "email": "auditor@council.example", "password": "seven quiet lanterns"}]
    assert accounts_table(accounts).splitlines() == [
        "Role      Email                    Password",
        "-" * 55,
        "Resident  needs no account",
        "Auditor   auditor@council.example  seven quiet lanterns",
    ]


def test_a_newcomer_learns_where_things_are_kept_and_where_mail_goes(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    here, elsewhere = replace(settings, data=tmp_path / "demo-data"), replace(settings, data=tmp_path.parent)
    assert "kept in demo-data;" in closing_words(here)
    assert f"kept in {tmp_path.parent};" in closing_words(elsewhere)
    assert "it is shown here" in closing_words(here)
    assert "it is shown here" not in closing_words(
        replace(here, mail=replace(here.mail, server="mail.council.example"))
    )


def test_the_demo_keeps_to_a_folder_that_it_made(tmp_path: Path) -> None:
    require_own_folder(tmp_path / "demo")
    require_own_folder(tmp_path / "demo")
    (tmp_path / "service").mkdir()
    require_own_folder(tmp_path / "service")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "consult.sqlite3").touch()
    with pytest.raises(Misconfigured, match="was not made by the demo"):
        require_own_folder(tmp_path / "other")


def test_the_settings_of_a_service_reach_no_demo(
    run: Run, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("db", "upgrade")
    before = run("db", "check").stdout
    monkeypatch.chdir(tmp_path)
    base = {"CONSULT_BASE_URL": "https://consult.council.example", "CONSULT_PLUGINS": "survey,impact,motion"}
    built = run("demo", "--no-serve", **base)
    assert built.exit_code == 0, built.stderr
    assert (tmp_path / "demo-data" / "consult.sqlite3").exists()
    engine = create_engine(environment["CONSULT_DATABASE_URL"])
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM person")) == 0
    engine.dispose()
    assert run("db", "check").stdout == before
    (Path(environment["CONSULT_DATA"]) / "files").mkdir()
    refused = run("demo", "--no-serve", "--data", environment["CONSULT_DATA"])
    assert (refused.exit_code, "was not made by the demo" in refused.stderr) == (2, True)
