"""The words of impact evidence: each code can be chosen, is kept as it is, and is read in words everywhere."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.accounts.models import Person
from plugins.impact import evidence_drafts
from plugins.impact.models import Evidence
from plugins.impact.pages import BY_ID
from plugins.impact.terms import (
    AREAS,
    CHARACTERISTICS,
    DIRECTIONS,
    EVIDENCE_TYPES,
    FIRST_HAND,
    FREQUENCIES,
    PUBLICATIONS,
    REACHES,
    SEVERITIES,
    Terms,
    said,
    words_for,
)
from tests.plugins.impact.conftest import ANSWERS, Case
from tests.support.pages import parsed
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
CHOSEN: list[tuple[str, str, Terms]] = [
    ("type", "evidence_type", EVIDENCE_TYPES),
    ("type", "first_hand", FIRST_HAND),
    ("affected", "characteristics", CHARACTERISTICS),
    ("impact", "areas", AREAS),
    ("impact", "direction", DIRECTIONS),
    ("extent", "severity", SEVERITIES),
    ("extent", "frequency", FREQUENCIES),
    ("extent", "reach", REACHES),
    ("publication", "publication", PUBLICATIONS),
]


def draft_of(case: Case) -> Evidence:
    """Begin a piece of evidence."""
    return evidence_drafts.start_evidence(case.session, case.member, case.activity, case.group.id)


@pytest.mark.parametrize(("page", "field", "terms"), CHOSEN)
def test_the_form_offers_every_term_and_each_can_be_kept(
    case: Case, client: FormClient, sign_in: SignIn, page: str, field: str, terms: Terms
) -> None:
    evidence = draft_of(case)
    sign_in(client, case.member_person)
    address = f"/impact/evidence/{evidence.id}/{page}"
    shown = parsed(client.get(address).text, is_page=True)
    offered = [item.get("value") for item in shown.iter("input") if item.get("name") == field]
    assert offered == list(terms)
    is_list = isinstance(ANSWERS[field], list)
    for code in terms:
        answers = {**ANSWERS, field: [code] if is_list else code}
        evidence_drafts.save_page(
            case.session, case.member, evidence, BY_ID[page], answers, evidence.page_versions.get(page, 0)
        )
        case.session.expire(evidence)
        assert getattr(evidence, field) == ([code] if is_list else code)
        check = client.get(f"/impact/evidence/{evidence.id}/check").text
        assert (words_for(terms, [code]) if is_list else said(terms, code)) in check.replace("&#39;", "'")


@pytest.mark.parametrize(("page", "field", "terms"), CHOSEN)
def test_nothing_that_is_not_on_the_list_can_be_sent(
    case: Case, client: FormClient, sign_in: SignIn, page: str, field: str, terms: Terms
) -> None:
    evidence = draft_of(case)
    sign_in(client, case.member_person)
    refused = client.post_form(f"/impact/evidence/{evidence.id}/{page}", {"version": "0", field: "made_up"})
    assert refused.status_code == 422
    assert evidence.page_versions == {}


def test_the_nine_characteristics_of_the_equality_act_are_there_and_none_stands_alone(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    assert len(set(CHARACTERISTICS) - {"none"}) == 9
    evidence = draft_of(case)
    sign_in(client, case.member_person)
    both: dict[str, Any] = {"version": "0", "affected": "Traders", "characteristics": ["race", "none"]}
    refused = client.post_form(f"/impact/evidence/{evidence.id}/affected", both)
    assert refused.status_code == 422
    assert "Traders" in refused.text
    assert evidence.page_versions == {}


@given(codes=st.lists(st.sampled_from([*AREAS, "retired_code"])))
def test_several_choices_are_read_in_the_order_of_the_list_each_once(codes: list[str]) -> None:
    expected = [label for code, label in AREAS.items() if code in set(codes)]
    assert words_for(AREAS, codes) == "; ".join(expected)


def test_an_explanation_stays_with_the_form_and_no_choice_is_no_word() -> None:
    assert said(SEVERITIES, "low") == "Low"
    assert said(PUBLICATIONS, "officers_only") == "Do not publish it"
    assert said(SEVERITIES, None) == said(SEVERITIES, "") == said(SEVERITIES, "retired_code") == ""
