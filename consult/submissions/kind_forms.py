"""The fields by which the kinds of question of the written response are asked."""

from consult.contract.questions import Question
from consult.web.choice_fields import RadiosField, choice
from consult.web.fields import LongTextField, look
from consult.web.validators import longest_words


def scale_field(question: Question) -> object:
    """Return the field for a position on a scale."""
    return RadiosField(
        question.asked,
        description=question.beneath,
        choices=[
            choice(option.code, option.label, hint=option.hint, divider=option.divider) for option in question.offered
        ],
    )


def text_field(question: Question) -> object:
    """Return the field for a text of any length."""
    rules = [longest_words(question.most_words)] if question.most_words else []
    return LongTextField(question.label, rules, description=question.hint, render_kw=look(rows=8, spellcheck=True))
