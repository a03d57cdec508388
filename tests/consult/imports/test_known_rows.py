"""Rows are compared with each other and with what was imported before."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.imports.known_rows import Compared, KnownRows, Standing
from consult.imports.plan import ImportPlan, OnConflict
from consult.imports.rows import RowRead
from consult.imports.services import import_responses
from consult.kernel.authz import SYSTEM
from consult.kernel.db import database_of
from consult.submissions.models import Channel
from consult.tables.files import read_table

PLAN = ImportPlan(answers={"reasons": "why"}, key="id")
FRESH, KNOWN, REPEATED, CLASHING, KEPT, REPLACING, UNCLEAR = Standing


def compared(session: Session, activity: Activity, text: str, plan: ImportPlan = PLAN) -> list[Compared]:
    """Return what is found out about each row of a file."""
    table = read_table(text.encode())
    why = table.places["why"]
    rows = [
        RowRead(row.number, row.cells, {"reasons": row.cells[why]}, 1, Channel.IMPORT, area="") for row in table.rows
    ]
    return list(KnownRows(session, activity, table, plan).compare(rows))


def standings(session: Session, activity: Activity, text: str, plan: ImportPlan = PLAN) -> list[Standing]:
    """Return how each row of a file stands."""
    return [row.standing for row in compared(session, activity, text, plan)]


@pytest.fixture
def imported(session: Session, activity: Activity) -> Activity:
    """An activity into which two rows were imported."""
    import_responses(session, SYSTEM, activity, b"id,why\n1,one\n2,two\n", PLAN)
    return activity


def test_rows_stand_to_each_other(session: Session, activity: Activity) -> None:
    text = "id,why\n1,one\n1,one\n1,other\n,blank\n,blank\n"
    assert standings(session, activity, text) == [FRESH, REPEATED, UNCLEAR, FRESH, FRESH]


def test_every_row_of_a_key_is_held_against_the_first_of_it(session: Session, activity: Activity) -> None:
    first, second, third, fourth = compared(session, activity, "id,why\n1,one\n1,other\n1,more\n1,one\n")
    assert first.sentence == ""
    assert "the same “id” as line 2 and" in second.sentence
    assert "the same “id” as line 2 and" in third.sentence
    assert fourth.standing is REPEATED


def test_rows_with_the_same_words_under_another_source_are_counted_by_it(session: Session, imported: Activity) -> None:
    table = read_table(b"id,why\n1,one\n2,other\n")
    for plan, expected in [
        (replace(PLAN, source="B"), {"": 1}),
        (PLAN, {}),
        (replace(PLAN, source="B", key=None), {}),
    ]:
        rows = compared(session, imported, "id,why\n1,one\n2,other\n", plan)
        assert KnownRows(session, imported, table, plan).elsewhere(rows) == expected


def test_rows_stand_to_what_was_imported(session: Session, imported: Activity) -> None:
    text = "id,why\n1,one\n2,other\n3,three\n"
    assert standings(session, imported, text) == [KNOWN, CLASHING, FRESH]
    separate = ImportPlan(answers=PLAN.answers, key="id", on_conflict=OnConflict.SEPARATE)
    assert standings(session, imported, text, separate) == [KNOWN, FRESH, FRESH]
    take = replace(separate, on_conflict=OnConflict.TAKE)
    assert standings(session, imported, text, take) == [KNOWN, REPLACING, FRESH]
    leave = replace(separate, on_conflict=OnConflict.LEAVE)
    assert standings(session, imported, text, leave) == [KNOWN, KEPT, FRESH]
    assert standings(session, imported, text, ImportPlan(key="id", source="B")) == [FRESH, FRESH, FRESH]


def test_a_new_key_of_the_ring_knows_old_rows(
    session: Session, imported: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = database_of(session).keys
    newer = type(keys)(keys={"newer": b"k" * 32, **keys.keys}, current="newer")
    monkeypatch.setattr("consult.imports.known_rows.database_of", lambda session: _Holder(newer))
    assert standings(session, imported, "id,why\n1,one\n2,other\n") == [KNOWN, CLASHING]


class _Holder:
    def __init__(self, keys: Any) -> None:
        self.keys = keys
