"""The files of themes and of assignments, from the desk and from the shell."""

import pytest

from consult.analysis.themes import code_book
from consult.analysis.themes.exports import ASSIGNMENT_COLUMNS, EXPORTS, THEME_COLUMNS
from consult.contract.plugin import Audience, Column, Export
from tests.consult.analysis.themes.conftest import Desk


def rows_of(desk: Desk, export: Export, columns: tuple[Column, ...]) -> list[dict[str, object]]:
    """Return the rows of an export by the names of its columns."""
    names = [column.name for column in columns]
    found = export.rows(desk.session, desk.consultation.id, names, Audience.OFFICER)
    return [dict(zip(names, row, strict=True)) for row in found]


def test_every_theme_is_there_with_its_counts_and_where_it_leads(desk: Desk) -> None:
    old, into, sent, other = desk.theme("Old"), desk.theme("Into"), desk.response(), desk.response()
    desk.code(sent, old)
    desk.propose(other, into)
    code_book.merge_themes(desk.session, desk.officer, old, into.id)
    parts = code_book.split_theme(desk.session, desk.officer, into, ["One", "Two"])
    rows = rows_of(desk, EXPORTS[0], THEME_COLUMNS)
    assert [row["theme"] for row in rows] == ["T1", "T2", *(part.code for part in parts)]
    assert (rows[0]["merged_into"], rows[0]["responses"]) == ("T2", 0)
    assert (rows[1]["responses"], rows[1]["found_by_officer"], rows[1]["proposed"]) == (1, 1, 1)
    assert rows[2]["split_from"] == "T2"


def test_every_assignment_is_there_with_source_score_and_history(desk: Desk) -> None:
    theme, sent = desk.theme(), desk.response()
    desk.propose(sent, theme, 0.75)
    desk.code(sent, theme)
    desk.code(sent)
    desk.code(sent, theme)
    ended, counted = rows_of(desk, EXPORTS[1], ASSIGNMENT_COLUMNS)
    assert (ended["source"], ended["score"], ended["status"]) == ("model", 0.75, "ended")
    assert (ended["accepted_by"], ended["ended_by"]) == (desk.person.name, desk.person.name)
    assert (counted["response"], counted["theme"], counted["status"]) == (sent.reference, "T1", "counted")


@pytest.mark.parametrize("what", ["themes", "assignments"])
def test_nothing_of_it_is_public_as_small_numbers_would_be(what: str) -> None:
    columns = {"themes": THEME_COLUMNS, "assignments": ASSIGNMENT_COLUMNS}[what]
    assert not [column.name for column in columns if column.is_public]
