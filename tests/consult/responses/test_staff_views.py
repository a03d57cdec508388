"""Setting the questions of a written response, before and after opening."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, Change, State
from consult.responses.questions import definition_of, questions_as_text
from tests.factories import XSS, make_activity, make_consultation
from tests.support.crawl import as_shown
from tests.support.pages import parsed
from tests.support.web import FormClient


def address(activity: Activity, rest: str = "") -> str:
    """Return the address of a page about the activity's questions."""
    return f"/staff/activities/{activity.id}/questions{rest}"


def labels(session: Session, activity: Activity) -> list[str]:
    """Return the questions' words in order."""
    return [question["label"] for question in definition_of(session, activity)["questions"]]


def test_questions_are_added_changed_moved_and_removed(client: FormClient, session: Session, officer: Person) -> None:
    activity = make_activity(session, make_consultation(session, state=State.DRAFT))
    added = client.post_form(address(activity, "/new"), {"label": f"Why not? {XSS}", "kind": "long_text"})
    assert added.status_code == 303
    assert "<script>alert" not in client.get(address(activity)).text
    key = definition_of(session, activity)["questions"][-1]["key"]
    shown = as_shown(client.get(address(activity, f"/{key}")).text)
    client.post_form(address(activity, f"/{key}"), {**shown, "label": "And why not?", "required": "yes"})
    client.post_form(address(activity, f"/{key}/up"), as_shown(client.get(address(activity, f"/{key}/up")).text))
    assert labels(session, activity) == ["Do you support the proposal?", "And why not?", "Tell us why."]
    removal = address(activity, "/position/remove")
    client.post_form(removal, as_shown(client.get(removal).text))
    assert labels(session, activity) == ["And why not?", "Tell us why."]
    assert session.scalars(select(Change)).all() == []


def test_a_key_never_gets_another_kind(client: FormClient, session: Session, officer: Person) -> None:
    activity = make_activity(session, make_consultation(session, state=State.DRAFT))
    refused = client.post_form(address(activity, "/position"), {"label": "Position", "kind": "long_text"})
    assert refused.status_code == 422
    assert "was used for another kind of question" in refused.text


def test_a_change_while_people_answer_needs_a_reason_and_is_public(
    client: FormClient, session: Session, officer: Person
) -> None:
    consultation = make_consultation(session, slug="running")
    activity = make_activity(session, consultation)
    fields = {"version": "1", "label": "Do you support the new proposal?", "kind": "support"}
    refused = client.post_form(address(activity, "/position"), fields)
    assert refused.status_code == 422
    assert "Say why the questions change" in refused.text
    assert "Do you support the new proposal?" in refused.text
    done = client.post_form(address(activity, "/position"), {**fields, "reason": "The proposal was renamed."})
    assert done.status_code == 303
    change = session.scalars(select(Change)).one()
    assert (change.kind, change.is_material, change.reason) == ("questions", True, "The proposal was renamed.")
    public = client.get("/consultations/running/changes/1").text
    assert "The proposal was renamed." in public
    assert "new" in public


@pytest.mark.parametrize(
    ("rest", "first", "second"),
    [
        ("/position", {"label": "Do you support the new plan?"}, {"label": "Do you support all of the plan?"}),
        ("/settings", {"introduction": "Read the plan first."}, {"introduction": "Read all of it first."}),
    ],
)
def test_neither_text_is_lost_when_two_officers_save_one_after_the_other(
    client: FormClient, session: Session, officer: Person, rest: str, first: dict[str, str], second: dict[str, str]
) -> None:
    activity = make_activity(session, make_consultation(session, state=State.DRAFT))
    url = address(activity, rest)
    opened = as_shown(client.get(url).text)
    assert client.post_form(url, {**opened, **first}).status_code == 303
    stands = definition_of(session, activity)
    late = client.post_form(url, {**opened, **second})
    assert late.status_code == 409
    assert definition_of(session, activity) == stands
    words = [" ".join("".join(item.itertext()).split()) for item in parsed(late.text, is_page=True).iter("dd")]
    assert len(words) == 3  # what both began from, what is saved, what was typed: of the one field that differs
    (typed,) = second.values()
    again = as_shown(late.text)
    assert {name: again[name] for name in second} == second
    assert client.post_form(url, again).status_code == 303
    assert typed in questions_as_text(definition_of(session, activity))


