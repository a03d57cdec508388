"""The form fields in which the questions of a survey are answered."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from flask import url_for
from wtforms import ValidationError

from consult.sdk.errors import Invalid
from consult.sdk.forms import (
    Choice,
    DateField,
    DecimalField,
    IntegerField,
    Length,
    MonthField,
    OrderField,
    PairField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ShareField,
    StringField,
    TextAreaField,
    TimeField,
    choice,
    render_options,
)
from consult.sdk.messages import gettext as _
from consult.sdk.questions import Question, pairs_shown
from plugins.survey.coordinates import area_as_typed, point_as_typed
from plugins.survey.phrases import LONGEST_LINE
from plugins.survey.units import PREFIX, SUFFIX, of_total

Read = Callable[[str], str]


def _choices(question: Question) -> list[Choice]:
    return [
        choice(
            option.code,
            option.label,
            hint=option.hint,
            divider=option.divider,
            exclusive=option.is_exclusive,
            picture=url_for("survey_pictures.show", digest=option.picture) if option.picture else "",
            alt=option.alt,
        )
        for option in question.offered
    ]


def radios_field(question: Question) -> Any:
    """Return the field of one of several options."""
    return RadioField(question.asked, description=question.beneath, choices=_choices(question))


def rating_field(question: Question) -> Any:
    """Return the field of one of several steps, side by side where there is room."""
    return RadioField(
        question.label, description=question.hint, choices=_choices(question), render_kw=render_options(inline=True)
    )


def select_field(question: Question) -> Any:
    """Return the field of one of many options, in a list that opens."""
    offered = [choice("", _("Select an answer")), *_choices(question)]
    return SelectField(question.label, description=question.hint, choices=offered)


class DeclarationField(SelectMultipleField):
    """One box to tick, whose answer is the code beside it."""

    def process_data(self, value: object) -> None:
        """Take the present answer."""
        self.data = [value] if isinstance(value, str) else []


def declaration_field(question: Question) -> Any:
    """Return the field of what is agreed to: the question, and one box."""
    return DeclarationField(question.label, description=question.hint, choices=_choices(question))


def checkboxes_field(question: Question) -> Any:
    """Return the field of any number of options."""
    hint = question.hint or _("Select all that apply.")
    return SelectMultipleField(question.label, description=hint, choices=_choices(question))


def ranking_field(question: Question) -> Any:
    """Return the field of options to put in order."""
    hint = question.hint or _(
        "Give 1 to what matters most to you, then 2, and so on. You can leave some without a place."
    )
    return OrderField(question.label, description=hint, choices=_choices(question))


def pairwise_field(question: Question) -> Any:
    """Return the field of options to compare in pairs."""
    hint = question.hint or _("In each pair, choose the one that you prefer.")
    return PairField(question.label, description=hint, choices=_choices(question), pairs=pairs_shown(question))


def budget_field(question: Question) -> Any:
    """Return the field of a sum to share out over the options."""
    return ShareField(
        question.label,
        description=question.hint,
        choices=_choices(question),
        so_far=_("Shared out so far: %(of_total)s", of_total=of_total(question.total, question.unit, "{sum}")),
        render_kw=render_options(prefix=PREFIX.get(question.unit, ""), suffix=SUFFIX.get(question.unit, "")),
    )


def short_text_field(question: Question) -> Any:
    """Return the field of one line."""
    return StringField(question.label, [Length(max=LONGEST_LINE)], description=question.hint)


def _shaped(read: Read) -> Callable[[object, Any], None]:
    def check(form: object, field: Any) -> None:
        if field.data:
            try:
                field.data = read(field.data)
            except Invalid as refused:
                raise ValidationError(str(refused)) from refused

    return check


def _line_field(question: Question, read: Read, **look: Any) -> Any:
    checks = [Length(max=LONGEST_LINE), _shaped(read)]
    return StringField(question.label, checks, description=question.hint, render_kw=render_options(**look))


def email_field(question: Question, read: Read) -> Any:
    """Return the field of an email address, which a browser may fill in."""
    return _line_field(question, read, autocomplete="email", inputmode="email", spellcheck=False)


def phone_field(question: Question, read: Read) -> Any:
    """Return the field of a phone number, which a browser may fill in."""
    return _line_field(question, read, autocomplete="tel", inputmode="tel", width=20, spellcheck=False)


def website_field(question: Question, read: Read) -> Any:
    """Return the field of the address of a website."""
    return _line_field(question, read, autocomplete="url", inputmode="url", spellcheck=False)


def postcode_field(question: Question, read: Read) -> Any:
    """Return the field of a whole postcode, which a browser may fill in."""
    return _line_field(question, read, autocomplete="postal-code", width=10, spellcheck=False)


class PointField(StringField):
    """A place in one line, whose coordinates are shown as people write them."""

    def typed(self) -> str:
        """Return what stands in the box."""
        return point_as_typed(self.data)


class AreaField(TextAreaField):
    """An area in several lines, whose corners are shown as people write them."""

    def typed(self) -> str:
        """Return what stands in the box."""
        return area_as_typed(self.data)


def point_field(question: Question, read: Read) -> object:
    """Return the field of a place, by its name or by its coordinates."""
    hint = question.hint or _(
        "Write an address, a postcode or the name of the place. You can also write its coordinates, like "
        "51.50853, 0.04021."
    )
    look = render_options(map="point")
    return PointField(question.label, [_shaped(read)], description=hint, render_kw=look)


def area_field(question: Question, read: Read) -> object:
    """Return the field of an area, by its description or by its corners."""
    hint = question.hint or _(
        "Describe the area, such as the streets around it. You can also write the coordinates of its corners, one on "
        "each line, like 51.50853, 0.04021."
    )
    look = render_options(map="area")
    return AreaField(question.label, [_shaped(read)], description=hint, render_kw=look)


def number_field(question: Question) -> Any:
    """Return the field of a number, whole or not."""
    field = IntegerField if question.is_whole else DecimalField
    return field(question.label, description=question.hint, render_kw=render_options(width=10))


def money_field(question: Question) -> Any:
    """Return the field of an amount of money."""
    field = IntegerField if question.is_whole else DecimalField
    return field(question.label, description=question.hint, render_kw=render_options(width=10, prefix="£"))


def per_cent_field(question: Question) -> Any:
    """Return the field of a per cent."""
    field = IntegerField if question.is_whole else DecimalField
    return field(question.label, description=question.hint, render_kw=render_options(width=5, suffix="%"))


class KeptDateField(DateField):
    """A date whose kept answer is what ISO 8601 writes."""

    def process_data(self, value: object) -> None:
        """Take the present date."""
        self.data = date.fromisoformat(value) if isinstance(value, str) else None


class KeptTimeField(TimeField):
    """A time of day whose kept answer is what ISO 8601 writes."""

    def process_data(self, value: object) -> None:
        """Take the present time."""
        self.data = time.fromisoformat(value) if isinstance(value, str) else None


def date_field(question: Question) -> Any:
    """Return the field of a date."""
    return KeptDateField(question.label, description=question.hint or _("For example, 27 3 2027"))


def month_field(question: Question) -> Any:
    """Return the field of a month and year."""
    return MonthField(question.label, description=question.hint or _("For example, 3 2027"))


def time_field(question: Question) -> Any:
    """Return the field of a time of day."""
    hint = question.hint or _("For example, 9am or 5:30pm")
    return KeptTimeField(question.label, description=hint, render_kw=render_options(width=10))
