"""`consult db` from the shell."""

from sqlalchemy import create_engine, text

from tests.consult.cli.conftest import Run


def test_a_new_database_is_upgraded_and_then_up_to_date(run: Run) -> None:
    first = run("db", "upgrade")
    assert first.exit_code == 0
    assert "core: 0001_" in first.stdout
    assert run("db", "upgrade").stdout == "The database is up to date.\n"


def test_models_and_migrations_agree(run: Run) -> None:
    assert run("db", "check", CONSULT_PLUGINS="survey,impact,motion").stdout == "Models and migrations agree.\n"
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
    assert "Say what changes" in result.stderr
