"""The rows of a register are found by page, by key and by filter, and a change of anything is known."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from consult.decisions.registers import DECISIONS
from consult.kernel.errors import NotFound
from consult.registers import queries
from consult.registers.queries import EVERYTHING, Asked, cells_of, count_of, find_row, newest_entry, page_of
from tests.consult.decisions.conftest import Case, make_case
from tests.consult.registers.conftest import corrected, published


def test_pages_follow_each_other_by_key_whatever_comes_between(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    published(session)
    published(session)
    published(session)
    first = [row.id for row in page_of(session, DECISIONS, EVERYTHING)]
    assert first == sorted(first, reverse=True)
    assert len(first) == 3
    published(session)
    assert [row.id for row in page_of(session, DECISIONS, EVERYTHING, first[1])] == first[2:]


def test_what_is_not_public_is_in_no_list_no_count_and_not_found(session: Session, decided: Case) -> None:
    other = make_case(session)
    draft = other.write()
    assert count_of(session, DECISIONS, EVERYTHING) == 1
    with pytest.raises(NotFound):
        find_row(session, DECISIONS, draft.id)


def test_filters_narrow_by_code_by_words_and_by_days_whole_days_included(session: Session, decided: Case) -> None:
    (row,) = page_of(session, DECISIONS, EVERYTHING)
    the_day = date(2023, 1, 16)
    assert count_of(session, DECISIONS, Asked({"standing": "current"}, {}, {}, {})) == 1
    assert count_of(session, DECISIONS, Asked({"standing": "replaced"}, {}, {}, {})) == 0
    assert count_of(session, DECISIONS, Asked({}, {"summary": "NOT welcome"}, {}, {})) == 1
    assert count_of(session, DECISIONS, Asked({}, {"summary": "%"}, {}, {})) == 0
    assert count_of(session, DECISIONS, Asked({}, {}, {"decided_on": the_day}, {"decided_on": the_day})) == 1
    assert count_of(session, DECISIONS, Asked({}, {}, {"decided_on": date(2023, 1, 17)}, {})) == 0
    assert count_of(session, DECISIONS, Asked({}, {}, {}, {"decided_on": date(2023, 1, 15)})) == 0
    assert row.consultation.id == decided.consultation.id


def test_all_rows_come_in_batches_each_once(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        published(session)
    monkeypatch.setattr(queries, "BATCH", 2)
    keys = [row.id for row, _ in cells_of(session, DECISIONS, EVERYTHING)]
    assert len(keys) == 5
    assert keys == sorted(set(keys))


def test_whatever_happens_is_a_change(session: Session, decided: Case) -> None:
    before = newest_entry(session)
    corrected(decided)
    assert newest_entry(session) > before
