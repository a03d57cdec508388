"""A secret is shown by the next page, to whom it is for, and once."""

from flask import Flask
from flask import session as cookie

from consult.accounts.shown_once_cookies import show_next, shown_now


def test_a_secret_is_read_once_by_whom_it_is_for_and_not_in_the_cookie(application: Flask) -> None:
    with application.test_request_context("/"):
        show_next("secret", 7, "kettle violin")
        assert "kettle" not in repr(dict(cookie))
        assert shown_now("secret", 7) == "kettle violin"
        assert shown_now("secret", 7) == ""
        show_next("secret", 7, "kettle violin")
        assert shown_now("secret", 8) == ""
