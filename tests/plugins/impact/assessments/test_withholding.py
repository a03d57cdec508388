"""Withholding words, and publishing them after all."""

import pytest

from consult.kernel.errors import Invalid
from plugins.impact.assessments import withholding
from plugins.impact.assessments.documents import active_withholdings, revisions_at
from tests.plugins.impact.assessments.conftest import Desk


@pytest.mark.parametrize(("field", "passage", "fault"), [("response", "", "field"), ("impact", "elsewhere", "passage")])
def test_only_words_that_stand_there_are_withheld(desk: Desk, field: str, passage: str, fault: str) -> None:
    assessment = desk.written()
    entry = revisions_at(desk.session, assessment, 1)["impacts"][0].entry
    with pytest.raises(Invalid) as refused:
        desk.withhold(entry, field, passage)
    assert list(refused.value.fields) == [fault]


def test_what_is_lifted_is_public_and_a_second_click_changes_nothing(desk: Desk) -> None:
    assessment = desk.signed()
    entry = revisions_at(desk.session, assessment, 1)["impacts"][0].entry
    made = desk.withhold(entry, "impact", "", "s42")
    assert active_withholdings(desk.session, assessment) == {entry.id: [made]}
    withholding.lift(desk.session, desk.author, made)
    at = made.lifted_at
    withholding.lift(desk.session, desk.signer, made)
    assert (made.lifted_at, made.lifted_by_id) == (at, desk.author_person.id)
    assert active_withholdings(desk.session, assessment) == {}


def test_the_title_that_stands_in_every_list_cannot_seem_to_be_withheld(desk: Desk) -> None:
    entry = revisions_at(desk.session, desk.written(), 1)["identity"][0].entry
    with pytest.raises(Invalid, match="Write one that says less"):
        desk.withhold(entry, "title", "")
    assert desk.withhold(entry, "place", "").field == "place"
