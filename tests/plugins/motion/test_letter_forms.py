"""The form of a letter."""

from flask import Flask

from plugins.motion.letter_forms import LetterForm


def test_a_letter_needs_recipient_words_and_signatory(application: Flask) -> None:
    with application.test_request_context(method="POST", data={"recipient": "", "body": "", "signatory": ""}):
        form = LetterForm(meta={"csrf": False})
        assert not form.validate()
        assert set(form.errors) == {"recipient", "body", "signatory"}
