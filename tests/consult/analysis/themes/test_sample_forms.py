"""What is asked about a sample."""

from flask import Flask

from consult.analysis.themes.sample_forms import ReReadingForm, SampleForm
from consult.analysis.themes.sample_models import Purpose


def test_a_sample_is_for_one_purpose_and_has_a_size(application: Flask) -> None:
    with application.test_request_context(method="POST", data={"purpose": "other", "size": "-1"}):
        form = SampleForm(meta={"csrf": False})
        assert not form.validate()
        assert set(form.errors) == {"purpose", "size"}
    with application.test_request_context(method="POST", data={"purpose": Purpose.CODED.value, "size": "30"}):
        assert SampleForm(meta={"csrf": False}).validate()


def test_whether_it_is_new_is_never_chosen_beforehand(application: Flask) -> None:
    with application.test_request_context(method="POST", data={}):
        assert not ReReadingForm(meta={"csrf": False}).validate()
