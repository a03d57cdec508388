"""The record as one document says all that its page says, and its index leads from each reference to its issues."""

from sqlalchemy import select

from consult.comments.models import PublishedText
from consult.decisions.volume_document import blocks_of, document_of
from consult.publishing.blocks import Bullets, FactList, Heading, Quotation, words_in
from tests.consult.decisions.conftest import UNREAD, Case
from tests.consult.decisions.test_lost_quotations import withdraw
from tests.consult.decisions.test_volume import DRAWN, decided, sent_to


def test_each_issue_has_its_points_answers_and_facts(case: Case) -> None:
    document = document_of(case.session, decided(case))
    said = "\n".join(words for block in document.blocks for words in words_in(block))
    assert document.title == f"Record of consideration: {case.consultation.title}"
    for words in (
        "1. People fear to be mistaken for others",
        "Many say so.",
        "To this point alone: We wrote to her.",
        "To one point that is not published: We met him.",
        "We asked for a check by a person.",
        "Draft letter, paragraph 3",
        UNREAD,
        "version 1, published on",
    ):
        assert words in said
    assert any(f"Raised in {points}. Not all of them are published." in said for points in DRAWN)
    assert "We are seen by all" not in said
    assert [block.text for block in document.blocks if isinstance(block, Quotation)] == ["They mistake people."]
    facts = dict(fact for block in document.blocks if isinstance(block, FactList) for fact in block.facts)
    assert facts["What was done"] == "Changed"
    assert facts["When it was answered"]


def test_the_index_leads_from_a_reference_to_its_issues_and_forgets_what_is_withdrawn(case: Case) -> None:
    decision = decided(case)
    reference = case.session.scalars(select(PublishedText.reference)).one()
    blocks = list(blocks_of(case.session, decision, 2))
    assert Heading(2, "Index by reference") in blocks
    assert blocks[-1] == Bullets((f"{reference}: issue 1",))
    withdraw(case, sent_to(case)[0])
    case.session.expire_all()
    assert Heading(2, "Index by reference") not in list(blocks_of(case.session, decision, 2))
