"""Answers in an order of their own for each person: on the screen, in files, and never mixed between people."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Activity
from consult.exports.responses import columns, rows
from consult.journey.printed import printed_form
from consult.journey.services import withdraw
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from consult.sdk.publishing import Audience
from consult.submissions.models import Submission
from consult.submissions.questionnaires import questionnaire_of
from plugins.survey.document import definition_from_json, read_definition
from plugins.survey.questions import questionnaire_from
from tests.factories import make_person, make_submission
from tests.plugins.survey.conftest import OpenSurvey, PublishSurvey, item, options, page, survey
from tests.plugins.survey.test_questions import send, walk
from tests.support.web import FormClient

CODES = "abcdefgh"
NONE = options("none", exclusive=True)
ASKED = survey(
    page("p1", item("boxes", "checkboxes", options=[*NONE, *options(*CODES)], order="random")),
    page("p2", item("rank", "ranking", options=options(*CODES), order="random")),
    page("p3", item("scale", "likert", options=options("lo", "mid", "hi"), order="reverse")),
)


@pytest.fixture
def shuffled(opened: OpenSurvey) -> Activity:
    """A survey that shows its answers in different orders."""
    return opened(ASKED)


def another(client: FormClient, session: Session) -> FormClient:
    """Return another person’s browser."""
    fresh = client.application.test_client()
    assert isinstance(fresh, FormClient)
    fresh.shared = session
    return fresh


def shown(client: FormClient, activity: Activity, page_id: str = "p1") -> list[str]:
    """Return the codes on a page in the order in which they stand there."""
    html = client.get(f"/take-part/{activity.id}/question/{page_id}").text
    return list(dict.fromkeys(re.findall(r'name="(?:boxes|scale)"[^>]*value="([a-z]+)"', html)))


def test_each_person_keeps_one_order_over_pages_returns_and_devices(
    client: FormClient, session: Session, shuffled: Activity
) -> None:
    orders = []
    for _person in range(6):
        browser = another(client, session)
        browser.post_form(f"/take-part/{shuffled.id}/start")
        first = shown(browser, shuffled)
        assert sorted(first[:-1]) == list(CODES)
        assert first[-1] == "none"
        browser.post_form(f"/take-part/{shuffled.id}/question/p1", {"boxes": ["b", "a"]})
        assert shown(browser, shuffled) == first
        code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", browser.get(f"/take-part/{shuffled.id}/save").text)
        assert code is not None
        phone = another(client, session)
        phone.post_form("/take-part/return", {"code": code[0]})
        assert shown(phone, shuffled) == first
        orders.append(tuple(first))
    assert len(set(orders)) > 1


def test_the_order_shown_is_in_the_export_and_the_answer_does_not_depend_on_it(
    client: FormClient, session: Session, shuffled: Activity
) -> None:
    walk(client, shuffled, {"boxes": ["a", "h", "c"], "scale": "hi"})
    seen, scale = shown(client, shuffled), shown(client, shuffled, "p3")
    send(client, shuffled)
    sent = session.scalars(select(Submission)).one()
    assert sent.answers["boxes"] == ["a", "c", "h"]
    make_submission(session, shuffled, answers={"scale": "lo"})
    names = ["boxes___order", "boxes__a", "boxes__b", "scale___order"]
    by_name = {column.name: column for column in columns(session, shuffled.id)}
    assert not by_name["boxes___order"].is_public
    found = [*rows(session, shuffled.id, names, Audience.OFFICER)]
    assert found == [(" ".join(seen), 1, 0, " ".join(scale)), (None, -9, -9, None)]


def test_whoever_changes_a_response_sees_the_order_of_before_and_withdrawal_forgets_it(
    client: FormClient, session: Session, shuffled: Activity
) -> None:
    walk(client, shuffled, {"boxes": ["a"]})
    seen = shown(client, shuffled)
    send(client, shuffled)
    done = client.get(f"/take-part/{shuffled.id}/done").text
    client.post_form(f"/take-part/{shuffled.id}/change")
    assert shown(client, shuffled) == seen
    send(client, shuffled)
    assert [*rows(session, shuffled.id, ["boxes___order"], Audience.OFFICER)] == [(" ".join(seen),)]
    code = re.search(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b", done)
    assert code is not None
    withdraw(session, code[0])
    assert session.scalars(select(Submission)).one().order_seed == ""


def test_no_seed_is_kept_where_everybody_is_shown_one_order(
    client: FormClient, session: Session, open_survey: Activity
) -> None:
    walk(client, open_survey, {"choice": "a"})
    send(client, open_survey)
    assert session.scalars(select(Submission)).one().order_seed == ""
    assert not [column for column in columns(session, open_survey.id) if column.name.endswith("_order")]


def test_paper_has_the_order_of_the_definition(session: Session, shuffled: Activity, settings: Settings) -> None:
    asked = questionnaire_of(session, shuffled)
    assert asked is not None
    form = printed_form(session, shuffled, asked, settings.council)
    assert [box.label for box in form.questions[1].options] == [f"Answer {code}" for code in CODES]


def test_other_with_a_line_beneath_stays_last() -> None:
    radios = item("which", "radios", options=options("a", "b", "other"), order="random")
    line = item("which_other", "short_text", show_if={"q": "which", "op": "eq", "value": "other"})
    made = read_definition(survey(page("p1", radios, line)))
    asked = questionnaire_from(made, activity_id=1, version=1, title="T")
    assert [option.code for option in asked.by_key["which"].options if option.stays_last] == ["other"]


@pytest.mark.parametrize(("kind", "order"), [("likert", "random"), ("yes_no", "reverse"), ("short_text", "random")])
def test_a_scale_is_never_shuffled(kind: str, order: str) -> None:
    with pytest.raises(Invalid, match="cannot have this order"):
        read_definition(survey(page("p1", item("q", kind, order=order))))
    with pytest.raises(Invalid, match="fixed"):
        read_definition(survey(page("p1", item("q", "radios", order="sideways"))))


def test_an_officer_chooses_the_order(
    client: FormClient, session: Session, draft_survey: Activity, publish: PublishSurvey, sign_in: Any
) -> None:
    publish(draft_survey, survey(page("p1", item("which", "radios")), page("p2", item("agree", "yes_no"))))
    sign_in(client, make_person(session, Role.OFFICER))
    base = f"/survey/{draft_survey.id}/build"
    form = client.get(f"{base}/questions/which").text
    seen = re.search(r'name="seen" value="([^"]*)"', form)
    assert seen is not None
    typed = {"label": "Which?", "options": "a | A\nb | B", "public": "y", "sensitive": "y", "seen": seen[1]}
    assert client.post_form(f"{base}/questions/which", {**typed, "order": "random"}).status_code == 303
    assert "answers in random order" in client.get(base).text
    assert 'name="order"' not in client.get(f"{base}/questions/agree").text
    preview = client.get(f"/staff/activities/{draft_survey.id}/preview/p1").text
    assert "People are shown the answers in different orders" in preview
    kept = client.get(f"/survey/{draft_survey.id}/definition.json").text
    assert definition_from_json(kept).find_item("which").order == "random"
