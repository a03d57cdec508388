"""The forms of the officer's desk."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from consult.contract.questions import Kind, Question, Questionnaire
from consult.desk.exclusions import EXCLUSION_REASONS
from consult.desk.transcription import ENTERED
from consult.journey.forms import AreaForm, about_you_field, area_fields
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.about_you import QUESTIONS
from consult.submissions.labels import Label
from consult.submissions.models import Channel, Status
from consult.submissions.reader import LEFT_EMPTY, TICKED_SEVERAL, ticks_name
from consult.web.forms import (
    BooleanField,
    DataRequired,
    DateField,
    Form,
    HiddenField,
    Length,
    QueryForm,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)

STATUSES = {
    Status.SUBMITTED: "Counted",
    Status.WITHDRAWN: "Withdrawn",
    Status.EXCLUDED: "Excluded",
}


class FilterForm(QueryForm):
    """Which responses to list."""

    q = StringField(_l("Search the text"), render_kw=render_options(spellcheck=False))
    channel = SelectField(
        _l("How it was received"),
        choices=[choice("", _l("Any way")), *(choice(channel.value, channel.label) for channel in Channel)],
    )
    status = SelectField(
        _l("Whether it counts"),
        choices=[choice("", _l("All")), *(choice(status, text) for status, text in STATUSES.items())],
    )
    area = SelectField(_l("Ward or postcode district"), choices=[choice("", _l("Anywhere"))])
    label = SelectField(
        _l("What was noticed"),
        choices=[choice("", _l("Anything or nothing")), *(choice(label.value, label.in_words) for label in Label)],
    )
    unread = BooleanField(_l("Only what nobody has read"))

    def offer_areas(self, areas: Iterable[str]) -> None:
        """Offer the places that responses came from."""
        self.area.choices = [choice("", _l("Anywhere")), *(choice(area, area) for area in sorted(areas) if area)]

    def keep_group(self, label: str) -> None:
        """Offer the group of like responses that the list shows."""
        name, dash, _ignored = label.partition("-")
        if dash and name in set(Label):
            self.label.choices = [
                *(self.label.choices or ()),
                choice(label, _l("%(in_words)s: one group", in_words=Label(name).in_words)),
            ]


class ExcludeForm(Form):
    """Why a response does not count."""

    code = RadioField(
        _l("Why should this response not count?"),
        [DataRequired(_l("Select a reason"))],
        choices=[choice(code, text) for code, text in EXCLUSION_REASONS.items()],
        description=_l("The person who sent it can read the reason. Nothing is deleted."),
    )
    note = TextAreaField(
        _l("Note for other officers"),
        [Length(max=1000)],
        description=_l("Not published."),
        render_kw=render_options(rows=3, optional=True),
    )


class KeyField(HiddenField):
    """The key that makes a form give one response; one that no page shows gives way to the fresh one."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take the key if it is one."""
        if valuelist and re.fullmatch("[0-9a-z]{1,32}", valuelist[0]):
            self.data = valuelist[0]


class EntryForm(AreaForm):
    """Everything that stands on a letter or a paper form, on one page, for people who type a lot."""

    channel = RadioField(
        _l("How did it reach us?"),
        [DataRequired(_l("Select how it reached us"))],
        choices=[choice(channel.value, channel.label) for channel in ENTERED],
        render_kw=render_options(inline=True),
    )
    received_on = DateField(_l("When did it reach us?"), [DataRequired(_l("Enter the day on which it reached us"))])
    is_blank = BooleanField(
        _l("No question is answered on this form"),
        description=_l("It is then counted as a blank form."),
    )


class NewEntryForm(EntryForm):
    """The form for a response that came another way."""

    key = KeyField()


class CheckForm(EntryForm, VersionedForm):
    """The form in which a second officer compares an entry with its original."""


class CorrectionForm(CheckForm):
    """The form to put right how a response was entered."""

    reason = StringField(
        _l("Why do you correct it?"),
        [DataRequired(_l("Enter why you correct it")), Length(max=500)],
        description=_l(
            "For example, “The second page was overlooked”. Officers read it beside what was entered before."
        ),
    )


def entry_form(
    made: type[EntryForm], asked: Questionnaire, kinds: Mapping[str, Kind], areas: tuple[str, ...]
) -> type[EntryForm]:
    """Return one of these forms with the questions of an activity."""
    fields: dict[str, Any] = {}
    for question in asked.questions:
        fields.update(_answer_fields(question, kinds[question.kind]))
    fields.update(area_fields(areas))
    fields.update(
        {f"about_{question.key}": about_you_field(question) for question in QUESTIONS if asked.asks_about_you}
    )
    return type(made.__name__, (made,), fields)


def _answer_fields(question: Question, kind: Kind) -> dict[str, object]:
    field: Any = kind.make_field(question)
    name = f"answer_{question.key}"
    if not issubclass(field.field_class, RadioField):
        return {name: field}
    # On paper somebody may tick two, and the officer must be able to take a choice back.
    ticks, choices = ticks_name(question), field.kwargs["choices"]
    field.kwargs["choices"] = [
        *choices,
        choice(LEFT_EMPTY, _l("Left empty"), divider="or"),
        choice(TICKED_SEVERAL, _l("More than one is ticked"), reveals=ticks),
    ]
    field.kwargs["render_kw"] = {**field.kwargs.get("render_kw", {}), "small": True}
    return {
        name: field,
        ticks: SelectMultipleField(
            _l("Which are ticked?"),
            choices=[replace(tick, divider="") for tick in choices],
            render_kw=render_options(small=True),
        ),
    }
