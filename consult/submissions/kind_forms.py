"""The fields by which the kinds of question of the written response are asked."""

from consult.contract.questions import Question
from consult.web.choice_fields import RadioField, choice
from consult.web.fields import StringField, TextAreaField, render_options
from consult.web.validators import Length, MaxWords

LONGEST_NAME = 120


def scale_field(question: Question) -> object:
    """Return the field for a position on a scale."""
    return RadioField(
        question.asked,
        description=question.beneath,
        choices=[
            choice(option.code, option.label, hint=option.hint, divider=option.divider) for option in question.offered
        ],
    )


def text_field(question: Question) -> object:
    """Return the field for a text of any length."""
    rules = [MaxWords(question.most_words)] if question.most_words else []
    return TextAreaField(
        question.label, rules, description=question.hint, render_kw=render_options(rows=8, spellcheck=True)
    )


def name_field(question: Question) -> object:
    """Return the field for a name."""
    return StringField(
        question.label,
        [Length(max=LONGEST_NAME)],
        description=question.hint,
        render_kw=render_options(spellcheck=False),
    )
