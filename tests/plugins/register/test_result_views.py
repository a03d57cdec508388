"""The page of a result shows what it says and said, and how each version is cited."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from plugins.register.accuracy_models import Accuracy
from plugins.register.results import correct_result, withdraw_result
from tests.plugins.register.test_accuracy_imports import FIRST, taken
from tests.support.web import FormClient

PAGES = "/register/equitability"


def test_each_version_has_its_address_and_its_citation(session: Session, client: FormClient) -> None:
    taken(session, FIRST)
    (result,) = session.scalars(select(Accuracy))
    page = f"{PAGES}/{result.id}"
    assert f'href="{page}"' in client.get(PAGES).text
    correct_result(session, SYSTEM, result, {"value": "0.02"}, reason="Misread", seen_version=1)
    first, second, now = (client.get(address).text for address in (f"{page}/versions/1", f"{page}/versions/2", page))
    assert ["There is a newer version" in text for text in (first, second, now)] == [True, False, False]
    assert ["0.02" in text for text in (first, second, now)] == [False, True, True]
    assert f"version 1. http://localhost{page}/versions/1" in first
    assert f"version 2. http://localhost{page}/versions/2" in now
    assert "What changed" in second
    for missing in ("0", "x", f"{result.id}/versions/3", f"{result.id}/versions/x"):
        assert client.get(f"{PAGES}/{missing}").status_code == 404


def test_a_withdrawn_result_is_there_with_its_reason(session: Session, client: FormClient) -> None:
    taken(session, FIRST)
    (result,) = session.scalars(select(Accuracy))
    withdraw_result(session, SYSTEM, result, "The study was withdrawn")
    for address in (f"{PAGES}/{result.id}", f"{PAGES}/{result.id}/versions/1"):
        assert "This result was withdrawn. The study was withdrawn" in client.get(address).text
