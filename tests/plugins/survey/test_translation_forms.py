"""The form of texts to translate keeps only what somebody typed or looked at."""

from typing import Any

import pytest
from flask import Flask

from consult.kernel.errors import ChangedMeanwhile
from plugins.survey.document import read_definition
from plugins.survey.translating import Given, digest_of, translations_of
from plugins.survey.translation_forms import given_in, texts_form, values_of
from tests.plugins.survey.conftest import item, page, survey

PLAIN = read_definition(survey(page("p1", item("a")), languages=["en-GB", "cy"]))
LABEL = digest_of("items.a.label")


def filled(app: Flask, typed: str) -> Any:
    """Return the form of a survey’s only text as it was sent."""
    shown = translations_of(PLAIN, "cy")
    with app.test_request_context():
        made = texts_form(shown, "cy")(formdata=None, data={**values_of(shown), f"text_{LABEL}": typed})
    return made, shown


def test_what_was_typed_knows_the_words_that_it_was_made_from(application: Flask) -> None:
    form, shown = filled(application, "Pam?")
    assert given_in(form, shown, PLAIN, "cy") == {"items.a.label": Given("Pam?", digest_of("Question a?"))}
    form, shown = filled(application, "")
    assert given_in(form, shown, PLAIN, "cy") == {}


def test_what_somebody_else_typed_meanwhile_is_not_replaced(application: Flask) -> None:
    form, shown = filled(application, "Pam?")
    asked = {**item("a"), "label": {"en-GB": "Question a?", "cy": "Beth?"}}
    now = read_definition(survey(page("p1", asked), languages=["en-GB", "cy"]))
    with pytest.raises(ChangedMeanwhile):
        given_in(form, shown, now, "cy")
    gone = read_definition(survey(page("p1", item("b")), languages=["en-GB", "cy"]))
    assert given_in(form, shown, gone, "cy") == {}


def test_a_box_is_in_the_language_that_is_typed(application: Flask) -> None:
    form, _shown = filled(application, "")
    assert 'dir="ltr" lang="cy"' in form[f"text_{LABEL}"]()
