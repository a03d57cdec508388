"""The about-you questions: harmonised words in their order, each optional, each with a way not to answer."""

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.contract.questions import Question
from consult.submissions.about_you import ETHNICITY_GROUPS, PREFER_NOT, QUESTIONS
from consult.submissions.models import AboutYou, Submission
from tests.factories import make_activity, make_consultation
from tests.support.pages import parsed, words_of
from tests.support.web import FormClient

# GOV.UK “List of ethnic groups” (England and Wales), Census 2021 and the harmonised standards, word for word.
ETHNIC_GROUPS = {
    "White": [
        "English, Welsh, Scottish, Northern Irish or British",
        "Irish",
        "Gypsy or Irish Traveller",
        "Roma",
        "Any other White background",
    ],
    "Mixed or Multiple ethnic groups": [
        "White and Black Caribbean",
        "White and Black African",
        "White and Asian",
        "Any other Mixed or Multiple background",
    ],
    "Asian or Asian British": ["Indian", "Pakistani", "Bangladeshi", "Chinese", "Any other Asian background"],
    "Black, Black British, Caribbean or African": [
        "Caribbean",
        "African",
        "Any other Black, Black British or Caribbean background",
    ],
    "Other ethnic group": ["Arab", "Any other ethnic group"],
}
OFFERED = {
    "How old are you?": "Under 16|16 to 24|25 to 34|35 to 44|45 to 54|55 to 64|65 to 74|75 or over",
    "What is your sex?": "Female|Male",
    "Is the gender you identify with the same as your sex registered at birth?": "Yes|No",
    "What is your ethnic group?": "|".join(name for names in ETHNIC_GROUPS.values() for name in names),
    (
        "Do you have any physical or mental health conditions or illnesses "
        "lasting or expected to last 12 months or more?"
    ): "Yes|No",
    "If yes, does your condition or illness reduce your ability to carry out day-to-day activities?": (
        "Yes, a lot|Yes, a little|Not at all"
    ),
    "What is your religion?": (
        "No religion|Christian (all denominations)|Buddhist|Hindu|Jewish|Muslim|Sikh|Any other religion"
    ),
    "Which of the following options best describes how you think of yourself?": (
        "Heterosexual or Straight|Gay or Lesbian|Bisexual|Other"
    ),
}


def test_the_words_are_the_harmonised_ones_in_their_order() -> None:
    asked = {question.label: "|".join(option.label for option in question.options[:-1]) for question in QUESTIONS}
    assert asked == OFFERED
    assert list(asked) == list(OFFERED)
    assert {group: [label for _, label in pairs] for group, pairs in ETHNICITY_GROUPS} == ETHNIC_GROUPS


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda item: item.key)
def test_nobody_has_to_answer(question: Question) -> None:
    assert not question.is_required
    assert question.options[-1] is PREFER_NOT
    codes = [option.code for option in question.options]
    assert len(codes) == len(set(codes))


def test_the_page_offers_not_to_say_at_each_question_and_takes_no_answer_at_all(
    client: FormClient, session: Session
) -> None:
    activity = make_activity(session, make_consultation(session))
    client.post_form(f"/take-part/{activity.id}/start")
    place = f"/take-part/{activity.id}/question/about-you"
    page = client.get(place).text
    assert len(re.findall(r'value="prefer_not"', page)) == len(QUESTIONS)
    shown = words_of(page[page.index("<main") : page.index("</main>") + len("</main>")])
    for words in ("You do not have to answer any of them", "encrypted and kept apart"):
        assert words in shown
    assert "harmonised standard" not in shown
    groups = [item.get("label") for item in parsed(page, is_page=True).iter("optgroup")]
    assert groups == list(ETHNIC_GROUPS)
    assert client.post_form(place).location.endswith("/check")
    client.post_form(f"/take-part/{activity.id}/question/position", {"position": "support"})
    client.post_form(f"/take-part/{activity.id}/check")
    assert session.scalar(select(func.count()).select_from(Submission)) == 1
    assert session.scalar(select(func.count()).select_from(AboutYou)) == 0


def test_an_answer_that_is_not_offered_is_refused(client: FormClient, session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    client.post_form(f"/take-part/{activity.id}/start")
    place = f"/take-part/{activity.id}/question/about-you"
    refused = client.post_form(place, {"sex": "anything", "religion": "sikh"})
    assert refused.status_code == 422
    assert 'href="#sex"' in refused.text
    assert re.search(r'value="sikh"[^>]* checked', refused.text)
