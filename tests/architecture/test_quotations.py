"""Every text that officers write for the public is checked for quotations, or says here why it is not."""

import inspect
from importlib import import_module

import pytest

from consult.contract.registry import Registry

GATE = "consult.decisions.requirements:_not_verbatim"
CORRECTED = "consult.records.corrections:_require_verbatim"
CHECKED_IN = {
    "consultation_change.reason": "consult.consultations.changes:record_change",
    "consultation_override.reason": "consult.consultations.moves:_set_aside",
    "edition.withdrawn_because": "consult.exports.withdrawing:withdraw_results",
    "exact_counts.because": "consult.exports.exact_publication:ask_for_exact_counts",
    "issue.title": GATE,
    "issue.detail": GATE,
    "issue.reason": GATE,
    "issue.authority": GATE,
    "issue.look_again": GATE,
    "decision.summary": GATE,
    "decision.decided": GATE,
    "decision.asked": GATE,
    "decision.said": GATE,
    "decision.did": GATE,
    "decision.correction_reason": GATE,
    "decision.unread_reason": "consult.decisions.services:publish_decision",
    "decision.issues": GATE,
    "issue_point.supplement": GATE,
    "issue_advice.said": GATE,
    "decision_review.outcome": "consult.decisions.reviews:record_review",
    "theme.title": GATE,
    "theme.definition": GATE,
    "theme.examples": "consult.decisions.quoting:quote_in_theme",
    "record_redaction.public_note": "consult.records.redactions:_take_out",
    "record_correction.said": "repeats what was read before it was corrected",
    "record_correction.says": CORRECTED,
    "record_correction.reason": CORRECTED,
    "survey_version.public_note": "plugins.survey.services:ready_draft",
    "impact_evidence.answer": "plugins.impact.services:respond",
    "impact_evidence.weight_reason": "plugins.impact.services:consider_evidence",
    "impact_evidence.scope_reason": "plugins.impact.scope:rule_out",
    "impact_evidence.late_reason": "plugins.impact.entry:begin_entry",
    "impact_late_permission.reason": "plugins.impact.lateness:allow_late",
}
"""Where a quotation in each of these is refused, or what keeps a wrong one from being read."""

ASKED = "what is consulted on: it may be quoted itself, and a change after opening has a reason, which is checked"
SAID = "what people and groups said themselves"
NAMES = "a name or a term"
DESK = "read on the desk alone"
PAPERS = "quotes papers, law and meetings; what people said about it stands beside it, in their own words"
OTHERWISE = {
    "activity": NAMES,
    "document": NAMES,
    "office_term": NAMES,
    "consultation": ASKED,
    "consultation_template": ASKED,
    "consultation_change.before": ASKED,
    "consultation_change.after": ASKED,
    "library_questions": ASKED,
    "response_questions": ASKED,
    "survey_version.definition": ASKED,
    "edition.one_way": "repeats the questions, beside numbers",
    "submission": SAID,
    "submission_earlier": SAID,
    "text_translation": "what people said, in another language",
    "submission_note": DESK,
    "submission_tag": DESK,
    "issue.answered_by": NAMES,
    "issue.who_can_act": NAMES,
    "issue.changed_paragraph": NAMES,
    "issue.drop_reason": DESK,
    "decision.decided_by": NAMES,
    "issue_advice.question": DESK,
    "issue_advice.given_by": NAMES,
    "impact_evidence.appeal": SAID,
    "impact_evidence.clearing_reason": DESK,
    "impact_evidence.received_from": NAMES,
    "impact_query": "asked and answered between officers and the group",
    "impact_step": "repeats reasons that are checked where they are kept, or goes to the group alone",
    "impact_entry_revision": PAPERS,
    "impact_withholding": PAPERS,
    "impact_version": PAPERS,
    "impact_review_cause": PAPERS,
    "impact_engagement": "minutes: what was said at a meeting",
    "impact_voice": "what a body said, and what it was answered",
    "impact_engagement_withholding": PAPERS,
    "impact_gap_answer": PAPERS,
    "motion": PAPERS,
    "motion_text": PAPERS,
    "motion_meeting": PAPERS,
    "motion_meeting_act": PAPERS,
    "motion_urgency": PAPERS,
    "motion_check": PAPERS,
    "motion_earlier_decision": PAPERS,
    "motion_division": PAPERS,
    "motion_vote": NAMES,
    "motion_resolution": PAPERS,
    "motion_action": PAPERS,
    "motion_action_change": PAPERS,
    "motion_statement": "what somebody said in public, with its source",
    "motion_handover": PAPERS,
    "motion_attendance": NAMES,
    "motion_movement": "a time, and whether somebody came or went",
    "motion_interest": PAPERS,
    "motion_amendment": PAPERS,
    "motion_amendment_wording": PAPERS,
    "motion_letter.body": PAPERS,
    "motion_letter.recipient": NAMES,
    "motion_letter.signatory": NAMES,
    "motion_reply.said_by": NAMES,
    "motion_reply.summary": "what a body said, in neutral words, with its document",
    "motion_reply.publication_reason": PAPERS,
    "motion_reply.void_reason": PAPERS,
    "motion_report": PAPERS,
    "register_deployment": PAPERS,
    "register_version": PAPERS,
    "register_change": PAPERS,
    "register_accuracy": PAPERS,
    "register_accuracy_version": PAPERS,
    "register_accuracy_change": PAPERS,
    "register_pause": PAPERS,
    "authorisation_paragraph": PAPERS,
    "authorisation_consideration": PAPERS,
    "authorisation_minute": PAPERS,
    "authorisation_foundation": PAPERS,
    "authorisation_conditions": PAPERS,
    "authorisation_condition": PAPERS,
    "authorisation_finding": PAPERS,
}
"""Texts by table, or by table and column, in which quotations are not looked for, and why."""
CHECKS = ("require_verbatim(", "require_quotable(", "_quotable(", "wrong_quotations(")


def test_every_text_is_checked_for_quotations_or_says_why_not(registry: Registry) -> None:
    quoting: set[str] = set()
    other: set[str] = set()
    for record in registry.records.values():
        for field in record.fields:
            if field.is_text:
                (quoting if field.quotes else other).add(f"{record.table}.{field.column}")
    assert quoting == set(CHECKED_IN), "say in CHECKED_IN where a quotation in it is refused"
    unexplained = {name for name in other if name not in OTHERWISE and name.split(".")[0] not in OTHERWISE}
    assert not unexplained, "declare it with `quotes=True` and check it, or say in OTHERWISE why not"
    known = {*other, *(name.split(".")[0] for name in other)}
    assert set(OTHERWISE) <= known, "these are not texts of a record any more"


@pytest.mark.parametrize("place", sorted({place for place in CHECKED_IN.values() if ":" in place}))
def test_what_is_said_to_check_checks(place: str) -> None:
    module, _colon, name = place.partition(":")
    source = inspect.getsource(getattr(import_module(module), name))
    assert any(check in source for check in CHECKS), f"{place} looks at no quotation"
