"""What is taken out of a question is found in its published results too, and taken out there."""

from sqlalchemy.orm import Session

from consult.exports.models import Edition, Method
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.records.places import record_named
from consult.records.redactions import redact
from consult.records.search import hits_in_consultation
from tests.factories import make_activity, make_actor, make_consultation


def test_titles_and_lines_of_published_results_are_found_and_taken_out(session: Session) -> None:
    officer = make_actor(session, Role.OFFICER)
    activity = make_activity(session, make_consultation(session))
    told = "In version 1 it read: “Did Ann Bell come?”."
    table = {"title": "Did Ann Bell help?", "lines": [{"label": "Ann Bell did"}, {"label": "No"}], "notes": [told]}
    results = Edition(
        activity_id=activity.id,
        number=1,
        people=30,
        total=30,
        one_way={"tables": [table]},
        method=Method.CONTROLLED_ROUNDING,
        made_at=clock.now(),
    )
    session.add(results)
    session.flush()
    hits = hits_in_consultation(session, officer, activity.consultation_id, "ann bell")
    assert [hit.place.key for hit in hits] == [
        *("one_way.tables.0.title", "one_way.tables.0.notes.0", "one_way.tables.0.lines.0.label")
    ]
    places = {hit.place.key: [(hit.start, hit.end)] for hit in hits}
    redact(session, officer, record_named(session, "edition"), results, places, code="personal")
    assert results.tables[0]["title"] == "Did [redacted: personal details] help?"
    assert "Ann" not in str(results.one_way)
