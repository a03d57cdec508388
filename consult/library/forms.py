"""The forms of the library of questions."""

from collections.abc import Sequence

from consult.contract.questions import Question
from consult.kernel.messages import lazy_gettext as _l
from consult.library.queries import Item
from consult.web.forms import (
    DataRequired,
    Form,
    HiddenField,
    Length,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    choice,
    render_options,
)


class KeepForm(Form):
    """Which questions to keep, and how they are called."""

    questions = SelectMultipleField(
        _l("Which questions?"),
        [DataRequired(_l("Select at least one question"))],
        description=_l(
            "The library keeps words and answers in English. Files and computed values cannot be kept. "
            "You will read what else was left out."
        ),
    )
    name = StringField(_l("Name in the library"), [DataRequired(_l("Enter a name")), Length(max=100)])
    note = TextAreaField(_l("When to use it"), [Length(max=1000)], render_kw=render_options(rows=3, optional=True))

    def offer(self, questions: Sequence[Question]) -> None:
        """Offer the questions that are asked."""
        self.questions.choices = [choice(question.key, question.label) for question in questions]


class TakeForm(Form):
    """What to take from the library."""

    item = RadioField(_l("Which questions do you want to add?"), [DataRequired(_l("Select what to add"))])
    seen = HiddenField()

    def offer(self, items: Sequence[Item]) -> None:
        """Offer what the library holds."""
        self.item.choices = [
            choice(item.code, item.name, hint="; ".join(map(item.in_words, item.questions))) for item in items
        ]
