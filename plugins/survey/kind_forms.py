"""The form fields in which the questions of a survey are answered."""

from typing import Any

from consult.sdk.forms import (
    Choice,
    DecimalField,
    IntegerField,
    Length,
    RadioField,
    SelectMultipleField,
    StringField,
    choice,
    render_options,
)
from consult.sdk.messages import gettext as _
from consult.sdk.questions import Question
from plugins.survey.phrases import LONGEST_LINE


def _choices(question: Question) -> list[Choice]:
    return [
        choice(option.code, option.label, hint=option.hint, divider=option.divider, exclusive=option.is_exclusive)
        for option in question.offered
    ]


def radios_field(question: Question) -> Any:
    """Return the field of one of several options."""
    return RadioField(question.asked, description=question.beneath, choices=_choices(question))


def checkboxes_field(question: Question) -> Any:
    """Return the field of any number of options."""
    hint = question.hint or _("Select all that apply.")
    return SelectMultipleField(question.label, description=hint, choices=_choices(question))


def short_text_field(question: Question) -> Any:
    """Return the field of one line."""
    return StringField(question.label, [Length(max=LONGEST_LINE)], description=question.hint)


def number_field(question: Question) -> Any:
    """Return the field of a number, whole or not."""
    field = IntegerField if question.is_whole else DecimalField
    return field(question.label, description=question.hint, render_kw=render_options(width=10))
