"""The form of a translation offers languages in the words of whoever reads it."""

from flask import Flask

from consult.comments.translations import LANGUAGES
from consult.desk.translation_forms import TranslationForm


def test_every_language_is_offered_once_and_none_is_chosen_beforehand(application: Flask) -> None:
    with application.test_request_context():
        offered = [choice.value for choice in TranslationForm().language.choices or ()]
    assert offered == ["", *LANGUAGES]
