"""The invitations that a device holds."""

from flask import Flask
from flask import session as cookie
from sqlalchemy.orm import Session

from consult.journey.invitation_cookies import (
    ADDRESSES,
    INVITATIONS,
    admitted_here,
    forget_invitations,
    keep_address,
    keep_invitation,
)


def test_an_invitation_is_sealed_for_its_activity_and_forgotten(application: Flask, session: Session) -> None:
    with application.test_request_context("/"):
        keep_invitation(session, 1, "7F3K-92QX-B41T-0ZMC")
        assert "7F3K" not in str(cookie[INVITATIONS])
        assert admitted_here(session, 1).invitation == "7F3K-92QX-B41T-0ZMC"
        cookie[INVITATIONS] = {"2": cookie[INVITATIONS]["1"], "3": "%%"}
        assert [admitted_here(session, number).invitation for number in (1, 2, 3)] == [None, None, None]
        keep_address(session, 1, "ada@people.example")
        assert "ada@" not in str(cookie[ADDRESSES])
        assert admitted_here(session, 1).address == "ada@people.example"
        assert admitted_here(session, 2).address is None
        forget_invitations()
        assert INVITATIONS not in cookie
        assert ADDRESSES not in cookie
