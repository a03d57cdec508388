"""Assessments and their rows where others refer to them."""

from consult.citations.queries import links, read_references
from consult.contract.references import Reference
from consult.kernel.authz import ANONYMOUS
from plugins.impact.assessments.documents import revisions_at
from tests.plugins.impact.assessments.conftest import Desk


def test_a_draft_is_known_at_work_alone_and_what_is_signed_by_everybody(desk: Desk) -> None:
    draft, signed, equality = desk.begin(), desk.signed(), desk.signed("equality")
    asked = [Reference("impact_assessment", draft.id), Reference("impact_assessment", signed.id)]
    asked.append(Reference("impact_equality", equality.id))
    assert set(links(desk.session, ANONYMOUS, asked)) == set(asked[1:])
    found = links(desk.session, desk.author, asked)
    assert [found[reference].endpoint for reference in asked] == [
        "impact_assessments.show",
        *["impact_public.show"] * 2,
    ]


def test_each_is_found_by_its_number_under_its_own_kind(desk: Desk) -> None:
    community, equality = desk.signed(), desk.signed("equality")
    typed = f"{community.number.lower()}\n{equality.number}"
    assert read_references(desk.session, ANONYMOUS, typed) == [
        Reference("impact_assessment", community.id),
        Reference("impact_equality", equality.id),
    ]


def test_a_row_is_named_with_assessment_version_and_number(desk: Desk) -> None:
    assessment = desk.signed()
    row = revisions_at(desk.session, assessment, 1)["impacts"][0].entry
    reference = Reference("impact_entry", row.id)
    link = links(desk.session, ANONYMOUS, [reference])[reference]
    assert link.title == f"{assessment.number}, impact 1 (version 1)"
    assert link.parts["_anchor"] == f"entry-{row.id}"
    draft = desk.written()
    hidden = Reference("impact_entry", revisions_at(desk.session, draft, 1)["impacts"][0].entry_id)
    assert links(desk.session, ANONYMOUS, [hidden]) == {}
    assert "version" not in links(desk.session, desk.author, [hidden])[hidden].title
