"""An officer draws points into the outline in the browser, without any script."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from consult.accounts.models import Person
from consult.decisions.models import Issue, IssuePoint
from consult.decisions.outline import outline_of, seen_as
from tests.consult.decisions.conftest import Case
from tests.consult.decisions.test_points import pointed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def desk(case: Case, client: FormClient, sign_in: SignIn) -> FormClient:
    """An officer's browser."""
    sign_in(client, case.officer_person)
    return client


def test_points_are_put_into_a_new_issue_then_into_one_that_is_there_and_out_again(
    case: Case, desk: FormClient
) -> None:
    _sent, (mistake, cost) = pointed(case)
    address = f"/staff/consultations/{case.consultation.slug}/outline"
    page = desk.get(address).text
    assert "2 points in no issue" in page
    assert "They cost too much." in page
    drawn = {"chosen": f"{mistake.id}:0", "issue": "new", "title": "People are mistaken for others", "form_key": "k"}
    assert desk.post_form(address, drawn).status_code == 303
    issue = case.session.scalars(select(Issue)).one()
    assert desk.post_form(address, {"chosen": f"{cost.id}:0", "issue": str(issue.id)}).status_code == 303
    assert "Issue 1, 2 points" in desk.get(address).text
    shown = desk.get(f"/staff/issues/{issue.id}").text
    assert "2 points share this answer." in shown
    said = {"version": "1", "supplement": "We answered her by letter."}
    assert desk.post_form(f"/staff/points/{cost.id}/supplement", said).status_code == 303
    assert "We answered her by letter." in desk.get(f"/staff/issues/{issue.id}").text
    assert desk.post_form(address, {"chosen": f"{cost.id}:{issue.id}", "issue": "out"}).status_code == 303
    assert len(case.session.scalars(select(IssuePoint)).all()) == 1
    assert "They mistake people." in desk.get(f"{address}?in=all").text
    assert "They mistake people." in desk.get(f"{address}?in={issue.id}").text


def test_what_was_moved_meanwhile_is_a_conflict_and_what_was_typed_is_kept(case: Case, desk: FormClient) -> None:
    _sent, (mistake, _cost) = pointed(case)
    first = case.issue("Mistakes")
    case.session.commit()
    address = f"/staff/consultations/{case.consultation.slug}/outline"
    desk.post_form(address, {"chosen": f"{mistake.id}:0", "issue": str(first.id)})
    refused = desk.post_form(
        address, {"chosen": f"{mistake.id}:0", "issue": "new", "title": "Another title", "form_key": "k"}
    )
    assert refused.status_code == 409
    assert "Another title" in refused.text
    assert "Issue 1: Mistakes" in refused.text
    assert len(case.session.scalars(select(Issue)).all()) == 1


@pytest.mark.parametrize(
    "typed",
    [{}, {"chosen": "x", "issue": "out"}, {"issue": "out"}, {"chosen": "1:0", "issue": "new", "title": " "}],
    ids=["nothing", "no point", "none selected", "no title"],
)
def test_what_is_not_whole_is_asked_for(case: Case, desk: FormClient, typed: dict[str, str]) -> None:
    address = f"/staff/consultations/{case.consultation.slug}/outline"
    assert desk.post_form(address, typed).status_code == 422


def test_issues_are_moved_by_buttons_and_an_old_page_moves_nothing(case: Case, desk: FormClient) -> None:
    case.issue("Cost")
    second = case.issue("Mistakes")
    case.session.commit()
    address = f"/staff/consultations/{case.consultation.slug}/outline"
    seen = seen_as(outline_of(case.session, case.consultation.id))
    moved = desk.post_form(f"{address}/move", {"issue": str(second.id), "way": "in", "seen": seen})
    assert moved.status_code == 303
    assert "1.1 <a" in desk.get(address).text
    refused = desk.post_form(f"{address}/move", {"issue": str(second.id), "way": "out", "seen": seen})
    assert refused.status_code == 409
    assert "1.1 Mistakes" in refused.text
    assert desk.post_form(f"{address}/move", {"issue": str(second.id), "way": "sideways"}).status_code == 422