def test_changes_of_different_questions_do_not_stand_in_each_others_way(
    client: FormClient, session: Session, officer: Person
) -> None:
    activity = make_activity(session, make_consultation(session, state=State.DRAFT))
    one, other, beside = (address(activity, rest) for rest in ("/position", "/reasons", "/settings"))
    opened = {url: as_shown(client.get(url).text) for url in (one, other, beside)}
    assert client.post_form(one, {**opened[one], "label": "Are you for it?"}).status_code == 303
    assert client.post_form(other, {**opened[other], "label": "And why?"}).status_code == 303
    assert client.post_form(beside, {**opened[beside], "introduction": "Two questions."}).status_code == 303
    assert labels(session, activity) == ["Are you for it?", "And why?"]
    assert definition_of(session, activity)["introduction"] == "Two questions."


def test_whoever_decides_on_the_equality_questions_reads_whose_words_they_are(
    client: FormClient, session: Session, officer: Person
) -> None:
    activity = make_activity(session, make_consultation(session, state=State.DRAFT))
    assert "The age bands are our own, and follow no such standard." in client.get(address(activity, "/settings")).text


def test_a_question_is_not_removed_in_words_that_nobody_saw(
    client: FormClient, session: Session, officer: Person
) -> None:
    activity = make_activity(session, make_consultation(session, state=State.DRAFT))
    url, removal = address(activity, "/position"), address(activity, "/position/remove")
    asked = as_shown(client.get(removal).text)
    client.post_form(url, {**as_shown(client.get(url).text), "label": "Are you for it?"})
    late = client.post_form(removal, asked)
    assert late.status_code == 409
    assert "Are you for it?" in late.text
    assert client.post_form(removal, as_shown(late.text)).status_code == 303
    assert labels(session, activity) == ["Tell us why."]
    gone = client.post_form(url, {"version": asked["version"], "label": "A label of many words", "kind": "support"})
    assert gone.status_code == 404
    assert "A label of many words" in gone.text


def test_a_form_sent_twice_changes_the_questions_once(client: FormClient, session: Session, officer: Person) -> None:
    activity = make_activity(session, make_consultation(session, state=State.DRAFT))
    url, more = address(activity, "/new"), {"label": "Anything else?", "kind": "long_text"}
    added = {**as_shown(client.get(url).text), **more}
    assert [client.post_form(url, added).status_code for _ in range(2)] == [303, 303]
    assert labels(session, activity) == ["Do you support the proposal?", "Tell us why.", "Anything else?"]
    assert client.post_form(url, {**as_shown(client.get(url).text), **more}).status_code == 303  # asked for knowingly
    key = definition_of(session, activity)["questions"][-1]["key"]
    raised = address(activity, f"/{key}/up")
    asked, other = as_shown(client.get(raised).text), address(activity, "/reasons/up")
    waiting = as_shown(client.get(other).text)
    assert [client.post_form(raised, asked).status_code for _ in range(2)] == [303, 303]
    assert client.post_form(other, waiting).status_code == 409
    assert labels(session, activity) == [
        "Do you support the proposal?",
        "Tell us why.",
        "Anything else?",
        "Anything else?",
    ]


def test_nothing_changes_after_closing(client: FormClient, session: Session, officer: Person) -> None:
    activity = make_activity(session, make_consultation(session, state=State.CLOSED))
    refused = client.post_form(address(activity, "/new"), {"label": "Late", "kind": "long_text", "reason": "Late"})
    assert refused.status_code == 409
    assert "Late" not in labels(session, activity)
    shown = client.get(address(activity)).text
    assert "its questions can no longer change" in shown
    assert "/questions/" not in shown
