"""Who may know of which assessment and row."""

import pytest

from consult.kernel.authz import ANONYMOUS
from consult.kernel.errors import NotFound
from plugins.impact.assessments import queries
from plugins.impact.assessments.documents import revisions_at
from tests.plugins.impact.assessments.conftest import Desk


def test_drafts_are_there_for_those_at_work_alone(desk: Desk) -> None:
    draft, signed = desk.written(), desk.signed()
    seen = [desk.session.scalars(queries.assessments_visible_to(actor)).all() for actor in (ANONYMOUS, desk.author)]
    assert seen == [[signed], [signed, draft]]
    with pytest.raises(NotFound):
        queries.find_assessment(desk.session, draft.id, ANONYMOUS)
    with pytest.raises(NotFound):
        queries.find_by_number(desk.session, draft.number, desk.author)
    with pytest.raises(NotFound):
        queries.find_published_version(desk.session, signed.number, 2, ANONYMOUS)


def test_a_row_belongs_to_the_assessment_of_its_address(desk: Desk) -> None:
    first, second = desk.written(), desk.written()
    row = revisions_at(desk.session, first, 1)["impacts"][0].entry
    assert queries.find_entry(desk.session, first.id, row.id, desk.author) is row
    with pytest.raises(NotFound):
        queries.find_entry(desk.session, second.id, row.id, desk.author)
