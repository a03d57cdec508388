"""Officers correct, withdraw and restore a result on its page, and settle what files say of results."""

from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from plugins.register.accuracy_models import Accuracy, ResultChange
from tests.plugins.register.test_accuracy_imports import FIRST, HEAD, SECOND
from tests.plugins.register.test_staff_views import officer
from tests.support.web import FormClient

__all__ = ["officer"]
STAFF = "/staff/register/equitability"


def send(client: FormClient, line: str) -> int:
    """Send a file with one line, and return how it was answered."""
    upload = {"file": (BytesIO((HEAD + line).encode()), "results.csv")}
    return client.post_form(f"{STAFF}/import", upload, content_type="multipart/form-data").status_code


def test_a_change_of_a_file_is_confirmed_for_a_reason(client: FormClient, session: Session, officer: Person) -> None:
    assert [send(client, FIRST), send(client, SECOND)] == [303, 303]
    (waiting,) = session.scalars(select(ResultChange))
    assert "Changes of results to confirm: 1" in client.get("/staff/register").text
    page = client.get(f"{STAFF}/changes").text
    assert ("0.017" in page, "0.018" in page) == (True, True)
    assert client.post_form(f"{STAFF}/changes", {"outcome": "confirmed"}).status_code == 422
    sent = {"outcome": "confirmed", "reason": "Published again", "changes": f"{waiting.id} x"}
    assert client.post_form(f"{STAFF}/changes", sent).status_code == 303
    assert "No change waits" in client.get(f"{STAFF}/changes").text
    assert "Published again" in client.get("/register/equitability").text


def test_a_result_is_corrected_withdrawn_and_restored(client: FormClient, session: Session, officer: Person) -> None:
    send(client, FIRST)
    (result,) = session.scalars(select(Accuracy))
    page, staff = f"/register/equitability/{result.id}", f"{STAFF}/{result.id}"
    assert f'href="{staff}/withdraw"' in client.get(page).text
    form = {"value": "0.02", "trials": "1000", "reason": "Misread", "version": "1"}
    assert client.post_form(f"{staff}/correct", {**form, "trials": "many"}).status_code == 422
    assert client.post_form(f"{staff}/correct", form).status_code == 303
    assert client.post_form(f"{staff}/correct", {**form, "value": "0.03"}).status_code == 409
    assert client.post_form(f"{staff}/withdraw").status_code == 422
    for _again in range(2):
        assert client.post_form(f"{staff}/withdraw", {"reason": "The study was withdrawn"}).status_code == 303
    assert f'href="{staff}/restore"' in client.get(page).text
    assert client.post_form(f"{staff}/restore", {"reason": "It stands"}).status_code == 303
    session.refresh(result)
    assert (result.version, result.is_withdrawn, result.value) == (4, False, "0.02")
