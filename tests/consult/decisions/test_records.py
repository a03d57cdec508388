"""Issues, answers and every version of a decision are declared."""

from consult.kernel.authz import Role
from consult.records.marks import MARK
from consult.records.places import record_named
from consult.records.redactions import redact
from consult.records.search import hits_in_consultation
from consult.records.words import passages
from tests.consult.decisions.conftest import Case
from tests.factories import make_actor


def test_a_name_leaves_the_decision_and_what_it_keeps_of_issues_after_publication(case: Case) -> None:
    session, officer = case.session, make_actor(case.session, Role.OFFICER)
    issue = case.issue("What Ann said")
    case.answer(issue)
    case.write(summary="As Ann said.")
    decision = case.publish()
    found = hits_in_consultation(session, officer, case.consultation.id, "ann")
    assert {(hit.record.table, hit.place.key) for hit in found} == {
        ("issue", "title"),
        ("decision", "summary"),
        ("decision", "issues.issues.0.title"),
    }
    of_decision = {hit.place.key: [(hit.start, hit.end)] for hit in found if hit.row is decision}
    redact(session, officer, record_named(session, "decision"), decision, of_decision, code="personal")
    assert passages(decision.summary + str(decision.issues), "ann") == []
    assert len(MARK.findall(decision.summary + str(decision.issues))) == 2
