"""The pages of the evidence form: nothing that a group files is lost or shown to the wrong eyes."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import inspect

from consult.accounts.models import Person
from plugins.impact import evidence_drafts
from plugins.impact.models import Evidence
from plugins.impact.pages import BY_ID, PAGES, page_after, page_before, page_version, unfilled
from plugins.impact.procedure import Status
from tests.factories import canary
from tests.plugins.impact.conftest import ANSWERS, Case
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]
WITHOUT_NAME = {"statement", "affected", "mitigation", "source", "gathered"}
PUBLIC_TEXTS = {
    "officers_only": set(),
    "anonymous": WITHOUT_NAME,
    "public": WITHOUT_NAME | {"basis", "place", "interest"},
}
TEXTS = [text for page in PAGES for text in page.texts]


def test_the_way_through_the_form_is_the_same_forwards_and_back() -> None:
    forwards = [PAGES[0]]
    while (following := page_after(forwards[-1])) is not None:
        forwards.append(following)
    back = [PAGES[-1]]
    while (before := page_before(back[-1])) is not None:
        back.append(before)
    assert forwards == list(PAGES) == back[::-1]
    assert set(BY_ID.values()) == set(PAGES)


def test_each_answer_belongs_to_one_page_and_has_a_place_to_be_kept() -> None:
    columns = [column for page in PAGES for column in page.columns]
    assert len(columns) == len(set(columns))
    assert len(TEXTS) == len(set(TEXTS))
    assert set(columns) <= set(inspect(Evidence).column_attrs.keys())


def test_what_is_missing_is_named_until_every_page_was_filled_in(case: Case) -> None:
    evidence = evidence_drafts.start_evidence(case.session, case.member, case.activity, case.group.id)
    left = list(PAGES)
    for page in PAGES[::-1]:
        assert unfilled(evidence) == left
        assert page_version(evidence, page) == 0
        evidence_drafts.save_page(case.session, case.member, evidence, page, ANSWERS, 0)
        assert page_version(evidence, page) == 1
        left.remove(page)
    assert unfilled(evidence) == []


def test_two_members_who_fill_in_different_pages_lose_nothing(case: Case) -> None:
    evidence = evidence_drafts.start_evidence(case.session, case.member, case.activity, case.group.id)
    for member, name in ((case.member, "statement"), (case.other_member, "source"), (case.member, "mitigation")):
        evidence_drafts.save_page(case.session, member, evidence, BY_ID[name], ANSWERS, 0)
    assert {name for name, text in evidence.texts.items() if text} >= {"statement", "source", "mitigation"}
    assert len(unfilled(evidence)) == len(PAGES) - 3


@pytest.mark.parametrize("publication", list(PUBLIC_TEXTS))
def test_officers_read_every_text_and_the_public_only_what_is_meant_for_it(
    case: Case, client: FormClient, sign_in: SignIn, publication: str
) -> None:
    words: dict[str, Any] = {text: canary(text) for text in TEXTS}
    more = {"personal_data": "yes", "conflict": "yes", "publication": publication, "has_consent": True}
    evidence = case.brought_to(Status.ACCEPTED, **words, **more)
    public = client.get(f"/impact/{case.activity.id}").text
    shown = {text for text, word in words.items() if word in public}
    assert shown == PUBLIC_TEXTS[publication]
    assert (case.group.name in public) == (publication == "public")
    sign_in(client, case.officer_person)
    desk = client.get(f"/staff/impact/evidence/{evidence.id}")
    assert desk.status_code == 200
    assert [text for text, word in words.items() if word not in desk.text] == []
