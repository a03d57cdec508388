"""The pages of the evidence form: what each of them refuses, with which sentence, and what stays in its fields."""

from typing import Any

import pytest
from flask import Flask

from consult.web.forms import Form
from plugins.impact import terms
from plugins.impact.forms import FORMS, PageForm, QueryAnswerForm, StartForm, SubmitForm, choices, page_form
from plugins.impact.pages import BY_ID, PAGES
from tests.plugins.impact.conftest import ANSWERS, Case
from tests.plugins.impact.test_views import FILLED
from tests.support.forms import faults, filled
from tests.support.web import FormClient

ABSURD = ["9" * 5_000, "9" * 10, "-1", "1.5", "", "one", "\u0663", "1 OR 1=1"]


@pytest.mark.parametrize("form", [PageForm, SubmitForm])
@pytest.mark.parametrize("version", ABSURD)
def test_a_version_that_no_page_shows_is_read_as_nought(
    application: Flask, form: type[PageForm | SubmitForm], version: str
) -> None:
    assert filled(application, form, {"version": version}).seen_version() == 0
    assert filled(application, form, {"version": "7"}).seen_version() == 7


@pytest.mark.postgresql
def test_a_page_sent_with_an_absurd_version_comes_back_with_what_was_typed(
    case: Case, client: FormClient, sign_in: Any
) -> None:
    evidence = case.draft()
    sign_in(client, case.member_person)
    place = f"/impact/evidence/{evidence.id}/mitigation"
    answered = client.post_form(place, {"mitigation": "Written for an hour.", "version": "9" * 5_000})
    assert answered.status_code == 409
    assert "Written for an hour." in answered.text
    assert evidence.text("mitigation") == ANSWERS["mitigation"]
    assert client.post_form(f"/impact/evidence/{evidence.id}/submit", {"version": "9" * 5_000}).status_code == 409


@pytest.mark.parametrize("page", [page.id for page in PAGES])
def test_a_page_that_is_filled_in_as_asked_is_taken_and_an_empty_one_only_if_all_of_it_is_optional(
    application: Flask, page: str
) -> None:
    assert faults(filled(application, FORMS[page], FILLED[page])) == {}
    assert bool(faults(filled(application, FORMS[page], {}))) is (page != "mitigation")


@pytest.mark.parametrize(
    ("page", "field", "maximum"),
    [
        ("group", "basis", 200),
        ("statement", "statement", 2000),
        ("affected", "affected", 200),
        ("source", "source", 200),
        ("source", "gathered", 300),
        ("mitigation", "mitigation", 500),
    ],
)
def test_a_text_may_have_so_many_words_and_not_one_more(
    application: Flask, page: str, field: str, maximum: int
) -> None:
    assert field not in faults(filled(application, FORMS[page], {**FILLED[page], field: "word " * maximum}))
    too_long = filled(application, FORMS[page], {**FILLED[page], field: "word " * (maximum + 1)})
    (sentence,) = faults(too_long)[field]
    assert sentence.endswith(f"must be {maximum:,} words or less")
    assert too_long[field].data.split() == ["word"] * (maximum + 1)


@pytest.mark.parametrize(
    ("typed", "taken"), [("0", 0), ("1,200", 1_200), ("100000000", 100_000_000), ("100000001", None), ("-1", None)]
)
def test_a_group_may_speak_for_nobody_it_can_count_and_for_no_more_than_there_are(
    application: Flask, typed: str, taken: int | None
) -> None:
    form = filled(application, FORMS["group"], {**FILLED["group"], "represented": typed})
    assert ("represented" in faults(form)) is (taken is None)
    assert taken is None or form["represented"].data == taken


DAY = {"happened_on-day": "7", "happened_on-month": "7", "happened_on-year": "2022"}


