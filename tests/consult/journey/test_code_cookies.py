"""The codes in the cookie: sealed, kept for each activity, read as they were before they were sealed, forgotten."""

from flask import Flask
from flask import session as cookie
from sqlalchemy.orm import Session

from consult.journey.code_cookies import CODES, code_kept, forget_codes, keep_code
from consult.kernel import tokens


def test_a_code_is_sealed_for_its_activity_until_all_are_forgotten(application: Flask, session: Session) -> None:
    code = tokens.new_code()
    with application.test_request_context():
        keep_code(session, 3, code)
        keep_code(session, 5, tokens.new_code())
        assert code not in str(cookie[CODES])
        assert code_kept(session, 3) == code
        cookie[CODES] = {**cookie[CODES], "4": cookie[CODES]["3"], "6": code, "7": "no code"}
        assert [code_kept(session, activity) for activity in (4, 6, 7, 8)] == [None, code, None, None]
        forget_codes()
        assert code_kept(session, 3) is None
