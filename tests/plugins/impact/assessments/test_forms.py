"""What is filled in comes back as it was saved."""

from flask import Flask

from plugins.impact.assessments.community import COMMUNITY
from plugins.impact.assessments.forms import content_of, entry_form, filled

LEVELS = {"3": "3: Raised"}


def test_each_kind_of_field_is_kept_and_shown_again(application: Flask) -> None:
    part = COMMUNITY.find_part("tension")
    typed = {
        "indicator": "Leaflets.",
        "tier": "2",
        "level": "3",
        "observed_on-day": "24",
        "observed_on-month": "12",
        "observed_on-year": "2026",
    }
    with application.test_request_context(method="POST", data=typed):
        form = entry_form(part, LEVELS)()
        assert form.validate()
        content = content_of(part, form, LEVELS)
    assert content == {
        "indicator": "Leaflets.",
        "tier": "2",
        "level": "3",
        "level_name": "3: Raised",
        "observed_on": "2026-12-24",
    }
    with application.test_request_context():
        shown = entry_form(part, LEVELS)(data=filled(part, content))
        assert content_of(part, shown, LEVELS) == content
