"""Every opinion of the demonstration has one theme, by a script that says that it is one."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.analysis.themes.counts import theme_counts
from consult.analysis.themes.models import Coding, Theme
from consult.demo.coded_opinions import LABEL
from consult.demo.young_people import tell_story
from consult.kernel.authz import Role
from tests.factories import make_actor


def test_all_24_opinions_are_coded_with_one_theme_each(session: Session) -> None:
    made = tell_story(session, {"officer": make_actor(session, Role.OFFICER)})
    themes = session.scalars(select(Theme).order_by(Theme.number)).all()
    counts = theme_counts(session, made.id)
    assert [counts[theme.id].responses for theme in themes] == [4, 4, 3, 3, 5, 5]
    assert session.scalar(select(func.count()).select_from(Coding)) == 24
    assert all(theme.definition.endswith(LABEL) for theme in themes)
