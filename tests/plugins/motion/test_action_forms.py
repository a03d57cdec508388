"""The forms of actions."""

from datetime import date

import pytest
from flask import Flask

from plugins.motion.action_forms import ActionForm, ActionMoveForm
from plugins.motion.lifecycle import ActionState
from tests.support.forms import faults, filled
from tests.support.pages import small_app


def day(name: str) -> dict[str, str]:
    """Return the boxes of a day in November 2026."""
    return {f"{name}-day": "30", f"{name}-month": "11", f"{name}-year": "2026"}


def test_replies_and_signed_letters_have_pages_of_their_own() -> None:
    with small_app().test_request_context("/"):
        form = ActionMoveForm()
        form.offer(ActionState.DRAFTED, has_letter=False)
        assert "sent" in {one.value for one in form.to.choices}
        form.offer(ActionState.DRAFTED, has_letter=True)
        assert "sent" not in {one.value for one in form.to.choices}
        for state in (ActionState.SENT, ActionState.REPLIED, None):
            form.offer(state, has_letter=False)
            assert "replied" not in {one.value for one in form.to.choices}
        form.offer(ActionState.REPLIED, has_letter=False)
        assert "sent" not in {one.value for one in form.to.choices}


@pytest.mark.parametrize("end", [ActionState.CLOSED, ActionState.OVERTAKEN])
def test_an_action_does_not_end_without_a_reason(application: Flask, end: ActionState) -> None:
    def sent(**typed: str) -> dict[str, list[str]]:
        with application.test_request_context("/", method="POST", data={**day("happened_on"), **typed}):
            form = ActionMoveForm()
            form.offer(None, has_letter=False)
            form.validate()
            return faults(form)

    assert sent(to=end.value) == {"note": ["Give the reason"]}
    assert sent(to=end.value, note="Done.") == {}
    assert sent(to=ActionState.SENT) == {}


def test_a_request_says_to_whom_it_goes(application: Flask) -> None:
    typed = {"text": "Write", "owner": "Clerk", "has_date": "yes", **day("due_on")}
    assert faults(filled(application, ActionForm, {**typed, "kind": "binding"})) == {}
    refused = filled(application, ActionForm, {**typed, "kind": "request"})
    assert faults(refused) == {"addressee": ["Enter whom the request goes to"]}
    assert (refused.due_on.data, refused.text.data) == (date(2026, 11, 30), "Write")
