"""The form in which a text is written as somebody would have it."""

from flask import Flask

from plugins.motion.amendment_forms import CollisionForm, amend_form
from plugins.motion.changes import Act
from tests.plugins.motion.test_changes import BASE


def test_what_is_left_out_moved_and_added_becomes_acts(application: Flask) -> None:
    given = {"title": "Lamps", "drawn": "C-AAAA-BBBB", "gone_C-2": "y", "new_notes": "One.\n\nTwo."}
    given |= {f"text_{clause.key}": clause.text for clause in BASE.clauses}
    given |= {"place_C-3": "2", "place_C-4": "1", "place_C-5": "3"}
    with application.test_request_context(method="POST", data=given):
        acts = amend_form(BASE, 1).changes(BASE)
    assert [(act.act, act.key) for act in acts] == [
        (Act.DELETE, "C-2"),
        (Act.INSERT, "C-AAAA-BBBB-n1"),
        (Act.INSERT, "C-AAAA-BBBB-n2"),
        (Act.MOVE, "C-4"),
    ]


def test_a_clause_is_left_out_or_has_words(application: Flask) -> None:
    with application.test_request_context(method="POST", data={"text": "Words.", "is_left_out": "y"}):
        assert CollisionForm().words() is None
    with application.test_request_context(method="POST", data={"text": "Words."}):
        assert CollisionForm().words() == "Words."
