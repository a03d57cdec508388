"""What officers enter about votes around a debate."""

from typing import Any

from flask import Flask

from plugins.motion.closure_forms import CastingVoteForm, ClosureForm, MinutedVoteForm
from tests.support.forms import faults, filled


def test_each_form_asks_for_what_it_needs(application: Flask) -> None:
    def offering(form_class: Any) -> Any:
        def made(**_: Any) -> Any:
            form = form_class()
            form.offer([(3, "Cllr Ada")])
            return form

        return made

    given = {"closure": "put_now", "is_named": "no", "threshold": "simple"}
    assert faults(filled(application, ClosureForm, {})).keys() == {"closure", "is_named", "threshold"}
    assert faults(filled(application, ClosureForm, given)).keys() == {"outcome"}
    assert faults(filled(application, ClosureForm, {**given, "outcome": "carried"})) == {}
    assert faults(filled(application, ClosureForm, {**given, "is_named": "yes"})) == {}
    casting, minuted = offering(CastingVoteForm), offering(MinutedVoteForm)
    assert faults(filled(application, casting, {"casting_vote": "abstain"})).keys() == {"casting_vote", "chair_id"}
    assert faults(filled(application, casting, {"casting_vote": "for", "chair_id": "3"})) == {}
    assert faults(filled(application, minuted, {"choice": "absent", "member": "4"})).keys() == {"choice", "member"}
    assert faults(filled(application, minuted, {"choice": "for", "member": "3"})) == {}
