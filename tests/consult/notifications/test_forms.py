"""The form that stops news."""

from flask import Flask

from consult.notifications.forms import StopForm


def test_an_address_is_needed_and_must_be_one(application: Flask) -> None:
    for typed, said in (("", "Enter the email address that gets the emails"), ("a@", "email")):
        with application.test_request_context(method="POST", data={"email": typed}):
            form = StopForm(meta={"csrf": False})
            assert not form.validate()
            assert said in " ".join(str(error) for error in form.email.errors)
