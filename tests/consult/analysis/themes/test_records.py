"""Passages are taken out of themes as of every record."""

from consult.analysis.themes.records import RECORDS
from tests.consult.analysis.themes.conftest import Desk


def test_a_theme_is_a_record_of_its_consultation(desk: Desk) -> None:
    (record,) = RECORDS
    theme = desk.theme()
    assert desk.session.scalars(record.rows(desk.session, desk.consultation.id)).all() == [theme]
    assert (record.name(theme), record.page(theme)) == ("T1", ("themes.theme", {"theme_id": theme.id}))
    assert [field.column for field in record.fields] == ["title", "definition", "examples"]
