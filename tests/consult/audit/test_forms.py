"""The filter of the audit log offers what there is, and takes no more from an address than it can mean."""

from datetime import date

import pytest
from flask import Flask

from consult.audit.forms import AuditFilter
from consult.audit.queries import Wanted

NAMES = ["accounts.signed_in", "files.swept", "accounts.signed_out", "files.swept"]


def asked(app: Flask, **query: str) -> tuple[AuditFilter, Wanted]:
    with app.test_request_context("/", query_string=query):
        form = AuditFilter()
        form.offer({7: "parks", 3: "Cameras"}, NAMES)
        form.validate()
        return form, form.wanted()


def test_without_a_wish_nothing_is_narrowed(application: Flask) -> None:
    assert asked(application)[1] == Wanted()


def test_each_kind_and_each_feature_is_offered_once_and_titles_in_order_whatever_their_case(application: Flask) -> None:
    form, _ = asked(application)
    assert [choice.label for choice in form.consultation.choices] == ["All", "Cameras", "parks"]
    values = [choice.value for choice in form.kind.choices]
    assert values == ["", "accounts", "files", "accounts.signed_in", "accounts.signed_out", "files.swept"]


def test_a_wish_is_taken_from_the_address(application: Flask) -> None:
    day = {"since-day": "1", "since-month": "July", "since-year": "2026"}
    _, wanted = asked(application, consultation="7", kind="files", person=" Ada ", **day)
    assert (wanted.consultation_id, wanted.kind, wanted.person) == (7, "files", "Ada")
    assert (wanted.since, wanted.until) == (date(2026, 7, 1), None)


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "²", "7 OR 1=1"])
def test_a_consultation_that_cannot_be_is_no_wish(application: Flask, number: str) -> None:
    assert asked(application, consultation=number)[1].consultation_id is None


def test_a_day_that_is_none_is_refused_and_narrows_nothing(application: Flask) -> None:
    form, wanted = asked(application, **{"until-day": "31", "until-month": "2", "until-year": "2026"})
    assert form.errors.keys() == {"until"}
    assert wanted.until is None
