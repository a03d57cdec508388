"""Accuracy is shown with its settings; an interval only where both numbers are known."""

import csv
import io

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.kernel.errors import NotFound
from plugins.register.accuracy_models import Accuracy
from plugins.register.demo import make_demo
from plugins.register.equitability import (
    differences_of,
    find_result,
    find_result_version,
    rate_of,
    studies,
    version_rows,
)
from plugins.register.results import correct_result, withdraw_result
from tests.support.web import FormClient


def test_the_study_is_shown_with_what_is_unknown_of_it(session: Session, client: FormClient) -> None:
    make_demo(session, {})
    page = client.get("/register/equitability").text
    assert "does not show that there is no bias" in page
    found = dict(studies(session))["NPL equitability study, Mar 2023"]
    rates = [
        dict(result.rows)
        for result in found
        if (result.title, result.settings) == ("TPIR: all (LFR)", ", threshold 0.60")
    ]
    assert (rates[0]["Result"], rates[0]["Threshold"]) == ("89%", "0.60")
    assert rates[0]["Not known"] == (
        "Watchlist size, Number tested (n), Vendor, Version of the algorithm, Laboratory or field"
    )
    false_positives = [
        dict(result.rows) for result in found if result.title.startswith("false positives in the test: all")
    ]
    assert [(rows["Result"], rows["Threshold"]) for rows in false_positives] == [
        ("0 (count)", "0.64"),
        ("1 (count)", "0.62"),
        ("7 (count)", "0.60"),
    ]
    assert "0.017% of passers-by" in page
    assert (found[0].said("vendor", "Not known"), found[0].said("technology")) == ("Not known", "LFR")


def test_an_interval_follows_from_cases_and_tests_alone(session: Session, client: FormClient) -> None:
    make_demo(session, {})
    result = session.scalars(select(Accuracy).order_by(Accuracy.id)).first()
    assert result is not None
    assert rate_of(vars(result)) is None
    correct_result(session, SYSTEM, result, {"successes": "89", "trials": "100"}, reason="Published", seen_version=1)
    rate = rate_of({"successes": result.successes, "trials": result.trials})
    assert rate is not None
    assert rate.in_words() == "89 (81.4 to 93.7)"
    assert "89 of 100: 89 (81.4 to 93.7)%" in client.get("/register/equitability").text
    rows = list(csv.DictReader(io.StringIO(client.get("/registers/register.accuracy/data.csv").text)))
    assert (len(rows), rows[0]["low"][:5], rows[1]["low"]) == (20, "81.36", "")


def test_a_withdrawn_result_says_so_where_it_stood(session: Session, client: FormClient) -> None:
    make_demo(session, {})
    result = session.scalars(select(Accuracy).order_by(Accuracy.id)).first()
    assert result is not None
    withdraw_result(session, SYSTEM, result, "The study was withdrawn")
    shown = client.get("/register/equitability").text
    assert shown.count("2. Withdrawn. The study was withdrawn") == 1
    (version,) = [version for version in result.versions if version.number == 2]
    assert version_rows(version) == version_rows(result.versions[0])
    assert differences_of({"value": "1"}, {"value": "2", "vendor": "NEC"}) == [
        ("Result", "1", "2"),
        ("Vendor", "Not known", "NEC"),
    ]
    for find in (lambda: find_result(session, 0), lambda: find_result_version(session, result.id, 9)):
        with pytest.raises(NotFound):
            find()
