"""Officers are handed what they coded; it stays when they are erased."""

from consult.analysis.themes.models import Coding, Theme
from consult.privacy.services import collect, find_subject
from tests.consult.analysis.themes.conftest import Desk


def test_what_was_done_in_office_is_handed_over(desk: Desk) -> None:
    theme, sent = desk.theme(), desk.response()
    desk.code(sent, theme)
    held = collect(desk.session, find_subject(desk.session, desk.person.email))
    assert held["theme.created_by_id"] == [theme.id]
    assert held["theme_coding.coded_by_id"] == [desk.session.query(Coding.id).scalar()]
    assert len(held["theme_assignment.made_by_id"]) == desk.session.query(Theme).count() == 1
