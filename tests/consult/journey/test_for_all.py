"""Only pages that say nothing of an answer are told outside the seal of a draft."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.journey.for_all import ids_of_all, pages_of_all
from consult.submissions.models import Draft
from plugins.survey.document import read_definition
from plugins.survey.questions import questionnaire_from
from tests.plugins.survey.conftest import item, open_survey, opened, page, publish, survey, text
from tests.support.web import FormClient

__all__ = ["open_survey", "opened", "publish"]

YES = {"q": "safe", "op": "eq", "value": "a"}
ANOTHER = {**item("another", "yes_no"), "label": text("Another one?"), "required": True}
ASKED = survey(
    page("p1", item("safe", "radios")),
    page("p2", item("why"), show_if=YES),
    page("p3", item("more", show_if=YES)),
    page(
        "out", title=text("Thank you"), text=text("Enough."), exit=True, show_if={"q": "safe", "op": "eq", "value": "c"}
    ),
    page("p4", item("place"), repeat={"most": 2, "entry": text("journey"), "another": ANOTHER}),
    page("p5", item("last")),
)


def test_a_page_on_a_condition_a_second_entry_and_an_exit_are_left_out() -> None:
    asked = questionnaire_from(read_definition(ASKED), activity_id=1, version=1, title="T")
    named = [one.id for one in pages_of_all(asked)]
    assert named == ["p1", "p4", "p4-list", "p5", "where-you-live", "answer-about-you"]
    assert ids_of_all(asked) == {*named}


def test_a_draft_tells_the_last_page_that_everybody_is_asked(client: FormClient, session: Session, opened: Any) -> None:
    activity: Activity = opened(ASKED)
    client.post_form(f"/take-part/{activity.id}/start")

    def told_after(place: str, said: dict[str, str]) -> str | None:
        assert client.post_form(f"/take-part/{activity.id}/question/{place}", said).status_code == 303
        return session.scalars(select(Draft.last_page)).one()

    assert told_after("p1", {"safe": "a"}) == "p1"
    assert told_after("p2", {"why": "Dark."}) == "p1"
    assert told_after("p3", {"more": "Very."}) == "p1"
    assert told_after("p4", {"place": "Park"}) == "p4"
    assert told_after("p4-list", {"another": "yes"}) == "p4-list"
    assert told_after("p4-2", {"place": "Pier"}) == "p4-list"
