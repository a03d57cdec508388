"""Commands work on the deployment that the environment names, and only when its database fits."""

from collections.abc import Iterator

import click
import pytest
from sqlalchemy import text

from consult.cli.deployment import open_deployment
from consult.contract.deployment import deployment_of
from consult.kernel.errors import Misconfigured
from tests.consult.cli.conftest import Run


@pytest.fixture(autouse=True)
def command(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A command that runs in this deployment, and closes what it opened when it ends."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with click.Context(click.Command("test")):
        yield


def test_a_database_without_tables_is_refused_with_the_command_that_helps() -> None:
    with pytest.raises(Misconfigured, match="Run “consult db upgrade” first"):
        open_deployment()


def test_the_command_that_makes_the_tables_may_open_it() -> None:
    with open_deployment(must_be_current=False).reading() as session:
        assert session.scalar(text("SELECT 1")) == 1


def test_after_the_upgrade_commands_find_the_database_its_settings_and_its_plugins(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("db", "upgrade", CONSULT_PLUGINS="survey,motion").exit_code == 0
    monkeypatch.setenv("CONSULT_PLUGINS", "survey,motion")
    database = open_deployment()
    assert [plugin.name for plugin in deployment_of(database).registry.plugins] == ["survey", "motion"]
    assert deployment_of(database).settings.council.name == "Exampleton Council"


def test_a_plugin_whose_tables_are_missing_is_noticed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("db", "upgrade").exit_code == 0
    monkeypatch.setenv("CONSULT_PLUGINS", "survey")
    with pytest.raises(Misconfigured, match="not yet at this version"):
        open_deployment()


def test_a_command_on_a_database_that_is_behind_says_one_sentence_and_changes_nothing(run: Run) -> None:
    result = run("seed", "responses", "--consultation", "cameras", "--count", "1")
    assert result.exit_code == 2
    assert result.stderr.strip() == (
        "The database is not yet at this version of Consult. Run “consult db upgrade” first."
    )
    assert run("db", "upgrade").exit_code == 0


def test_what_one_command_opened_is_closed_when_it_ends(run: Run) -> None:
    # Left open, a connection to SQLite is a warning, and a warning is an error here.
    for _ in range(3):
        assert run("db", "upgrade").exit_code == 0
