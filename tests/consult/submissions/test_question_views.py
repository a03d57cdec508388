"""Setting the questions of a written response, before and after opening."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, Change, State
from consult.submissions.questions import definition_of
from tests.factories import XSS, make_activity, make_consultation
from tests.support.web import FormClient


def address(activity: Activity, rest: str = "") -> str:
    """Return the address of a page about the activity's questions."""
    return f"/staff/activities/{activity.id}/questions{rest}"


def labels(session: Session, activity: Activity) -> list[str]:
    """Return the questions' words in order."""
    return [one["label"] for one in definition_of(session, activity)["questions"]]


def test_questions_are_added_changed_moved_and_removed(client: FormClient, session: Session, officer: Person) -> None:
    activity = make_activity(session, make_consultation(session, state=State.DRAFT))
    added = client.post_form(address(activity, "/new"), {"label": f"Why not? {XSS}", "kind": "long_text"})
    assert added.status_code == 303
    assert "<script>alert" not in client.get(address(activity)).text
    key = definition_of(session, activity)["questions"][-1]["key"]
    client.post_form(address(activity, f"/{key}"), {"label": "And why not?", "kind": "long_text", "required": "y"})
    client.post_form(address(activity, f"/{key}/up"))
    assert labels(session, activity) == ["Do you support the proposal?", "And why not?", "Tell us why."]
    client.post_form(address(activity, "/position/remove"))
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
    fields = {"label": "Do you support the new proposal?", "kind": "support"}
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


def test_nothing_changes_after_closing(client: FormClient, session: Session, officer: Person) -> None:
    activity = make_activity(session, make_consultation(session, state=State.CLOSED))
    refused = client.post_form(address(activity, "/new"), {"label": "Late", "kind": "long_text", "reason": "Late"})
    assert refused.status_code == 409
    assert "Late" not in labels(session, activity)
    shown = client.get(address(activity)).text
    assert "its questions can no longer change" in shown
    assert "/questions/" not in shown
