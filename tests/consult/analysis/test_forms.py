"""The form offers what is open, and nothing that is marked."""

from flask import Flask

from consult.analysis import services
from consult.analysis.forms import MarkForm
from consult.analysis.services import POINT, Selection
from consult.submissions.models import Submission
from tests.consult.analysis.conftest import reasons_of
from tests.consult.decisions.conftest import Case


def test_only_open_passages_are_offered(application: Flask, case: Case, sent: Submission) -> None:
    text = reasons_of(case.session, sent)
    services.mark(case.session, case.officer, sent, [Selection.of(text, 0, text.pieces[0].ends)], POINT)
    with application.test_request_context():
        form = MarkForm()
        form.offer([reasons_of(case.session, sent)])
        offered = [choice.label for choice in form.chosen.choices]
    assert offered == [
        '<span dir="auto">The cameras mistake people for others.</span>',
        '<span dir="auto">They cost too much.</span>',
    ]
