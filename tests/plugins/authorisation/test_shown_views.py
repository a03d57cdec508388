"""Views are shown a page at a time; what came in after the decision says so, and links lead to what is published."""

import itertools
from datetime import timedelta

import pytest

from consult.contract.references import Reference
from consult.kernel import clock
from plugins.authorisation import shown_views
from plugins.authorisation.lifecycle import State
from plugins.authorisation.shown_views import view_page
from plugins.impact.procedure import Status
from tests.plugins.authorisation.conftest import Desk


def test_a_view_is_linked_only_where_it_is_published(desk: Desk) -> None:
    for choice in ("public", "officers_only"):
        desk.evidence.brought_to(Status.ACCEPTED, publication=choice)
    found = view_page(desk.session, desk.opened(), [], 1)
    assert [view.link is not None for view in found.views] == [True, False]
    assert [view.put_by for view in found.views] == [desk.evidence.group.name, "A community group"]


def test_what_came_in_or_changed_after_the_decision_says_so_until_the_next_one(desk: Desk) -> None:
    known = desk.evidence.brought_to(Status.ACCEPTED)
    case = desk.brought_to(State.REVIEW)
    desk.consider_all(case)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    with clock.set_clock(clock.now() + timedelta(minutes=5)):
        known.saved_at = clock.now()
        later = desk.evidence.brought_to(Status.ACCEPTED)
        desk.session.refresh(case)
        assert case.state == "review"
        found = {view.reference.id: view for view in view_page(desk.session, case, case.minutes, 1).views}
        assert found[known.submission_id or 0].late == "Changed after the decision"
        assert found[later.submission_id or 0].late == "Came in after the decision"
        assert [view.late for view in view_page(desk.session, case, [], 1).views] == ["", ""]
    with clock.set_clock(clock.now() + timedelta(minutes=10)):
        desk.consider_all(case)
        desk.move(case, State.AUTHORISED, desk.superintendent)
        assert [view.late for view in view_page(desk.session, case, case.minutes, 1).views] == ["", ""]


def test_what_was_considered_anew_after_the_decision_stands_beside_what_was_written_before(desk: Desk) -> None:
    evidence = desk.evidence.brought_to(Status.ACCEPTED)
    case = desk.brought_to(State.REVIEW)
    desk.consider_all(case)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    with clock.set_clock(clock.now() + timedelta(minutes=5)):
        desk.consider(case, Reference("submission", evidence.submission_id or 0))
        (view,) = view_page(desk.session, case, case.minutes, 1).views
    assert view.late == "Considered again after the decision"
    assert [made.row.number for made in view.considerations] == [2, 1]
    assert case.state == "authorised"


def test_each_view_stands_on_one_page_and_those_not_considered_come_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown_views, "PAGE", 2)
    first, second, third = (desk.evidence.brought_to(Status.ACCEPTED) for _number in range(3))
    case = desk.opened()
    desk.consider_all(case)
    third.saved_at = clock.now() + timedelta(minutes=1)
    desk.session.flush()
    pages = [view_page(desk.session, case, [], number) for number in (1, 2)]
    shown = [view.reference.id for view in itertools.chain(*(page.views for page in pages))]
    assert shown == [third.submission_id, first.submission_id, second.submission_id]
    assert [(page.number, page.pages, page.total, page.open) for page in pages] == [(1, 2, 3, 1), (2, 2, 3, 1)]
    assert [view_page(desk.session, case, [], number).number for number in (0, 99)] == [1, 2]
