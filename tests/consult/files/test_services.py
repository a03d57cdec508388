"""The records of kept files, and sweeping up."""

import io
import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consult.contract.deployment import deployment_of
from consult.files.services import clean_name, store_file, sweep_files
from consult.files.store import staging_folder
from consult.kernel.db import Database
from tests.support.files import content_path

TWO_DAYS = 2 * 24 * 3600


def age(place: Path) -> None:
    then = place.stat().st_mtime - TWO_DAYS
    os.utime(place, (then, then))


def test_the_sweep_takes_only_old_files_that_nothing_names(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        named = content_path(session, store_file(session, "named.txt", io.BytesIO(b"1")))
    with live_database.sessions() as session:
        dropped = content_path(session, store_file(session, "dropped.txt", io.BytesIO(b"2")))
        fresh = content_path(session, store_file(session, "fresh.txt", io.BytesIO(b"3")))
        unfinished = staging_folder(deployment_of(session).settings) / "begun"
        session.rollback()
    unfinished.write_bytes(b"half")
    for place in (named, dropped, unfinished):
        age(place)
    with live_database.unit_of_work() as session:
        assert sweep_files(session) == 2
        assert sweep_files(session) == 0
    assert [place.exists() for place in (named, dropped, fresh, unfinished)] == [True, False, True, False]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("C:\\Users\\me\\report.pdf", "report.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ('<img src=x onerror="alert(1)">.png', "png"),
        ("évaluation d’impact.pdf", "évaluation d’impact.pdf"),
        ("a\r\nSet-Cookie: x.csv", "x.csv"),
        ("", "file"),
        ("...", "file"),
    ],
)
def test_a_name_is_kept_as_harmless_text(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@given(st.text(max_size=400))
@example(".\x80")
def test_a_cleaned_name_is_short_and_stays_as_it_is(typed: str) -> None:
    found = clean_name(typed)
    assert 0 < len(found) <= 150
    assert clean_name(found) == found
    assert "/" not in found
    assert found not in {".", ".."}


def test_a_long_name_keeps_its_ending() -> None:
    assert clean_name("x" * 300 + ".docx") == "x" * 145 + ".docx"
