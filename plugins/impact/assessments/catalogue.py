"""The forms of assessment that there are."""

from collections.abc import Mapping

from consult.sdk.errors import NotFound
from plugins.impact.assessments.community import COMMUNITY
from plugins.impact.assessments.equality import EQUALITY
from plugins.impact.assessments.models import Assessment, CommunityAssessment, EqualityAssessment
from plugins.impact.assessments.parts import AssessmentForm

FORMS: Mapping[str, AssessmentForm] = {form.code: form for form in (COMMUNITY, EQUALITY)}
MODELS: Mapping[str, type[Assessment]] = {"community": CommunityAssessment, "equality": EqualityAssessment}


def form_of(assessment: Assessment) -> AssessmentForm:
    """Return the form in which an assessment is written."""
    return FORMS[assessment.form]


def find_form(code: str) -> AssessmentForm:
    """Return a form by its code; raises `NotFound`."""
    if code not in FORMS:
        raise NotFound
    return FORMS[code]
