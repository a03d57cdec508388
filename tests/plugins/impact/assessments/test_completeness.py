"""What an assessment still lacks."""

import pytest

from plugins.impact.assessments import services
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.completeness import missing
from plugins.impact.assessments.documents import revisions_at
from tests.plugins.impact.assessments.conftest import IMPACT, Desk


@pytest.mark.parametrize("form", ["community", "equality"])
def test_each_part_that_is_needed_is_named_with_its_page(desk: Desk, form: str) -> None:
    found = missing(desk.session, desk.begin(form).latest)
    assert len(found) > 4
    assert all(lack.link is not None for lack in found)
    assert missing(desk.session, desk.written(form).latest) == []


def test_every_characteristic_must_be_named(desk: Desk) -> None:
    assessment = desk.written("equality")
    row = revisions_at(desk.session, assessment, 1)["effects"][0].entry
    services.remove_entry(desk.session, desk.author, row)
    assert [lack.sentence for lack in missing(desk.session, assessment.latest)] == ["Step 4 says nothing about “Age”."]


def test_withheld_words_that_were_rewritten_must_be_looked_at_again(desk: Desk) -> None:
    assessment = desk.written()
    entry = revisions_at(desk.session, assessment, 1)["impacts"][0].entry
    desk.withhold(entry, "impact", "market", "s40")
    assert missing(desk.session, assessment.latest) == []
    part_content = {**IMPACT, "impact": "Fewer people come to Mr Khan."}
    part = form_of(assessment).find_part("impacts")
    services.save_entry(desk.session, desk.author, assessment, part, entry, part_content, (), seen=1)
    (lack,) = missing(desk.session, assessment.latest)
    assert "do not stand there any more" in lack.sentence