@pytest.mark.parametrize(
    ("begun", "ended", "fault"),
    [
        (DAY, ("7", "7", "2022"), {}),
        (DAY, ("8", "7", "2022"), {}),
        (DAY, ("6", "7", "2022"), {"until_on": ["The end must be the same day as the beginning, or later"]}),
        ({}, ("8", "7", "2022"), {"happened_on": ["Enter when it began, or leave the end empty"]}),
        ({}, ("", "", ""), {}),
    ],
)
def test_what_ended_has_begun_before(
    application: Flask, begun: dict[str, str], ended: tuple[str, str, str], fault: dict[str, list[str]]
) -> None:
    until = {f"until_on-{part}": typed for part, typed in zip(("day", "month", "year"), ended, strict=True)}
    form = filled(application, FORMS["place"], {"place": "Market", **begun, **until})
    assert faults(form) == fault
    assert form["place"].data == "Market"


@pytest.mark.parametrize(
    ("asked", "told", "sentence"),
    [
        ("personal_data", "personal_note", "Say who could be recognised"),
        ("conflict", "interest", "Say what the interest is"),
    ],
)
def test_a_yes_asks_for_more_and_a_no_takes_back_what_was_told(
    application: Flask, asked: str, told: str, sentence: str
) -> None:
    typed = {**FILLED["declarations"], asked: "yes"}
    assert faults(filled(application, FORMS["declarations"], typed)) == {told: [sentence]}
    assert faults(filled(application, FORMS["declarations"], {**typed, told: "A contract."})) == {}
    taken_back = filled(application, FORMS["declarations"], {**typed, asked: "no", told: "A contract."})
    assert faults(taken_back) == {}
    assert not taken_back[told].data


def test_none_of_these_stands_alone(application: Flask) -> None:
    typed = {"affected": "Traders", "characteristics": ["none", next(iter(terms.CHARACTERISTICS))]}
    (sentence,) = faults(filled(application, FORMS["affected"], typed))["characteristics"]
    assert "not both" in sentence


@pytest.mark.parametrize(
    ("page", "field"),
    [
        ("type", "evidence_type"),
        ("type", "first_hand"),
        ("impact", "areas"),
        ("extent", "reach"),
        ("impact", "direction"),
    ],
)
def test_an_answer_that_is_not_offered_is_refused(application: Flask, page: str, field: str) -> None:
    made_up = filled(application, FORMS[page], {**FILLED[page], field: "made_up"})
    assert faults(made_up) == {field: ["Select from the options shown"]}


def test_nothing_is_kept_without_agreement_to_its_use(application: Flask) -> None:
    (sentence,) = faults(filled(application, FORMS["publication"], {"publication": "public"}))["has_consent"]
    assert sentence == "Confirm that you agree, or ask the people concerned first"


def test_a_form_shows_what_the_draft_holds_and_which_version_it_is(application: Flask, case: Case) -> None:
    evidence = case.draft(represented=40, areas=["trust"])
    with application.test_request_context("/"):
        group, impact = (page_form(BY_ID[name], evidence) for name in ("group", "impact"))
        assert (group["represented"].data, group["basis"].data) == (40, ANSWERS["basis"])
        assert impact["areas"].data == ["trust"]
        assert (group.seen_version(), impact.seen_version()) == (1, 1)


def test_a_word_before_a_colon_is_the_choice_and_the_rest_its_hint() -> None:
    first, second = choices({"a": "Often: every week", "b": "Seldom"}, b="why")
    assert (first.label, first.hint, first.reveals) == ("Often", "Every week", ())
    assert (second.label, second.hint, second.reveals) == ("Seldom", "", ("why",))


@pytest.mark.parametrize(
    ("form", "typed", "fault"),
    [
        (StartForm, {}, {"organisation": ["Select a group"]}),
        (StartForm, {"organisation": "7"}, {"organisation": ["Select from the options shown"]}),
        (QueryAnswerForm, {"answer": " \n "}, {"answer": ["Enter your answer"]}),
        (QueryAnswerForm, {"answer": "word " * 1_001}, {"answer": ["Your answer must be 1,000 words or less"]}),
    ],
)
def test_no_group_and_no_answer_are_refused(
    application: Flask, form: type[Form], typed: dict[str, str], fault: dict[str, list[str]]
) -> None:
    assert faults(filled(application, form, typed)) == fault
