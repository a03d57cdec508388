"""The forms about who may answer."""

from flask import Flask

from consult.journey.admission_forms import InvitationForm


def test_a_code_is_read_however_it_is_typed(application: Flask) -> None:
    with application.test_request_context("/", method="POST", data={"code": "7f3k 92qx b41t ozmc"}):
        assert InvitationForm(meta={"csrf": False}).read() == "7F3K-92QX-B41T-0ZMC"
