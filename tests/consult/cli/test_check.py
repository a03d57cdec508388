"""`consult check` says whether a deployment can serve, and what its operator should think of."""

import pytest

from consult.kernel import sqlite
from tests.consult.cli.conftest import Run
from tests.support import databases
from tests.support.files import make_bucket, s3_service


def test_a_database_without_tables_cannot_serve(run: Run) -> None:
    result = run("check")
    assert result.exit_code == 1
    assert "Run “consult db upgrade”" in result.stderr


def test_a_deployment_that_is_ready_says_so(run: Run) -> None:
    run("db", "upgrade")
    result = run("check")
    assert result.exit_code == 0
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[databases.backend()]
    assert f"Consult can serve: settings and keys fit the data, on {kind} " in result.stdout


def test_keys_that_do_not_fit_are_named(run: Run) -> None:
    run("db", "upgrade")
    result = run("check", CONSULT_SECRET_KEY="another-secret-key-that-nothing-was-signed-with")
    assert result.exit_code != 0
    assert "can serve" not in result.stdout


def test_an_old_sqlite_is_named_with_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    if databases.backend() != "sqlite":
        pytest.skip("it is about SQLite")
    run("db", "upgrade")
    monkeypatch.setattr(sqlite, "SAFE_VERSION", (99, 0, 0))
    result = run("check")
    assert result.exit_code == 0
    assert "versions before 99.0.0 can lose a commit" in result.stdout
    assert "Install a newer SQLite" in result.stdout
    monkeypatch.setattr(sqlite, "SAFE_VERSION", (3, 0, 0))
    assert "Advice" not in run("check").stdout


def test_a_bucket_is_tried_before_anything_is_served(run: Run) -> None:
    run("db", "upgrade")
    with s3_service() as endpoint:
        make_bucket(endpoint, "consult-files")
        keys = {"CONSULT_FILES_ACCESS_KEY": "key", "CONSULT_FILES_SECRET_KEY": "secret"}
        chosen = {"CONSULT_FILES_ENDPOINT": endpoint, "CONSULT_FILES_REGION": "eu-west-2", **keys}
        result = run("check", CONSULT_FILES_URL="s3://consult-files/live", **chosen)
        assert result.exit_code == 0
        assert f"Files are kept in the bucket consult-files at {endpoint}." in result.stdout
        result = run("check", CONSULT_FILES_URL="s3://another", **chosen)
        assert result.exit_code == 2
        assert f"No files can be kept in the bucket another at {endpoint}: there is no such bucket." in result.stderr
    result = run("check", CONSULT_FILES_URL="s3://consult-files/live", **chosen)
    assert result.exit_code == 2
    assert "it does not answer as a bucket does. Look at CONSULT_FILES_ENDPOINT." in result.stderr
    assert "secret" not in result.stderr
