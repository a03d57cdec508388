"""What the form for a quotation offers, and what it makes of what was selected."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from consult.decisions.quoting import Into
from consult.decisions.quoting_forms import QuoteForm
from consult.kernel.errors import Invalid
from tests.consult.decisions.conftest import Case


def filled(case: Case, *, is_for_the_public: bool = True, **fields: str) -> QuoteForm:
    """Return the form as it was sent, where an issue and a draft take quotations."""
    form = QuoteForm(MultiDict(fields))
    form.offer([case.issue()], [], has_draft=True, is_for_the_public=is_for_the_public)
    return form


def test_only_what_is_there_and_may_be_is_offered(application: Flask, case: Case) -> None:
    with application.test_request_context():
        assert [one.value for one in filled(case).into.choices] == [Into.ISSUE, Into.DECISION]
        assert not filled(case, is_for_the_public=False).into.choices


def test_an_issue_has_to_be_selected_and_the_draft_needs_none(application: Flask, case: Case) -> None:
    with application.test_request_context():
        assert filled(case, into="decision").chosen() == (Into.DECISION, 0)
        assert filled(case, into="issue", issue="7").chosen() == (Into.ISSUE, 7)
        with pytest.raises(Invalid) as refused:
            filled(case, into="issue", issue="").chosen()
        assert list(refused.value.fields) == ["issue"]
