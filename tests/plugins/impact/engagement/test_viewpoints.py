"""What bodies said must be considered by name."""

from consult.citations.queries import links, reference_to
from consult.contract.references import Reference
from consult.contract.viewpoints_about import viewpoints_about
from consult.kernel.authz import ANONYMOUS
from tests.plugins.impact.engagement.conftest import Log


def test_each_body_that_was_heard_is_a_view_under_its_public_name(log: Log) -> None:
    engagement = log.held()
    mosque = log.heard(engagement, log.contact())
    kept_back = log.heard(engagement, log.contact("School council", "youth"))
    kept_back.is_named = False
    log.heard(engagement, log.contact("Traders", "business"), "no_reply", present=0, residents=0)
    log.session.flush()
    found = viewpoints_about(log.session, reference_to(log.assessment))
    assert [(view.reference.id, view.put_by) for view in found] == [
        (mosque.id, "Stratford Mosque"),
        (kept_back.id, "Young people"),
    ]
    assert found[0].changed_at == mosque.changed_at
    assert {view.reference for view in found} <= {
        view.reference for view in viewpoints_about(log.session, reference_to(log.assessment))
    }
    assert viewpoints_about(log.session, Reference("consultation", log.assessment.id)) == []


def test_a_voice_is_cited_by_everybody_once_the_assessment_is_signed(log: Log) -> None:
    voice = Reference("impact_voice", log.heard(log.held()).id)
    assert links(log.session, ANONYMOUS, [voice]) == {}
    assert links(log.session, log.desk.author, [voice])[voice].endpoint == "impact_assessments.show"
    log.desk.sign_again(log.assessment)
    assert links(log.session, ANONYMOUS, [voice])[voice].parts["_anchor"] == f"voice-{voice.id}"
