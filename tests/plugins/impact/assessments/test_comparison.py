"""What one version of an assessment says otherwise than another."""

from plugins.impact.assessments import services, signing
from plugins.impact.assessments.comparison import Difference, compare
from plugins.impact.assessments.documents import revisions_at, whole_document
from tests.plugins.impact.assessments.conftest import IMPACT, Desk


def test_it_names_each_field_that_differs_and_rows_that_came_and_went(desk: Desk) -> None:
    assessment = desk.signed()
    signing.renew(desk.session, desk.author, assessment, "The hours changed.")
    desk.write(assessment, "rating", {"overall": "high", "reason": "More people pass."})
    first = revisions_at(desk.session, assessment, 1)["impacts"][0].entry
    services.remove_entry(desk.session, desk.author, first)
    desk.write(assessment, "impacts", {**IMPACT, "community": "Worshippers"})
    before, after = (whole_document(desk.session, desk.author, version) for version in assessment.versions)
    found = compare(before, after)
    assert Difference("Overall rating", "", "Why", "Some words.", "More people pass.") in found
    assert Difference("Impacts", "Impact 1", "On which community", "Traders", "") in found
    assert Difference("Impacts", "Impact 2", "On which community", "", "Worshippers") in found
    assert compare(before, before) == []
