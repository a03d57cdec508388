"""The issues of a published decision are views that others must consider, each since its words were published."""

from consult.citations.queries import reference_to
from consult.contract.references import Reference
from consult.contract.viewpoints_about import viewpoints_about
from consult.decisions import issues, services
from tests.consult.decisions.conftest import Case


def test_issues_count_once_the_decision_is_published(case: Case) -> None:
    consultation = reference_to(case.consultation)
    issue = case.answered()
    case.write()
    assert viewpoints_about(case.session, consultation) == []
    published_at = case.publish().published_at
    (view,) = viewpoints_about(case.session, consultation)
    assert (view.reference, view.changed_at) == (reference_to(issue), published_at)
    assert view.link.title == f"Issue 1: {issue.title}"
    assert view.put_by == f"People who answered “{case.consultation.title}”"
    assert viewpoints_about(case.session, Reference("activity", case.consultation.id)) == []


def test_only_the_issue_whose_words_a_correction_changed_is_new(case: Case) -> None:
    kept, changed = case.answered(), case.answered()
    case.write()
    first = case.publish().published_at
    services.begin_correction(case.session, case.officer, case.consultation, "A point was left out.")
    issues.edit_issue(case.session, case.officer, changed, "People fear mistakes", "Many say so.", changed.version)
    assert {view.changed_at for view in viewpoints_about(case.session, reference_to(case.consultation))} == {first}
    second = case.publish().published_at
    views = {view.reference: view for view in viewpoints_about(case.session, reference_to(case.consultation))}
    assert views[reference_to(kept)].changed_at == first
    assert views[reference_to(changed)].changed_at == second
    assert "People fear mistakes" in views[reference_to(changed)].link.title
