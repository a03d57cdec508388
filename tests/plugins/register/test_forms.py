"""What is typed into the filters narrows the list; what is wrong there is left out and said."""

from flask import Flask

from plugins.register.forms import FilterForm
from plugins.register.queries import Asked


def test_what_is_wrong_is_left_out(application: Flask) -> None:
    with application.test_request_context("/?q=stratford&stage=moon&sort=faces&since-day=40"):
        form = FilterForm()
        assert not form.validate()
        assert (form.asked(), form.order()) == (Asked(words="stratford"), "faces")
    with application.test_request_context("/?stage=held&sort=none"):
        form = FilterForm()
        form.validate()
        assert (form.asked(), form.order()) == (Asked(stage="held"), "newest")
