"""Citing asks for permission on both ends, is harmless when repeated, and is taken back once."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.citations.models import Citation
from consult.citations.queries import reference_to
from consult.citations.services import cite, cite_for, forget_citations, remove_citation
from consult.kernel.authz import Role
from consult.kernel.errors import NotFound
from tests.consult.decisions.conftest import Case, make_case
from tests.factories import make_actor


@pytest.fixture
def case(session: Session) -> Case:
    """A consultation that is being analysed."""
    return make_case(session)


def _citations(session: Session) -> list[Citation]:
    return list(session.scalars(select(Citation)))


def test_who_may_not_know_of_an_end_can_neither_cite_nor_take_back(case: Case) -> None:
    source, target = reference_to(case.issue()), reference_to(case.response())
    stranger = make_actor(case.session, Role.COUNCILLOR)
    with pytest.raises(NotFound):
        cite(case.session, stranger, source, [target])
    cite(case.session, case.officer, source, [target])
    with pytest.raises(NotFound):
        remove_citation(case.session, stranger, source, target)
    assert [citation.target for citation in _citations(case.session)] == [target]


def test_a_repeat_adds_nothing_and_keeps_the_first_note(case: Case) -> None:
    source, target = reference_to(case.issue()), reference_to(case.response())
    assert cite(case.session, case.officer, source, [target, target], "Page 3") == 1
    assert cite(case.session, case.officer, source, [target], "Page 4") == 0
    assert [citation.note for citation in _citations(case.session)] == ["Page 3"]


def test_a_citation_is_taken_back_once(case: Case) -> None:
    source, target = reference_to(case.issue()), reference_to(case.response())
    cite(case.session, case.officer, source, [target])
    remove_citation(case.session, case.officer, source, target)
    assert _citations(case.session) == []
    with pytest.raises(NotFound):
        remove_citation(case.session, case.officer, source, target)


def test_what_several_rows_cite_is_cited_once_for_them_all(case: Case) -> None:
    first, second, shared = case.issue(), case.issue(), reference_to(case.response())
    for issue in (first, second):
        cite(case.session, case.officer, reference_to(issue), [shared])
    whole = reference_to(case.write())
    cite_for(case.session, case.officer, whole, [reference_to(first), reference_to(second)])
    assert [citation.target for citation in _citations(case.session) if citation.source == whole] == [shared]


def test_a_row_that_is_deleted_leaves_no_citation_for_a_later_row_to_inherit(case: Case) -> None:
    issue, response = reference_to(case.issue()), reference_to(case.response())
    cite(case.session, case.officer, issue, [response])
    forget_citations(case.session, response)
    assert _citations(case.session) == []
