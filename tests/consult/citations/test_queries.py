"""What is cited and what cites it is named for those alone who may know of it; what is typed is read kindly."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.citations.queries import (
    WrongLines,
    cited_in,
    links,
    offered_to_cite,
    read_references,
    reference_to,
    references_to,
)
from consult.citations.services import cite
from consult.contract.references import Reference
from consult.kernel.authz import ANONYMOUS, Role
from tests.consult.decisions.conftest import Case, make_case
from tests.factories import make_actor


@pytest.fixture
def case(session: Session) -> Case:
    """A consultation that is being analysed."""
    return make_case(session)


def test_each_end_is_shown_to_those_alone_who_may_know_of_it(case: Case) -> None:
    issue, response = case.issue(), case.response()
    source, target = reference_to(issue), reference_to(response)
    cite(case.session, case.officer, source, [target], "Page 3")
    (shown,) = cited_in(case.session, case.officer, source)
    assert (shown.reference, shown.link.title, shown.note) == (target, response.reference, "Page 3")
    (citing,) = references_to(case.session, make_actor(case.session, Role.AUDITOR), target)
    assert citing.link.title == f"Issue 1 of “{case.consultation.title}”"
    for stranger in (ANONYMOUS, make_actor(case.session, Role.COUNCILLOR), make_actor(case.session, Role.GROUP_MEMBER)):
        assert cited_in(case.session, stranger, source) == []
        assert references_to(case.session, stranger, target) == []


def test_a_published_decision_cites_for_everybody_what_its_issues_rest_on(case: Case) -> None:
    issue, response = case.answered(), case.response()
    target = reference_to(response)
    cite(case.session, case.officer, reference_to(issue), [target])
    case.write()
    assert references_to(case.session, ANONYMOUS, target) == []
    decision = case.publish()
    (citing,) = references_to(case.session, ANONYMOUS, target)
    assert citing.reference == reference_to(decision)
    assert citing.link.title == f"The decision on “{case.consultation.title}”, version 1"


def test_what_is_gone_or_of_a_plugin_that_is_off_is_named_to_nobody(case: Case) -> None:
    kept = reference_to(case.issue())
    found = links(case.session, case.officer, [kept, Reference("issue", 999_999), Reference("elsewhere", 1)])
    assert list(found) == [kept]


def test_many_rows_are_named_with_one_question(case: Case, count_queries: Callable[[], Any]) -> None:
    issues = [reference_to(case.issue()) for _ in range(12)]
    case.session.expunge_all()
    with count_queries() as statements:
        assert len(links(case.session, case.officer, issues)) == 12
    assert len(statements) == 1


def test_each_line_that_names_nothing_is_told_by_its_number(case: Case) -> None:
    response = case.response()
    typed = f"{response.reference.lower()}\n\nnothing\n{response.reference}"
    with pytest.raises(WrongLines) as wrong:
        read_references(case.session, case.officer, typed)
    assert wrong.value.lines == ["Line 3: nothing is not the reference of anything that you can cite."]
    found = read_references(case.session, case.officer, typed.replace("nothing", ""))
    assert found == [reference_to(response)]


def test_what_has_no_reference_to_type_is_offered_to_those_alone_who_may_know_of_it(case: Case) -> None:
    issue = case.issue()
    offered = offered_to_cite(case.session, case.officer, ["issue", "nothing"])
    assert offered == [(reference_to(issue), f"Issue: Issue 1 of “{case.consultation.title}”")]
    assert offered_to_cite(case.session, make_actor(case.session, Role.COUNCILLOR), ["issue"]) == []
