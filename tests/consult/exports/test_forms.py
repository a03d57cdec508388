"""The form for a published cross-table offers what there is, and nothing is chosen before."""

from flask import Flask

from consult.exports.forms import TableForm


def test_both_lists_offer_what_has_cross_tables(application: Flask) -> None:
    with application.test_request_context("/?rows=area&columns=question:q"):
        form = TableForm()
        form.offer([("area", "Where?"), ("question:q", "What?")])
        assert len(form.rows.choices) == len(form.columns.choices) == 3
        assert form.validate()
        assert (form.rows.data, form.columns.data) == ("area", "question:q")
    with application.test_request_context("/?rows=&columns=elsewhere"):
        form = TableForm()
        form.offer([("area", "Where?")])
        assert not form.validate()
