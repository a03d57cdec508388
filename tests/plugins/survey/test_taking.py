"""A survey takes copies of questions onto a page of their own, under keys that no other question has."""

import re
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import State
from consult.contract.options import Option
from consult.contract.questions import Question
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from consult.library.queries import item_named
from consult.library.services import keep_questions
from consult.library.services import take_questions as take_kept
from consult.submissions.kinds import SCALES
from plugins.survey import services
from plugins.survey.definition import definition_from
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from plugins.survey.questions import find_draft_questionnaire
from plugins.survey.taking import take_questions
from tests.factories import actor_for, make_activity, make_actor, make_consultation, make_person
from tests.plugins.survey.conftest import item, page, survey, text
from tests.support.web import FormClient


def test_copies_keep_what_is_asked_and_get_keys_of_their_own(session: Session) -> None:
    officer = make_actor(session, Role.OFFICER)
    survey = make_activity(session, make_consultation(session, state=State.DRAFT), "survey")
    stand = Question(key="x", kind="scale", label="Well?", hint="Say.", options=SCALES["support"], is_required=True)
    age = Question(key="x", kind="number", label="Well?", minimum=1, maximum=9, is_whole=True, is_public=False)
    keys = take_questions(session, officer, survey, "From the library", [stand, age])
    assert keys == ["well", "well_2"]
    made = find_draft_questionnaire(session, survey.id)
    assert made.pages[-1].title == "From the library"
    first, second = made.questions[-2:]
    assert (first.kind, first.hint, first.is_required) == ("likert", "Say.", True)
    assert [option.value for option in first.options] == [5, 4, 3, 2, 1, None]
    assert (second.minimum, second.maximum, second.is_whole, second.is_public) == (1, 9, True, False)
    strange = Question(key="x", kind="name", label="Who?", options=(Option(code="a", label="A"),))
    with pytest.raises(Invalid, match="no questions of this kind"):
        take_questions(session, officer, survey, "", [strange])


def test_the_library_keeps_what_means_the_copies_and_says_what_it_leaves_out(
    client: FormClient, session: Session, sign_in: Any
) -> None:
    person = make_person(session, Role.OFFICER)
    sign_in(client, person)
    officer = actor_for(session, person)
    rules = [{"op": "le", "q": "people", "message": text("Too many.")}]
    another = {**item("another", "yes_no"), "label": text("Another one?"), "required": True}
    asked = survey(
        page("p1", item("people", "number"), item("purse", "budget", total=500, unit="pounds", hint=text("Think."))),
        page("p2", item("children", "number", rules=rules), item("why", label=text("Why ((people|so many))?"))),
        page("p3", item("place"), repeat={"most": 3, "entry": text("journey"), "another": another}),
        page("p4", item("last", "select", order="random"), show_if={"q": "people", "op": "gt", "value": 2}),
        page("p5", item("photo", "file")),
    )
    source = make_activity(session, make_consultation(session, state=State.DRAFT), "survey")
    services.change_draft(session, officer, source, lambda _draft: read_definition(asked))
    page_of = f"/staff/activities/{source.id}/library/keep"
    offered = {*re.findall(r'name="questions"[^>]*value="(\w+)"', client.get(page_of).text)}
    assert offered == {"people", "purse", "children", "why", "place", "last"}
    answer = client.post_form(page_of, {"questions": sorted(offered - {"why"}), "name": "Households"})
    said = client.get(answer.location).text
    for sentence in ("Held against an earlier answer: Too many", "asked for each of several", "of some people only"):
        assert sentence in said
    assert "That rule is left out" not in said
    target = make_activity(session, make_consultation(session, state=State.DRAFT), "survey")
    services.change_draft(session, officer, target, lambda _draft: read_definition(survey(page("p1", item("people")))))
    kept = item_named(session, answer.location.rsplit("/", 1)[-1])
    assert kept is not None
    take_kept(session, officer, target, kept)
    made = definition_from(find_draft(session, target.id).definition)
    keys = [f"question_{key}" for key in ("people", "purse", "children", "place", "last")]
    assert [one.key for one in made.items][1:] == keys
    assert [(rule.op, rule.q) for rule in made.find_item(keys[2]).rules] == [("le", keys[0])]
    purse = made.find_item(keys[1])
    assert (purse.total, purse.unit, purse.hint) == (500, "pounds", {"en-GB": "Think."})
    assert made.find_item(keys[4]).order == "random"
    alone = keep_questions(session, officer, source, ["children", "why"], "Alone", "")
    assert [one["left_out"] for one in alone.asked["questions"]] == [["rules"], ["words"]]
