"""Writing an assessment: nothing is overwritten, and two authors at once lose nothing."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from consult.citations.queries import references_to
from consult.contract.references import Reference
from consult.kernel.errors import ChangedMeanwhile
from plugins.impact.assessments import services, signing
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.course import NotNow
from plugins.impact.assessments.models import EntryRevision
from plugins.impact.procedure import Status
from tests.plugins.impact.assessments.conftest import IMPACT, Desk
from tests.plugins.impact.conftest import Case


def test_each_has_a_number_of_its_form_and_year_and_its_title_follows_the_first_section(desk: Desk) -> None:
    community, equality = desk.begin(), desk.begin("equality")
    year = community.begun_at.year
    assert community.number.startswith(f"CIA-{year}-")
    assert equality.number.startswith(f"EIA-{year}-")
    desk.write(community, "identity", {"title": "Cameras at the station", "place": "Stratford"})
    assert community.title == "Cameras at the station"


def test_a_section_is_saved_beside_what_it_said_before(desk: Desk) -> None:
    assessment = desk.begin()
    entry = desk.write(assessment, "context", {"incidents": "None."})
    assert desk.write(assessment, "context", {"incidents": "One."}) is entry
    assert [revision.content for revision in entry.revisions] == [{"incidents": "None."}, {"incidents": "One."}]


def test_the_same_again_is_no_revision(desk: Desk) -> None:
    assessment = desk.begin()
    entry = desk.write(assessment, "context", {"incidents": "None."})
    desk.write(assessment, "context", {"incidents": "None."})
    assert [revision.number for revision in entry.revisions] == [1]


def test_two_authors_at_once_are_shown_both_texts_and_what_both_began_from(desk: Desk) -> None:
    assessment = desk.begin()
    part = form_of(assessment).find_part("context")
    entry = desk.write(assessment, "context", {"incidents": "None yet."})
    desk.write(assessment, "context", {"incidents": "One on Monday."})
    with pytest.raises(ChangedMeanwhile) as refused:
        services.save_entry(
            desk.session, desk.signer, assessment, part, entry, {"incidents": "Two on Sunday."}, (), seen=1
        )
    both = next(compared for compared in refused.value.compared if compared.differs)
    assert (both.before, both.saved, both.sent) == ("None yet.", "One on Monday.", "Two on Sunday.")
    assert refused.value.version == 2
    services.save_entry(desk.session, desk.signer, assessment, part, entry, {"incidents": "Two on Sunday."}, (), seen=2)
    assert services.last_revision(desk.session, entry).content == {"incidents": "Two on Sunday."}  # type: ignore[union-attr]


def test_two_authors_who_begin_one_section_at_once_lose_nothing(desk: Desk) -> None:
    assessment = desk.begin()
    part = form_of(assessment).find_part("context")
    services.save_entry(desk.session, desk.author, assessment, part, None, {"incidents": "First."}, (), seen=0)
    with pytest.raises(ChangedMeanwhile) as refused:
        services.save_entry(desk.session, desk.signer, assessment, part, None, {"incidents": "Second."}, (), seen=0)
    assert [(both.saved, both.sent) for both in refused.value.compared if both.differs] == [("First.", "Second.")]


def test_a_row_keeps_its_number_when_another_is_removed(desk: Desk) -> None:
    assessment = desk.begin()
    first, second = (desk.write(assessment, "impacts", IMPACT) for _number in range(2))
    services.remove_entry(desk.session, desk.author, first)
    services.remove_entry(desk.session, desk.author, first)
    third = desk.write(assessment, "impacts", IMPACT)
    assert [entry.number for entry in (first, second, third)] == [1, 2, 3]
    assert [revision.is_removed for revision in first.revisions] == [False, True]


def test_the_database_keeps_every_revision(desk: Desk) -> None:
    entry = desk.write(desk.begin(), "context", {"incidents": "None."})
    for statement in (
        "UPDATE impact_entry_revision SET content = '{}' WHERE entry_id = :entry",
        "DELETE FROM impact_entry_revision WHERE entry_id = :entry",
    ):
        with pytest.raises(DBAPIError), desk.session.begin_nested():
            desk.session.execute(text(statement), {"entry": entry.id})
    assert desk.session.scalars(select(EntryRevision.content).where(EntryRevision.entry_id == entry.id)).all()


def test_nothing_is_saved_in_review_or_once_signed(desk: Desk) -> None:
    assessment = desk.sent()
    with pytest.raises(NotNow, match="in review"):
        desk.write(assessment, "context", {"incidents": "None."})
    signing.sign(desk.session, desk.signer, assessment)
    with pytest.raises(NotNow, match="signed"):
        desk.write(assessment, "impacts", IMPACT)


def test_a_row_cites_evidence_whose_page_then_shows_it(desk: Desk, case: Case) -> None:
    evidence = case.brought_to(Status.ACCEPTED)
    reference = Reference("submission", evidence.submission_id or 0)
    entry = desk.write(desk.begin(), "impacts", IMPACT, (reference,))
    citing = references_to(desk.session, desk.author, reference)
    assert [cited.reference for cited in citing] == [Reference("impact_entry", entry.id)]
    assert references_to(desk.session, case.member, reference) == []
