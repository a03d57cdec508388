"""The fields of the written response show what is asked, and count words where there is a limit."""

from flask import Flask

from consult.contract.options import Option
from consult.contract.questions import Question
from consult.submissions.kind_forms import scale_field, text_field
from consult.web.forms import Form
from tests.support.forms import faults, filled


def test_a_scale_offers_what_is_still_offered(application: Flask) -> None:
    options = (Option(code="agree", label="Agree"), Option(code="old", label="Perhaps", is_retired=True))
    field = scale_field(Question(key="view", kind="scale", label="Do you agree?", options=options))
    form = type("ScaleForm", (Form,), {"view": field})
    assert faults(filled(application, form, {"view": "agree"})) == {}
    assert set(faults(filled(application, form, {"view": "old"}))) == {"view"}


def test_a_text_has_as_many_words_as_the_question_allows(application: Flask) -> None:
    field = text_field(Question(key="why", kind="long_text", label="Why?", most_words=2))
    form = type("TextForm", (Form,), {"why": field})
    assert faults(filled(application, form, {"why": "two words"})) == {}
    assert set(faults(filled(application, form, {"why": "now three words"}))) == {"why"}
