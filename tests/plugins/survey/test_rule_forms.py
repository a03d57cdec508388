"""The builder's fields of rules: set, changed, taken out, and refused with what was typed."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from plugins.survey.definition import Item, definition_from
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from plugins.survey.rule_forms import rule_in_words, with_rule_fields
from plugins.survey.services import change_draft
from tests.factories import make_actor, make_person
from tests.plugins.survey.conftest import item, page, survey, text
from tests.plugins.survey.test_views import hidden
from tests.support.web import FormClient

ASKED = survey(
    page("p1", item("people", "number"), item("why", "long_text")),
    page(
        "p2",
        item(
            "children",
            "number",
            rules=[{"op": "lt", "q": "people", "message": {"en-GB": "Too many.", "cy": "Gormod."}}],
        ),
    ),
    page("p3", item("later", "number")),
)


@pytest.fixture
def place(client: FormClient, session: Session, draft_survey: Activity, sign_in: Any) -> str:
    """The address of the builder of a draft with a rule, for an officer."""
    change_draft(session, make_actor(session, Role.OFFICER), draft_survey, lambda _draft: read_definition(ASKED))
    sign_in(client, make_person(session, Role.OFFICER))
    return f"/survey/{draft_survey.id}/build"


def children(session: Session, place: str) -> Item:
    definition = definition_from(find_draft(session, int(place.split("/")[2])).definition)
    return definition.items_by_key["children"]


def given(client: FormClient, place: str, **typed: str) -> Any:
    shown = client.get(f"{place}/questions/children").text
    data = {"label": "Question children?", "whole": "y", "seen": hidden(shown, "seen"), **typed}
    return client.post_form(f"{place}/questions/children", data)


FIRST = {"rule_1_op": "le", "rule_1_q": "people", "rule_1_message": "There are too many."}


def test_the_form_shows_each_rule_and_one_more(client: FormClient, place: str) -> None:
    shown = client.get(f"{place}/questions/children").text
    assert 'value="Too many."' in shown
    assert 'name="rule_2_q"' in shown
    assert 'name="rule_3_q"' not in shown
    assert '<option value="why"' not in shown.split('name="rule_1_q"')[1].split("</select>")[0]
    assert 'name="rule_1_q"' not in client.get(f"{place}/questions/why").text
    assert "The answer must be less, or earlier, than that to “Question people?”." in client.get(place).text


def test_a_rule_is_changed_added_and_taken_out(client: FormClient, session: Session, place: str) -> None:
    more = {"rule_2_op": "ne", "rule_2_q": "people", "rule_2_message": "They must differ."}
    kept = {**FIRST, "rule_1_op": "lt"}
    assert given(client, place, **kept, **more).status_code == 303
    rules = children(session, place).rules
    assert [(one.op, one.q) for one in rules] == [("lt", "people"), ("ne", "people")]
    assert rules[0].message == {"en-GB": "There are too many.", "cy": "Gormod."}
    assert given(client, place, rule_1_q="", **more).status_code == 303
    assert [one.op for one in children(session, place).rules] == ["ne"]
    assert given(client, place).status_code == 303
    assert children(session, place).rules == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"rule_1_message": ""}, "Enter what people are told where the rule is broken"),
        ({"rule_1_q": ""}, "Select the question whose answer it is held against"),
        ({"rule_1_q": "later"}, "Select from the options shown"),
        ({"rule_2_op": "le", "rule_2_q": "people", "rule_2_message": "Again."}, "This rule is there twice"),
    ],
)
def test_half_a_rule_is_refused_and_nothing_typed_is_lost(
    client: FormClient, session: Session, place: str, typed: dict[str, str], said: str
) -> None:
    before = children(session, place)
    refused = given(client, place, **{**FIRST, **typed})
    assert refused.status_code == 422
    assert said in refused.text
    assert {**FIRST, **typed}["rule_1_message"] in refused.text
    assert children(session, place) == before


def test_only_numbers_and_moments_have_the_fields() -> None:
    definition = read_definition(ASKED)
    ruled, plain = (with_rule_fields(type("F", (), {}), definition.items_by_key[key]) for key in ("children", "why"))
    assert (hasattr(ruled, "rule_5_q"), hasattr(plain, "rule_1_q")) == (True, False)


def test_a_rule_about_what_is_gone_is_named_by_its_key() -> None:
    made = read_definition(
        survey(page("p1", item("n", "number", rules=[{"op": "le", "q": "x", "message": text("?")}])))
    )
    assert rule_in_words(made.items[0].rules[0], made) == "The answer must not be more, or later, than that to “x”."
