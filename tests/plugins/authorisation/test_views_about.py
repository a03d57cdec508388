"""A case considers every view about all that it stands on, each once."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from consult.accounts.models import Person
from consult.citations.queries import reference_to
from consult.kernel.db import database_of
from plugins.authorisation.lifecycle import State
from plugins.authorisation.views_about import ViewCount, count_views, views_to_weigh
from plugins.impact.procedure import Status
from plugins.impact.publication import choose_publication
from plugins.impact.sent import withdraw_evidence
from tests.plugins.authorisation.conftest import Desk
from tests.support.queries import counted
from tests.support.web import FormClient


def test_each_view_is_there_once_until_what_it_is_about_is_left_out(desk: Desk) -> None:
    evidence, case = desk.evidence.brought_to(Status.ACCEPTED), desk.opened()
    (view,) = views_to_weigh(desk.session, case)
    assert view.viewpoint.reference == reference_to(evidence.submission)
    assert not view.is_considered
    desk.consider_all(case)
    assert views_to_weigh(desk.session, case)[0].is_considered
    case.foundations[0].dropped_at, case.foundations[0].drop_reason = case.opened_at, "Another place."
    assert views_to_weigh(desk.session, case) == []


def test_counting_takes_no_more_questions_than_one_and_agrees_with_the_list(desk: Desk) -> None:
    for _number in range(3):
        desk.evidence.brought_to(Status.ACCEPTED)
    case = desk.opened()
    desk.consider_all(case)
    late = desk.evidence.brought_to(Status.ACCEPTED)
    with counted(database_of(desk.session).engine) as asked:
        count = count_views(desk.session, case)
    assert count == ViewCount(total=4, open=1, gone=0)
    assert len([text for text in asked if "standing_view" in text]) == 1
    views = views_to_weigh(desk.session, case)
    assert [view.is_considered for view in views] == [False, True, True, True]
    assert views[0].viewpoint.reference == reference_to(late.submission)
    assert views_to_weigh(desk.session, case, only_open=True) == views[:1]
    assert views_to_weigh(desk.session, case, first=1, at_most=2) == views[1:3]


def test_the_page_says_that_a_view_was_withdrawn_or_narrowed_after_it_was_considered(
    desk: Desk, client: FormClient
) -> None:
    evidence = desk.evidence
    withdrawn, narrowed = (evidence.brought_to(Status.ACCEPTED) for _number in range(2))
    case = desk.opened()
    desk.consider_all(case)
    address = f"/authorisation/cases/{case.number}"
    sentences = ("1 view that was considered stands here no longer", "It is not public, or not any longer")
    assert [words in client.get(address).text for words in sentences] == [False, False]
    choose_publication(desk.session, evidence.member, narrowed, "officers_only")
    withdraw_evidence(desk.session, evidence.member, withdrawn)
    assert count_views(desk.session, case).gone == 1
    page = client.get(address).text
    assert [words in page for words in sentences] == [True, True]
    assert evidence.group.name not in page


def test_a_page_asks_twice_for_the_views(
    desk: Desk,
    client: FormClient,
    sign_in: Callable[[FormClient, Person], None],
    count_queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    for _number in range(3):
        desk.evidence.brought_to(Status.ACCEPTED)
    case = desk.brought_to(State.REVIEW)
    sign_in(client, desk.superintendent_person)
    for address in (f"/authorisation/cases/{case.number}", f"/staff/authorisation/cases/{case.id}"):
        with count_queries() as asked:
            assert client.get(address).status_code == 200
        assert len([text for text in asked if "WITH standing_view" in text]) == 2, address
