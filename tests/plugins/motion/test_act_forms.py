"""What officers enter about what a meeting did."""

from typing import Any

from flask import Flask

from plugins.motion.act_forms import ActForm, UrgencyForm
from plugins.motion.meeting_acts import MeetingAct
from tests.plugins.motion import story
from tests.support.forms import faults, filled


def test_a_referral_names_the_body_and_every_act_its_reason(application: Flask) -> None:
    assert faults(filled(application, ActForm, {})).keys() == {"act", "reason"}
    for act in MeetingAct:
        is_referral = act is MeetingAct.REFERRED
        assert ("body" in faults(filled(application, ActForm, {"act": act, "reason": "x"}))) is is_referral


def test_urgency_has_a_meeting_a_chair_and_a_reason(application: Flask) -> None:
    def offering(**_: Any) -> UrgencyForm:
        form = UrgencyForm()
        form.meeting_on.offer([story.NOTICE], nothing="Select a meeting")
        form.offer_chairs([(3, "Cllr Ada")], 3)
        return form

    assert faults(filled(application, offering, {})).keys() == {"meeting_on", "reason"}
    whole = {"meeting_on": "2026-11-30", "chair_id": "3", "reason": "Flood"}
    assert faults(filled(application, offering, whole)) == {}
    assert faults(filled(application, offering, {**whole, "chair_id": "4"})).keys() == {"chair_id"}
