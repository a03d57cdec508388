"""The forms in which officers enter what came another way, check it and correct it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import ValidationError

from consult.contract.files_asked import is_filled_in
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question, Questionnaire
from consult.desk.transcription import ENTERED
from consult.journey.forms import AreaForm, area_fields
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.about_you import QUESTIONS
from consult.submissions.item_codes import Box, OptionCodes, boxes_of, codes_of, is_ticked
from consult.submissions.kinds import SCALE
from consult.web.forms import (
    BooleanField,
    Choice,
    CodeField,
    DataRequired,
    DateField,
    HiddenField,
    Length,
    RadioField,
    StringField,
    VersionedForm,
    choice,
    render_options,
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
    """The form for a response that came another way; `seen` is how many were entered from its letter before.

    `asked_version` is the version of the questions that it shows.
    """

    key = KeyField()
    seen = HiddenField()
    asked_version = HiddenField()


class CheckForm(EntryForm, VersionedForm):
    """The form in which a second officer compares an entry with its original."""


class SecondKeyingForm(CheckForm):
    """The form in which an original is keyed again; `shown` tells which disagreements its page showed."""

    shown = HiddenField()


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
    made: type[EntryForm],
    asked: Questionnaire,
    kinds: Mapping[str, Kind],
    codes: Mapping[str, OptionCodes],
    areas: tuple[str, ...],
) -> type[EntryForm]:
    """Return one of these forms with the questions of an activity; what is ticked on paper is keyed by these codes."""
    fields: dict[str, Any] = {
        f"answer_{question.key}": _answer_field(question, kinds[question.kind], codes[question.key])
        for question in filter(is_filled_in, asked.questions)
    }
    fields.update(area_fields(areas))
    if asked.asks_about_you:
        fields.update({f"about_{question.key}": _about_you_field(question) for question in QUESTIONS})
    return type(made.__name__, (made,), fields)


def _answer_field(question: Question, kind: Kind, codes: OptionCodes) -> object:
    boxes = boxes_of(question, kind, codes)
    if not boxes or not is_ticked(kind):
        return kind.make_field(question)
    return CodeField(question.in_full, description=question.hint, codes=_by_code(boxes), takes_several=kind.is_multiple)


def _about_you_field(question: Question) -> object:
    boxes = boxes_of(question, SCALE, codes_of([question]))
    return CodeField(question.label, [_one_code], description=question.hint, codes=_by_code(boxes))


def _by_code(boxes: Sequence[Box]) -> dict[str, Choice]:
    return {box.code: choice(box.value, box.label) for box in boxes}


def _one_code(_form: object, field: CodeField) -> None:
    if isinstance(field.data, list):
        raise ValidationError(_("Enter one code here. If two answers are ticked, leave it empty"))
