"""What the database itself keeps of themes and assignments."""

import pytest
from sqlalchemy.exc import IntegrityError

from consult.analysis.themes.models import Assignment, Source
from consult.kernel.db import database_now
from tests.consult.analysis.themes.conftest import Desk


@pytest.mark.parametrize("place", [(3, None), (None, 3), (3, 3), (4, 3)])
def test_a_passage_has_a_beginning_before_its_end(desk: Desk, place: tuple[int | None, int | None]) -> None:
    proposal = desk.propose(desk.response(), desk.theme())
    proposal.begins, proposal.ends = place
    with pytest.raises(IntegrityError):
        desk.session.flush()


def test_what_an_officer_assigns_is_accepted(desk: Desk) -> None:
    row = Assignment(
        submission_id=desk.response().id,
        question="reasons",
        theme_id=desk.theme().id,
        source=Source.OFFICER,
        made_at=database_now(desk.session),
    )
    desk.session.add(row)
    with pytest.raises(IntegrityError):
        desk.session.flush()


def test_every_source_is_said_in_words() -> None:
    assert [str(source.label) for source in Source] == ["An officer", "A rule", "A model"]
