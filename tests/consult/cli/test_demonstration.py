"""What a newcomer sees first."""

from dataclasses import replace
from pathlib import Path

import pytest

from consult.cli.demonstration import accounts_table, closing_words
from consult.config import Settings


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
