"""Rows of a signed assessment must be considered by name."""

from consult.citations.queries import reference_to
from consult.contract.viewpoints_about import viewpoints_about
from plugins.impact.assessments import signing
from plugins.impact.assessments.documents import revisions_at
from tests.plugins.impact.assessments.conftest import IMPACT, Desk


def test_each_impact_of_the_signed_version_is_a_view_with_when_it_changed(desk: Desk) -> None:
    draft, equality = desk.written(), desk.signed("equality")
    assert viewpoints_about(desk.session, reference_to(draft)) == []
    assert viewpoints_about(desk.session, reference_to(equality)) == []
    assessment = desk.signed()
    (view,) = viewpoints_about(desk.session, reference_to(assessment))
    revision = revisions_at(desk.session, assessment, 1)["impacts"][0]
    assert (view.reference.id, view.put_by, view.changed_at) == (revision.entry_id, "Traders", revision.saved_at)
    signing.renew(desk.session, desk.author, assessment, "A mosque was found.")
    desk.write(assessment, "impacts", {**IMPACT, "community": "Worshippers"})
    assert len(viewpoints_about(desk.session, reference_to(assessment))) == 1
    desk.sign_again(assessment)
    assert [view.put_by for view in viewpoints_about(desk.session, reference_to(assessment))] == [
        "Traders",
        "Worshippers",
    ]


def test_a_community_that_is_withheld_is_not_named(desk: Desk) -> None:
    assessment = desk.signed()
    desk.withhold(revisions_at(desk.session, assessment, 1)["impacts"][0].entry, "community", "")
    (view,) = viewpoints_about(desk.session, reference_to(assessment))
    assert view.put_by == "A community that is withheld"
