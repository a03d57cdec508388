"""What is typed from paper is stored as it is when its author types it on the web, for every kind of question."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.submissions.intake import about_you_of
from consult.submissions.models import Channel, Submission
from tests.consult.desk.test_transcription_views import letter
from tests.factories import make_person, make_submission
from tests.journeys.test_resident_puts_in_order import GIVEN
from tests.plugins.survey.conftest import ALL_KINDS, NEWER_KINDS, OpenSurvey, opened, publish, survey
from tests.plugins.survey.test_questions import send
from tests.support.crawl import as_shown
from tests.support.web import FormClient

__all__ = ["opened", "publish"]
PAGES = [one for part in (ALL_KINDS, NEWER_KINDS) for one in part["sections"][0]["pages"]]
ANSWERS: dict[str, Any] = {
    **{"choice": "b", "why": "Because of the trees.", "boxes": ["x"], "scale": "hi", "line": "A line", "count": 3},
    **GIVEN,
}
AS_PEOPLE_WRITE: dict[str, str] = {
    "why": "  Two lines,\r\n\r\n\r\nwith “quotes” and \u200b nothing between.  ",
    "line": "  A   line\twith  gaps ",
    "count": " 3 ",
    "money": "£1,200.5",
    "per_cent": "33.3%",
    "date-day": "01",
    "date-month": "3",
    "month-month": "04",
    "email": " Resident@Example.com ",
    "phone": "(020) 7946 0000",
    "website": "https://www.example.com/a?b=c",
    "postcode": "e162qu",
    "time": "5.30pm",
    "geopoint": "By the station",
}
KEYED = ("yes_no", "select", "rating", "declaration", "boxes", "scale")
ABOUT = {"sex": "female", "religion": "sikh"}


@pytest.fixture
def every_kind(opened: OpenSurvey) -> Activity:
    """An open survey with every kind of question."""
    return opened(survey(*PAGES, settings={"asks_area": True, "asks_about_you": True, "asks_consent": True}))


def as_sent(client: FormClient, place: str, said: dict[str, Any]) -> dict[str, Any]:
    """Return the form of a page with these words in its fields."""
    page = client.get(place).text
    return {**as_shown(page), **{name: value for name, value in said.items() if f'name="{name}"' in page}}


def as_chosen() -> dict[str, Any]:
    """Return what is chosen on the web for what is keyed by its code from paper."""
    pairs = {f"pairwise-{'-'.join(sorted(said[::2]))}": said for said in ANSWERS["pairwise"]}
    return {**pairs, **{key: ANSWERS[key] for key in KEYED}}


def without_order_of_pairs(answers: dict[str, Any]) -> dict[str, Any]:
    """Return answers with their pairs sorted: on the web they are drawn for each person, on paper they are not."""
    return {**answers, "pairwise": sorted(answers["pairwise"])}


@pytest.mark.postgresql
@pytest.mark.parametrize("typed", [{}, AS_PEOPLE_WRITE], ids=["as it is kept", "as people write"])
@pytest.mark.parametrize("choice", ["a", "b"])
def test_paper_and_the_web_store_the_same(
    client: FormClient, session: Session, every_kind: Activity, sign_in: Any, typed: dict[str, str], choice: str
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    typist = make_person(session, Role.OFFICER)
    sample = make_submission(session, every_kind, channel=Channel.PAPER, transcribed_by=typist, answers=ANSWERS)
    shown = as_shown(client.get(f"/staff/responses/{sample.id}/correct").text)
    said = {name.removeprefix("answer_"): value for name, value in shown.items() if name.startswith("answer_")}
    said |= {**typed, "choice": choice, "consent_to_publish": "named", "name_to_publish": " Ada  L "}
    if choice == "a":
        del said["why"]
    envelope = {name: value for name, value in letter(key="k").items() if not name.startswith("answer_")}
    about = {f"about_{key}": code for key, code in ABOUT.items()}
    paper = {**envelope, **about, **{f"answer_{name}": value for name, value in said.items()}}
    assert client.post_form(f"/staff/activities/{every_kind.id}/enter", paper).status_code == 303
    place = client.post_form(f"/take-part/{every_kind.id}/start").location
    while not place.endswith("/check"):
        fields = as_sent(client, place, {**said, **as_chosen(), **ABOUT, "ward": "Abbey", "willing": "yes"})
        place = client.post_form(place, fields).location
    send(client, every_kind)
    _sample, entered, sent = session.scalars(select(Submission).order_by(Submission.id)).all()
    assert entered.answers.keys() >= {"computed", "geoshape", "name_to_publish"}
    assert without_order_of_pairs(entered.answers) == without_order_of_pairs(sent.answers)
    assert (entered.marks, entered.area, entered.questions_version) == ({}, sent.area, sent.questions_version)
    assert (sent.marks, sent.area) == ({}, "Abbey")
    assert about_you_of(session, entered.id) == about_you_of(session, sent.id) == ABOUT
