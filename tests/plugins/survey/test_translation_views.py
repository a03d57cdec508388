"""The builder’s pages of translations, as an officer uses them without scripts."""

import html
import re
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey import services
from plugins.survey.definition import definition_from
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from plugins.survey.translating import digest_of, translations_of
from plugins.survey.translation_views import ON_ONE_PAGE
from tests.factories import XSS, make_actor, make_person
from tests.plugins.survey.conftest import item, options, page, survey, text
from tests.plugins.survey.test_views import hidden
from tests.support.pages import parsed
from tests.support.web import FormClient

SMALL = survey(page("p1", item("a", "radios", options=options("x", "y")), text=text(f"Read {XSS}")))


@pytest.fixture
def officer(client: FormClient, session: Session, sign_in: Any) -> FormClient:
    """A council officer’s browser."""
    sign_in(client, make_person(session, Role.OFFICER))
    return client


@pytest.fixture
def drafted(session: Session, draft_survey: Activity) -> Activity:
    """A survey that speaks Welsh too, in which nothing is translated."""
    put(session, draft_survey, {**SMALL, "languages": ["en-GB", "cy"]})
    return draft_survey


def put(session: Session, activity: Activity, definition: dict[str, Any]) -> None:
    """Replace the draft."""
    services.change_draft(
        session, make_actor(session, Role.OFFICER), activity, lambda _draft: read_definition(definition)
    )


def filled(shown: str) -> dict[str, str]:
    """Return all that a page of texts holds."""
    form = parsed(shown, is_page=True).find(".//main//form[@method='post']")
    inputs = [field for field in form.iter("input") if field.get("type") != "checkbox"]
    values = {field.get("name"): field.get("value", "") for field in inputs}
    values |= {field.get("name"): (field.text or "").strip() for field in form.iter("textarea")}
    return {name: value for name, value in values.items() if name and name != "csrf_token"}


def box(place: str) -> str:
    return f"text_{digest_of(place)}"


def welsh(session: Session, activity: Activity) -> dict[str, str]:
    """Return the Welsh words of the draft by place."""
    definition = definition_from(find_draft(session, activity.id).definition)
    return {each.place: each.words for each in translations_of(definition, "cy") if each.words}


def test_an_officer_translates_a_page_and_then_what_stands_around_it(
    officer: FormClient, session: Session, drafted: Activity
) -> None:
    base = f"/survey/{drafted.id}/translations"
    assert "Welsh (cy)" in officer.get(base).text
    assert "5 texts are missing." in officer.get(f"{base}/cy").text
    shown = officer.get(f"{base}/cy/pages/p1").text
    assert XSS not in shown
    typed = {name: f"W {name} {XSS}" if name.startswith("text_") else value for name, value in filled(shown).items()}
    assert officer.post_form(f"{base}/cy/pages/p1", typed).status_code == 303
    assert len(welsh(session, drafted)) == 4
    title = filled(officer.get(f"{base}/cy/around").text)
    assert officer.post_form(f"{base}/cy/around", {**title, box("title"): "Parciau"}).status_code == 303
    assert "All is translated." in officer.get(f"{base}/cy").text
    assert services.check(session, drafted).problems == []


def test_a_stale_text_is_marked_until_somebody_says_that_it_still_holds(
    officer: FormClient, session: Session, drafted: Activity
) -> None:
    place = f"/survey/{drafted.id}/translations/cy/pages/p1"
    officer.post_form(place, {**filled(officer.get(place).text), box("items.a.label"): "Pam?"})
    question = f"/survey/{drafted.id}/build/questions/a"
    edit = {"label": "Why not?", "options": "x | Answer x\ny | Answer y", "public": "yes"}
    assert officer.post_form(question, {**edit, "seen": hidden(officer.get(question).text, "seen")}).status_code == 303
    assert "1 text has changed since it was translated" in services.check(session, drafted).problems[-1]
    shown = officer.get(place).text
    assert "The translation still says the same" in shown
    assert "Changed since" in shown
    still = f"same_{digest_of('items.a.label')}"
    officer.post_form(place, {**filled(shown), still: "yes"})
    assert "Changed since" not in officer.get(place).text
    assert welsh(session, drafted) == {"items.a.label": "Pam?"}


def test_two_officers_lose_nothing(officer: FormClient, session: Session, drafted: Activity) -> None:
    place = f"/survey/{drafted.id}/translations/cy/pages/p1"
    mine, theirs = (filled(officer.get(place).text) for _one in range(2))
    assert officer.post_form(place, {**theirs, box("items.a.label"): "Theirs"}).status_code == 303
    assert officer.post_form(place, {**mine, box("pages.p1.text"): "Another text"}).status_code == 303
    assert welsh(session, drafted) == {"items.a.label": "Theirs", "pages.p1.text": "Another text"}
    late = officer.post_form(place, {**mine, box("items.a.label"): "Mine"})
    assert late.status_code == 409
    assert "Theirs" in late.text
    assert welsh(session, drafted)["items.a.label"] == "Theirs"
    assert officer.post_form(place, filled(late.text)).status_code == 303
    assert welsh(session, drafted)["items.a.label"] == "Mine"


