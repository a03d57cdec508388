"""Where people stop, as officers read it: pages in order, and no number behind which one person could be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.journey.models import Stop
from consult.journey.progress import AREA
from consult.kernel.errors import NotFound
from consult.statistics.stops import _rounded, shown_stops
from consult.submissions import about_you
from tests.factories import make_activity, make_consultation


def stopped(session: Session, activity: Activity, **pages: int) -> dict[str, str]:
    """Let so many people stop at each page and return what is shown: numbers by label."""
    for page, many in pages.items():
        session.add(Stop(activity_id=activity.id, page=page.removeprefix("start"), count=many))
    session.flush()
    return {bar.label: bar.text for bar in shown_stops(session, activity).bars}


def test_every_page_of_the_path_has_a_row_in_its_order(session: Session, activity: Activity) -> None:
    shown = stopped(session, activity, start=31, reasons=120, position=9)
    titles = list(shown)
    assert titles[0] == "No page saved"
    assert titles[-2:] == [str(page.title) for page in (AREA, about_you.GATE)]
    assert list(shown.values())[:3] == ["30", "fewer than 10", "120"]
    assert set(list(shown.values())[3:]) == {"fewer than 10"}


def test_pages_that_are_gone_stand_in_one_row(session: Session, activity: Activity) -> None:
    assert "Other pages of earlier versions" not in stopped(session, activity, position=12)
    assert stopped(session, activity, lamps=7, benches=8)["Other pages of earlier versions"] == "10"


def test_too_few_people_are_not_told_apart(session: Session, activity: Activity) -> None:
    assert stopped(session, activity, start=5, position=4) == {}
    assert shown_stops(session, activity).unsent == "fewer than 10"
    assert stopped(session, activity, reasons=1)["No page saved"] == "fewer than 10"


def test_a_hidden_number_has_no_bar(session: Session, activity: Activity) -> None:
    stopped(session, activity, start=40, position=19, reasons=9)
    start, position, reasons, *_rest = shown_stops(session, activity).bars
    assert (start.length, position.length) == (100.0, 25.0)
    assert not reasons.has_bar


@given(st.integers(0, 30), st.integers(0, 30))
def test_neither_a_number_nor_the_sum_tells_how_many_stopped_at_a_page(here: int, elsewhere: int) -> None:
    shown = [_rounded(here), _rounded(elsewhere), _rounded(here + elsewhere)]
    alike = {
        one
        for one in range(60)
        for other in range(60)
        if [_rounded(one), _rounded(other), _rounded(one + other)] == shown
    }
    assert len(alike) > 8


def test_what_asks_nothing_has_no_such_page(session: Session) -> None:
    with pytest.raises(NotFound):
        shown_stops(session, make_activity(session, make_consultation(session), kind="gone"))
