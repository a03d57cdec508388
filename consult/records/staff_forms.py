"""The forms of the pages on which officers correct what is on the record and take things out of it."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from consult.contract.records import RecordField
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.messages import ngettext, shaped
from consult.records.marks import EXEMPTIONS
from consult.records.search import Hit
from consult.records.words import LONGEST
from consult.web.choice_fields import RadioField, SelectMultipleField, choice
from consult.web.date_fields import DateField
from consult.web.fields import IntegerField, StringField, TextAreaField, render_options
from consult.web.forms import Form, HiddenField, QueryForm, VersionedForm
from consult.web.validators import DataRequired, Length

ALL, SOME = "all", "some"


class WordsForm(QueryForm):
    """Which words to look for."""

    words = StringField(
        _l("Words to find"),
        [Length(max=LONGEST)],
        description=_l("Whole words, like a name. Capital letters, spaces and apostrophes do not matter."),
        render_kw=render_options(spellcheck=False),
    )


class ConfirmForm(Form):
    """A form that only sends."""


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _reason_fields() -> dict[str, object]:
    return {
        "code": RadioField(
            _l("Why may this not be public?"),
            [DataRequired(_l("Select why this may not be public"))],
            choices=[choice(code, shaped(text, _capitalised)) for code, text in EXEMPTIONS.items()],
            description=_l("The reason stands in the text, in place of what is taken out."),
        ),
        "public_note": StringField(
            _l("What the public should know about it"),
            [Length(max=300)],
            description=_l("Shown beside the text. Do not repeat what you take out."),
            render_kw=render_options(optional=True),
        ),
        "note": StringField(
            _l("A note for your colleagues"),
            [Length(max=300)],
            description=_l("Not published."),
            render_kw=render_options(optional=True),
        ),
    }


TakeDownForm = type("TakeDownForm", (Form,), _reason_fields())


def take_out_form(hits: Sequence[Hit]) -> type[Form]:
    """Return the form in which an officer selects which of the passages found are taken out."""
    number = len(hits)
    fields: dict[str, Any] = {
        "which": RadioField(
            _l("Which passages do you want to take out?"),
            [DataRequired(_l("Select which passages you want to take out"))],
            choices=[
                choice(ALL, ngettext("The one below", "All %(num)s below", number)),
                choice(SOME, _l("Only those that I select below")),
            ],
        ),
        "hits": SelectMultipleField(
            _l("Passages found"),
            choices=[choice(hit.key, _in_context(hit), hint=hit.where) for hit in hits],
            render_kw=render_options(small=True),
        ),
        "seen": HiddenField(),
    }
    return type("TakeOutForm", (Form,), {**fields, **_reason_fields()})


def correct_form(field: RecordField) -> type[Form]:
    """Return the form to correct one value, with a field for its kind."""
    says: dict[str, Any] = {
        "text": TextAreaField(
            _l("What should it say?"), [DataRequired(_l("Enter what it should say")), Length(max=20_000)]
        ),
        "line": StringField(_l("What should it say?"), [DataRequired(_l("Enter what it should say")), Length(max=300)]),
        "number": IntegerField(_l("What should it say?"), [DataRequired(_l("Enter a whole number"))]),
        "date": DateField(_l("What should it say?"), [DataRequired(_l("Enter the date that it should say"))]),
        "choice": RadioField(
            _l("What should it say?"),
            [DataRequired(_l("Select what it should say"))],
            choices=[choice(code, label) for code, label in field.choices.items()],
        ),
    }
    reason = TextAreaField(
        _l("Why is it corrected?"),
        [DataRequired(_l("Enter why it is corrected")), Length(max=1000)],
        description=_l("The public reads this beside what it said before."),
        render_kw=render_options(rows=3),
    )
    return type("CorrectForm", (VersionedForm,), {"says": says[field.kind], "reason": reason})


def _in_context(hit: Hit) -> Markup:
    return Markup("{}<mark>{}</mark>{}").format(escape(hit.before), escape(hit.passage), escape(hit.after))