def test_a_translation_is_kept_wherever_its_text_was_moved_meanwhile(
    officer: FormClient, session: Session, drafted: Activity
) -> None:
    place = f"/survey/{drafted.id}/translations/cy/pages/p1"
    typed = {**filled(officer.get(place).text), box("items.a.label"): "Pam?"}
    asked, moved = item("b"), SMALL["sections"][0]["pages"][0]["items"][0]
    languages = {"languages": ["en-GB", "cy"]}
    put(session, drafted, {**survey(page("p1", asked), page("p2", moved)), **languages})
    assert officer.post_form(place, typed).status_code == 303
    assert welsh(session, drafted) == {"items.a.label": "Pam?"}
    put(session, drafted, {**survey(page("p2", moved)), **languages})
    assert officer.get(place).status_code == 404
    assert officer.post_form(place, typed).status_code == 303
    assert welsh(session, drafted) == {"items.a.label": "Pam?"}


def test_translations_of_texts_that_are_gone_are_given_back(
    officer: FormClient, session: Session, drafted: Activity
) -> None:
    place = f"/survey/{drafted.id}/translations/cy/pages/p1"
    shown = filled(officer.get(place).text)
    long = "Long thought over. " * 400
    typed = {**shown, box("items.a.label"): f"{long}{XSS}", box("pages.p1.text"): "Darllenwch"}
    put(session, drafted, {**survey(page("p1", item("b"), text=text("Read"))), "languages": ["en-GB", "cy"]})
    refused = officer.post_form(place, {**typed, f"seen_{digest_of('pages.p1.text')}": ""})
    saved = officer.post_form(place, typed, follow_redirects=True)
    for told, status in ((refused, 409), (saved, 200)):
        assert told.status_code == status
        assert long in told.text
        assert XSS not in told.text
    assert "Darllenwch" not in saved.text
    assert welsh(session, drafted)["pages.p1.text"] == "Darllenwch"


def test_what_is_too_long_or_twice_is_refused_and_what_was_typed_stays(
    officer: FormClient, session: Session, drafted: Activity
) -> None:
    place = f"/survey/{drafted.id}/translations/cy/pages/p1"
    shown = filled(officer.get(place).text)
    long = officer.post_form(place, {**shown, box("items.a.label"): "w" * 1_001})
    assert long.status_code == 422
    assert "w" * 1_001 in long.text
    twice = {box("items.a.options.x.label"): "Yr un", box("items.a.options.y.label"): "Yr un"}
    same = officer.post_form(place, {**shown, **twice})
    assert same.status_code == 422
    assert "Two options have the same words." in html.unescape(same.text)
    assert welsh(session, drafted) == {}


def test_an_officer_says_which_languages_the_survey_speaks(
    officer: FormClient, session: Session, draft_survey: Activity
) -> None:
    put(session, draft_survey, {**SMALL, "introduction": {"en-GB": "Read", "cy": "Darllen", "und-welsh": "?"}})
    place = f"/survey/{draft_survey.id}/translations"
    shown = officer.get(place).text
    assert "und-welsh" in shown
    assert "this site has no pages in it" not in shown
    seen = filled(shown)["seen"]
    assert officer.post_form(place, {"languages": ["cy"], "seen": seen}).status_code == 303
    assert find_draft(session, draft_survey.id).definition["languages"] == ["en-GB", "cy"]
    assert "this site has no pages in it" in officer.get(place).text
    late = officer.post_form(place, {"languages": [], "seen": seen})
    assert late.status_code == 409
    assert officer.post_form(place, {"seen": filled(late.text)["seen"]}).status_code == 303
    assert find_draft(session, draft_survey.id).definition["languages"] == ["en-GB"]
    assert officer.get(f"{place}/cy").status_code == 200
    assert officer.get(f"{place}/fr").status_code == 404


def test_a_page_with_very_many_texts_is_shown_in_parts(
    officer: FormClient, session: Session, draft_survey: Activity
) -> None:
    many = options(*(f"c{number}" for number in range(150)))
    put(session, draft_survey, survey(page("p1", item("a", "radios", options=many)), languages=["en-GB", "cy"]))
    place = f"/survey/{draft_survey.id}/translations/cy/pages/p1"
    first = officer.get(place).text
    assert "Part 1 of 2" in first
    assert len(re.findall('name="text_', first)) == ON_ONE_PAGE
    on = officer.post_form(place, {**filled(first), box("items.a.label"): "Pam?"})
    assert on.location.endswith("?part=2")
    last = officer.get(on.location).text
    typed = {**filled(last), box("items.a.options.c149.label"): "Olaf"}
    assert officer.post_form(on.location, typed).status_code == 303
    assert welsh(session, draft_survey) == {"items.a.label": "Pam?", "items.a.options.c149.label": "Olaf"}
    assert officer.get(f"{place}?part=99").status_code == 200


def test_each_box_is_described_by_its_original_and_by_what_is_wrong_with_it(
    officer: FormClient, drafted: Activity
) -> None:
    address = f"/survey/{drafted.id}/translations/cy/pages/p1"
    shown = filled(officer.get(address).text)
    name = box("items.a.label")
    found = parsed(officer.post_form(address, {**shown, name: "x" * 1001}).text, is_page=True)
    described = found.find(f".//*[@name='{name}']").get("aria-describedby").split()
    assert described == [f"original-{digest_of('items.a.label')}", f"{name}-error"]
    assert found.find(f".//*[@id='{described[0]}']").text == "Question a?"
