"""Accuracy is shown with its settings; an interval only where both numbers are known."""

import csv
import io

from sqlalchemy import select
from sqlalchemy.orm import Session

from plugins.register.demo import make_demo
from plugins.register.equitability import rate_of, studies
from plugins.register.models import Accuracy
from tests.support.web import FormClient


def test_the_study_is_shown_with_what_is_unknown_of_it(session: Session, client: FormClient) -> None:
    make_demo(session, {})
    page = client.get("/register/equitability").text
    assert "does not show that there is no bias" in page
    found = dict(studies(session))["NPL equitability study, Mar 2023"]
    rates = [dict(result.rows) for result in found if result.title == "TPIR: all"]
    assert (rates[0]["Result"], rates[0]["Threshold"]) == ("89 %", "0.60")
    assert rates[0]["Not known"] == (
        "Watchlist size, Number tested (n), Vendor, Version of the algorithm, Laboratory or field"
    )
    false_positives = [dict(result.rows) for result in found if result.title == "false positives in the test: all"]
    assert [(rows["Result"], rows["Threshold"]) for rows in false_positives] == [
        ("0 count", "0.64"),
        ("1 count", "0.62"),
        ("7 count", "0.60"),
    ]
    assert 'id="result-' in page


def test_an_interval_follows_from_cases_and_tests_alone(session: Session, client: FormClient) -> None:
    make_demo(session, {})
    result = session.scalars(select(Accuracy).order_by(Accuracy.id)).first()
    assert result is not None
    assert rate_of(result) is None
    result.successes, result.trials = 89, 100
    session.flush()
    rate = rate_of(result)
    assert rate is not None
    assert rate.in_words() == "89 (81.4 to 93.7)"
    assert "89 of 100: 89 (81.4 to 93.7)%" in client.get("/register/equitability").text
    rows = list(csv.DictReader(io.StringIO(client.get("/registers/register.accuracy/data.csv").text)))
    assert (len(rows), rows[0]["low"][:5], rows[1]["low"]) == (20, "81.36", "")
