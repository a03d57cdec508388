"""What officers write about a decision keeps its version, its answers are among those there are, and errors name it."""

import pytest
from flask import Flask

from consult.decisions.answers import SAYS_WHAT_CHANGED, AnswerDetails
from consult.decisions.forms import AnswerForm, DecisionForm, FindForm, IssueForm, ReferencesForm
from consult.decisions.models import Disposition, Issue
from consult.kernel.errors import Invalid
from consult.web.forms import Form
from tests.support.forms import faults, filled


@pytest.mark.parametrize(
    ("sent", "seen"), [("3", 3), ("0", 0), ("", 0), ("-3", 0), ("x", 0), ("²", 0), ("9" * 5000, 0), ("٣", 0)]
)
def test_a_version_that_was_tampered_with_is_one_that_was_never_there(application: Flask, sent: str, seen: int) -> None:
    assert filled(application, DecisionForm, {"version": sent}).seen_version() == seen


@pytest.mark.parametrize("disposition", [*Disposition])
def test_every_answer_there_is_can_be_given_and_no_other(application: Flask, disposition: Disposition) -> None:
    typed = {"reason": "We asked for a check.", "answered_by": "Cabinet"}
    assert faults(filled(application, AnswerForm, {**typed, "disposition": disposition})) == {}
    assert set(faults(filled(application, AnswerForm, {**typed, "disposition": "ignored"}))) == {"disposition"}


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (IssueForm, {"title"}),
        (AnswerForm, {"disposition", "reason", "answered_by"}),
        (ReferencesForm, {"references"}),
        (DecisionForm, set()),
    ],
)
@pytest.mark.parametrize("empty", ["", "   ", "\n\t"])
def test_what_must_be_said_cannot_be_left_empty_or_blank(
    application: Flask, form: type[Form], fields: set[str], empty: str
) -> None:
    typed = dict.fromkeys(("title", "reason", "answered_by", "references"), empty)
    assert set(faults(filled(application, form, typed))) == fields


def test_a_decision_may_be_kept_half_written_but_not_endless(application: Flask) -> None:
    assert faults(filled(application, DecisionForm, {"summary": "word " * 200})) == {}
    assert set(faults(filled(application, DecisionForm, {"summary": "word " * 201}))) == {"summary"}


def test_a_date_that_is_none_is_refused_at_its_boxes(application: Flask) -> None:
    typed = {"decided_on-day": "31", "decided_on-month": "2", "decided_on-year": "2023"}
    assert set(faults(filled(application, DecisionForm, typed))) == {"decided_on"}


def test_a_reference_is_never_read_from_the_address(application: Flask) -> None:
    assert faults(filled(application, FindForm, {"reference": "cn 7f3k 92qx"})) == {}
    assert set(faults(filled(application, FindForm, {"reference": "C" * 41}))) == {"reference"}
    with application.test_request_context("/", query_string={"reference": "cn 7f3k 92qx"}):
        assert FindForm().reference.data in (None, "")


def test_each_disposition_reveals_what_belongs_to_it(application: Flask) -> None:
    with application.test_request_context(method="GET"):
        form = AnswerForm()
        revealed = {choice.value: choice.reveals for choice in form.disposition.choices}
        shown = str(form.disposition())
    assert revealed[Disposition.NOT_CHANGED] == ("authority", "look_again")
    assert revealed[Disposition.OUT_OF_SCOPE] == ("who_can_act",)
    assert revealed[Disposition.ALREADY_SO] == ()
    for disposition in SAYS_WHAT_CHANGED:
        assert revealed[disposition] == (f"{disposition}_document_id", f"{disposition}_paragraph")
    for name in form.revealed:
        assert shown.count(f'id="{name}"') == 1


@pytest.mark.parametrize("disposition", sorted(SAYS_WHAT_CHANGED))
def test_what_changed_is_read_from_beneath_the_disposition_that_was_chosen(
    application: Flask, disposition: Disposition
) -> None:
    elsewhere = {f"{other}_paragraph": "Elsewhere" for other in SAYS_WHAT_CHANGED}
    typed = {"disposition": disposition.value, "reason": "Because.", "answered_by": "Cabinet", "authority": "None"}
    sent = {**elsewhere, **typed, f"{disposition}_paragraph": "4.2", f"{disposition}_document_id": "7"}
    with application.test_request_context(method="POST", data=sent):
        form = AnswerForm()
        form.offer({7: "Plan"})
        assert form.validate(), form.errors
        assert form.details() == AnswerDetails(changed_document_id=7, changed_paragraph="4.2")
        form.take_errors(Invalid(fields={"changed_document_id": "Select from the documents shown"}))
        assert form[f"{disposition}_document_id"].errors == ["Select from the documents shown"]


def test_an_answer_is_shown_again_beneath_its_disposition(application: Flask) -> None:
    issue = Issue(disposition=Disposition.FACT_CORRECTED, changed_paragraph="Table 3", changed_document_id=7, version=1)
    with application.test_request_context(method="GET"):
        form = AnswerForm(obj=issue)
        form.offer({7: "Plan"})
        assert form.fact_corrected_paragraph.data == "Table 3"
        assert form.fact_corrected_document_id.data == "7"
        assert not form.new_option_paragraph.data
