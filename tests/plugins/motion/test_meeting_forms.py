"""What is asked of each member of the roll, and of each interest that was declared."""

from typing import Any

import pytest
from flask import Flask

from consult.sdk.office import OfficeTerm
from plugins.motion.attendance import Presence
from plugins.motion.interests import InterestKind, Participation
from plugins.motion.meeting_forms import meeting_form
from plugins.motion.services.interests import Declared
from tests.support.forms import faults, filled

ROLL = [OfficeTerm(id=3, name="Cllr Ada", ward="Abbey"), OfficeTerm(id=5, name="Cllr Ada", ward="Beckton")]
PRESENT = {"presence_3": "apologies", "presence_5": "present"}
WHOLE = {
    "interest_1_member": "5",
    "interest_1_item": "other",
    "interest_1_other_item": "Item 9",
    "interest_1_kind": "pecuniary",
    "interest_1_text": "A share",
    "interest_1_participation": "withdrew",
}


def sent(application: Flask, typed: dict[str, str]) -> Any:
    """Return the form with one part for an interest as it was sent."""
    members = [(term.id, term.name) for term in ROLL]
    return filled(application, lambda **_: meeting_form(ROLL, members, (), ("interest_1",)), typed)


def test_every_member_is_asked_by_name_and_ward(application: Flask) -> None:
    form = sent(application, {"presence_3": "present"})
    assert faults(form) == {"presence_5": ["Select whether Cllr Ada came"]}
    assert form["presence_5"].label.text == "Cllr Ada (Beckton)"
    form = sent(application, PRESENT)
    assert form.presences(ROLL) == {3: Presence.APOLOGIES, 5: Presence.PRESENT}
    assert list(form.declared()) == []


def test_an_interest_is_read_with_its_part(application: Flask) -> None:
    declared = Declared(
        term_id=5,
        motion_id=None,
        item="Item 9",
        kind=InterestKind.PECUNIARY,
        text="A share",
        participation=Participation.WITHDREW,
    )
    assert list(sent(application, PRESENT | WHOLE).declared()) == [("interest_1", declared)]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("member", "Select the member who declared the interest"),
        ("item", "Select the motion or item in which the interest was declared"),
        ("kind", "Select the kind of interest"),
        ("text", "Enter what the interest is"),
        ("participation", "Select whether the member withdrew or stayed"),
    ],
)
def test_an_interest_of_which_anything_was_typed_is_whole(application: Flask, name: str, sentence: str) -> None:
    form = sent(application, PRESENT | WHOLE | {f"interest_1_{name}": ""})
    assert faults(form) == {f"interest_1_{name}": [sentence]}
