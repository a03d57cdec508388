"""The parts of the two forms."""

import pytest

from consult.kernel.errors import NotFound
from plugins.impact.assessments.catalogue import FORMS
from plugins.impact.assessments.parts import AssessmentForm

FIELD_NAMES = {"data", "errors", "places", "version", "kept", "cites", "meta", "validate", "process", "populate_obj"}


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_part_can_be_found_and_shown(form: AssessmentForm) -> None:
    assert form.find_part("identity").is_needed
    with pytest.raises(NotFound):
        form.find_part("nothing")
    for part in form.parts:
        keys = [asked.key for asked in part.fields]
        assert len(keys) == len(set(keys))
        assert not set(keys) & FIELD_NAMES, part.key
        assert bool(part.named_by) is part.is_list
        assert part.name_of({part.named_by: "x"} if part.named_by else {})
        assert not part.is_needed or any(asked.needed for asked in part.fields), part.key
