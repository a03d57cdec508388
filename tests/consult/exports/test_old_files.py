"""What earlier versions kept of single responses is gone from the data folder, and nothing beside it."""

import gzip
from pathlib import Path

from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.exports.old_files import delete_public_rows
from consult.exports.prepared_files import sweep_prepared
from consult.jobs.models import Job
from consult.kernel import tokens


def rows_in(folder: Path) -> Path:
    """Put a file of rows where an earlier version kept it."""
    folder.mkdir(exist_ok=True)
    path = folder / tokens.new_secret()[:40]
    path.write_bytes(gzip.compress(b'[1,"support"]\n'))
    return path


def test_files_of_rows_go_and_the_folder_with_them(tmp_path: Path) -> None:
    assert delete_public_rows(tmp_path) == 0
    paths = [rows_in(tmp_path / "public") for _ in range(2)]
    assert delete_public_rows(tmp_path) == 2
    assert not any(path.exists() for path in paths)
    assert not (tmp_path / "public").exists()


def test_what_somebody_else_put_there_stays(tmp_path: Path) -> None:
    path = rows_in(tmp_path / "public")
    strange = [tmp_path / "public" / "index.html", tmp_path / "public" / ("a" * 40)]
    for one in strange:
        one.write_text("Not ours.")
    (tmp_path / "public" / ("b" * 40)).symlink_to(strange[0])
    assert delete_public_rows(tmp_path) == 1
    assert not path.exists()
    assert all(one.read_text() == "Not ours." for one in strange)


def test_a_link_in_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    path = rows_in(tmp_path / "elsewhere")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "public").symlink_to(tmp_path / "elsewhere")
    assert delete_public_rows(tmp_path / "data") == 0
    assert path.exists()


def test_the_daily_sweep_deletes_them(session: Session) -> None:
    path = rows_in(deployment_of(session).settings.data / "public")
    sweep_prepared(session, Job(name="exports.sweep"))
    assert not path.exists()
