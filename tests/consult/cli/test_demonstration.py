"""The table that a newcomer sees first."""

from consult.cli.demonstration import accounts_table


def test_accounts_are_shown_in_columns() -> None:
    accounts = [{"role": "Auditor", "email": "auditor@council.example", "password": "seven quiet lanterns"}]
    assert accounts_table(accounts).splitlines() == [
        "Role      Email                    Password",
        "-" * 55,
        "Resident  needs no account",
        "Auditor   auditor@council.example  seven quiet lanterns",
    ]
