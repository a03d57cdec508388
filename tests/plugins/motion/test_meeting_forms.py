"""What is asked of each member of the roll."""

from flask import Flask

from consult.sdk.office import OfficeTerm
from plugins.motion.attendance import Presence
from plugins.motion.meeting_forms import attendance_form
from plugins.motion.services.attendance import Noted
from tests.support.forms import faults, filled

ROLL = [OfficeTerm(id=3, name="Cllr Ada", ward="Abbey"), OfficeTerm(id=5, name="Cllr Ada", ward="Beckton")]


def test_every_member_is_asked_by_name_and_ward(application: Flask) -> None:
    form = filled(application, lambda **_: attendance_form(ROLL), {"presence_3": "present", "interest_3": "A share"})
    assert faults(form) == {"presence_5": ["Select whether Cllr Ada came"]}
    assert form["presence_5"].label.text == "Cllr Ada (Beckton)"
    sent = {"presence_3": "apologies", "presence_5": "present", "interest_5": "A share"}
    form = filled(application, lambda **_: attendance_form(ROLL), sent)
    assert form.noted(ROLL) == {3: Noted(Presence.APOLOGIES), 5: Noted(Presence.PRESENT, "A share")}
