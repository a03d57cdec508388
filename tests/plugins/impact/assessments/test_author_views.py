"""An author writes an assessment in the browser."""

from collections.abc import Callable

import pytest

from consult.accounts.models import Person
from consult.kernel.authz import Role
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.documents import revisions_at
from plugins.impact.procedure import Status
from tests.factories import make_person
from tests.plugins.impact.assessments.conftest import IMPACT, Desk
from tests.plugins.impact.conftest import Case
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
LIST = "/staff/impact/assessments"


@pytest.fixture
def author(desk: Desk, client: FormClient, sign_in: SignIn) -> FormClient:
    """An author's browser."""
    sign_in(client, desk.author_person)
    return client


def test_an_author_begins_and_writes_section_by_section(desk: Desk, author: FormClient) -> None:
    assert author.post_form(f"{LIST}/new", {}).status_code == 422
    begun = author.post_form(f"{LIST}/new", {"form": "community", "title": "Cameras on the Broadway"})
    page = author.get(str(begun.location)).text
    assert "Cameras on the Broadway" in page
    assert "“Overall rating” is not written yet." in page
    written = author.post_form(f"{begun.location}/rating", {"overall": "high", "reason": "Many pass.", "version": "0"})
    assert written.status_code == 303
    assert "Many pass." in author.get(str(begun.location)).text
    assert "Cameras on the Broadway" in author.get(LIST).text


def test_a_task_says_how_far_its_part_is(desk: Desk, author: FormClient) -> None:
    assessment = desk.begin()
    for _number in range(2):
        desk.write(assessment, "impacts", IMPACT)
    page = author.get(f"{LIST}/{assessment.id}").text
    for words in ("2 rows", "Written", "Needed", "Not written"):
        assert words in page


def test_a_section_that_lacks_something_keeps_what_was_typed(desk: Desk, author: FormClient) -> None:
    assessment = desk.begin()
    answer = author.post_form(f"{LIST}/{assessment.id}/rating", {"reason": "Many pass.", "version": "0"})
    assert answer.status_code == 422
    assert "Select the overall rating" in answer.text
    assert "Many pass." in answer.text


def test_a_section_that_somebody_else_saved_meanwhile_shows_both_texts(desk: Desk, author: FormClient) -> None:
    assessment = desk.begin()
    address = f"{LIST}/{assessment.id}/context"
    desk.write(assessment, "context", {"incidents": "One on Monday."})
    answer = author.post_form(address, {"incidents": "Two on Sunday.", "version": "0"})
    assert answer.status_code == 409
    assert "One on Monday." in answer.text
    assert "Two on Sunday." in answer.text
    assert author.post_form(address, {"incidents": "Two on Sunday.", "version": "1"}).status_code == 303


def test_rows_are_added_changed_and_removed(desk: Desk, author: FormClient) -> None:
    assessment = desk.begin()
    place = f"{LIST}/{assessment.id}/impacts"
    assert author.post_form(f"{place}/add", {**IMPACT, "version": "0"}).location == place
    row = revisions_at(desk.session, assessment, 1)["impacts"][0]
    address = f"{LIST}/{assessment.id}/rows/{row.entry_id}"
    assert "Fewer people come" in author.get(address).text
    changed = {**IMPACT, "severity": "5", "version": str(row.number)}
    assert author.post_form(address, changed).status_code == 303
    assert "High" in author.get(f"{LIST}/{assessment.id}").text
    assert author.post_form(f"{address}/remove", {}).location == place
    assert "There is no row yet." in author.get(place).text
    history = author.get(f"{place}/history").text
    assert "removed" in history
    assert "Fewer people come" in history


def test_a_row_cites_by_reference_and_can_let_go_of_it(desk: Desk, case: Case, author: FormClient) -> None:
    evidence = case.brought_to(Status.ACCEPTED)
    assessment = desk.begin()
    place = f"{LIST}/{assessment.id}/impacts"
    wrong = author.post_form(f"{place}/add", {**IMPACT, "cites": "0000-0000", "version": "0"})
    assert wrong.status_code == 422
    assert "Line 1" in wrong.text
    assert author.post_form(f"{place}/add", {**IMPACT, "cites": evidence.reference, "version": "0"}).status_code == 303
    row = revisions_at(desk.session, assessment, 1)["impacts"][0]
    assert row.cites == [f"submission:{evidence.submission_id}"]
    assert evidence.reference in author.get(f"{LIST}/{assessment.id}").text
    address = f"{LIST}/{assessment.id}/rows/{row.entry_id}"
    author.post_form(address, {**IMPACT, "version": "1"})
    assert revisions_at(desk.session, assessment, 1)["impacts"][0].cites == []


def test_the_level_of_tension_has_the_name_of_its_day(desk: Desk, author: FormClient) -> None:
    assessment = desk.begin()
    names = {f"level_{number}": f"Name {number}" for number in range(1, 7)}
    assert author.post_form(f"{LIST}/levels", {**names, "version": "0"}).status_code == 303
    author.post_form(f"{LIST}/{assessment.id}/tension/add", {"indicator": "Leaflets.", "level": "3", "version": "0"})
    assert "3: Name 3" in author.get(f"{LIST}/{assessment.id}").text


def test_what_is_no_part_is_not_found(desk: Desk, author: FormClient) -> None:
    assessment = desk.begin()
    for address in ("nothing", "rating/add", "nothing/history"):
        assert author.get(f"{LIST}/{assessment.id}/{address}").status_code == 404


def test_an_auditor_reads_and_writes_nothing(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    assessment = desk.written()
    sign_in(client, make_person(desk.session, Role.AUDITOR))
    page = client.get(f"{LIST}/{assessment.id}").text
    assert "Fewer people come to the market." in page
    assert "Send it for review" not in page
    first = form_of(assessment).parts[0].key
    assert client.get(f"{LIST}/{assessment.id}/{first}").status_code == 403
