"""Forms: WTForms fields shown as GOV.UK form controls, with an error summary that leads to them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Unpack, cast

from flask import has_request_context, render_template, request
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from werkzeug.datastructures import CombinedMultiDict
from wtforms.fields.core import Field
from wtforms.fields.form import FormField
from wtforms.fields.list import FieldList
from wtforms.fields.simple import HiddenField
from wtforms.form import BaseForm

from consult.kernel import tokens
from consult.kernel.errors import ChangedMeanwhile, Compared, Invalid, SavedOtherwise
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.row_numbers import row_number
from consult.web.choice_fields import (
    BooleanField,
    Choice,
    ChoicesField,
    RadioField,
    SelectField,
    SelectMultipleField,
    choice,
)
from consult.web.code_fields import CodeField
from consult.web.csrf import form_token
from consult.web.date_fields import DateField, DateTimeField, MonthField, TimeField
from consult.web.fields import (
    Control,
    DecimalField,
    EmailField,
    FileField,
    IntegerField,
    Look,
    MultipleFileField,
    PasswordField,
    StringField,
    TextAreaField,
    render_options,
)
from consult.web.markup import as_markup, error_box
from consult.web.order_fields import OrderField
from consult.web.pair_fields import PairField
from consult.web.share_fields import ShareField
from consult.web.validators import (
    After,
    DataRequired,
    EqualTo,
    InFuture,
    Length,
    MaxWords,
    Regexp,
    RequiredIf,
)

__all__ = [
    "After",
    "BooleanField",
    "Choice",
    "CodeField",
    "DataRequired",
    "DateField",
    "DateTimeField",
    "DecimalField",
    "EmailField",
    "EqualTo",
    "FieldList",
    "FileField",
    "Form",
    "FormField",
    "HiddenField",
    "InFuture",
    "IntegerField",
    "Length",
    "MaxWords",
    "MonthField",
    "MultipleFileField",
    "OnceForm",
    "OrderField",
    "PairField",
    "PasswordField",
    "QueryForm",
    "RadioField",
    "Regexp",
    "RequiredIf",
    "SelectField",
    "SelectMultipleField",
    "ShareField",
    "StringField",
    "TextAreaField",
    "TimeField",
    "VersionedForm",
    "choice",
    "render_form",
    "render_options",
]

_FORM_KEY = re.compile(r"[ -~]{1,64}")


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form that is sent by POST; `saved_otherwise` is what stood against saving it."""

    saved_otherwise: SavedOtherwise | None = None

    @cached_property
    def places(self) -> dict[str, str]:
        """Where on the page each error of the whole form leads, by its sentence."""
        return {}

    @cached_property
    def has_files(self) -> bool:
        """Whether a file can be chosen in it, so that a browser must send it in parts."""
        return any(isinstance(part, FileField) for part in leaf_fields(self))

    class Meta:
        """How WTForms treats the form."""

        csrf = False  # `web/csrf.py` asks for the token on every unsafe request, and `hidden` puts it on the page

        def get_translations(self, form: BaseForm) -> None:
            """Our sentences are our own: nothing is translated."""

        def wrap_formdata(self, form: BaseForm, formdata: object) -> Any:
            """Take what was sent, even when nothing in it was filled in."""
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            if not (has_request_context() and request.method in {"POST", "PUT", "PATCH", "DELETE"}):
                return None
            return CombinedMultiDict((request.files, request.form)) if request.files else request.form

    def validate(self, extra_validators: Mapping[str, object] | None = None) -> bool:
        """Check every field that is in play; those revealed by choices nobody made are emptied at the end."""
        out_of_play = self._out_of_play()
        idle = [field for field in self if field.short_name in out_of_play]
        for field in idle:
            del self._fields[field.short_name]
        try:
            valid = bool(super().validate(extra_validators))
        finally:
            self._restore(idle)
        if valid:
            for field in idle:
                field.process(None, None)
        return valid

    @property
    def revealed(self) -> set[str]:
        """The names of the fields that stand inside a choice; a page that shows all fields leaves them out."""
        choices = [choice for field in self if isinstance(field, ChoicesField) for choice in field.choices]
        return {name for choice in choices for name in choice.reveals}

    def _out_of_play(self) -> set[str]:
        names: set[str] = set()
        for field in self:
            if isinstance(field, ChoicesField):
                names |= field.out_of_play()
        return names

    def _restore(self, idle: Iterable[Field]) -> None:
        kept = {field.short_name: field for field in idle} | self._fields
        order = [name for name, _unbound in self._unbound_fields]
        rest = [name for name in kept if name not in order]
        self._fields.clear()
        self._fields.update({name: kept[name] for name in [*order, *rest] if name in kept})

    def add_error(self, field: str | None, sentence: str, *, place: str = "") -> None:
        """Say what is wrong with a field, or with the whole form; `place` is the id of where to go on the page then."""
        if field is None or field not in self:
            self.form_errors.append(sentence)
            self.places[sentence] = place
        else:
            self[field].errors = [*self[field].errors, sentence]

    def take_errors(self, error: Exception) -> None:
        """Show what a service found wrong: at its fields if it named them, else for the whole form."""
        fields = error.fields if isinstance(error, Invalid) else {}
        for name, sentence in fields.items():
            self.add_error(name, sentence)
        if not fields:
            self.add_error(None, str(error))
        if isinstance(error, SavedOtherwise):
            self.saved_otherwise = error


class QueryForm(Form):
    """A form that is sent by GET: filters and searches, read from the address."""

    class Meta(Form.Meta):
        """How WTForms treats the form."""

        def wrap_formdata(self, form: BaseForm, formdata: object) -> object:
            """Take what the address says; an address that says nothing leaves the defaults."""
            return request.args if has_request_context() and request.args else None


class OnceForm(Form):
    """A form that makes something; its key is new on every page, so that the same form sent twice makes one."""

    form_key = HiddenField(default=tokens.new_secret)

    def seen_key(self) -> str | None:
        """Return the key that the page had; none, with which one more is made, when it was tampered with."""
        sent = str(self.form_key.data or "")
        return sent if _FORM_KEY.fullmatch(sent) else None


class VersionedForm(Form):
    """A form that knows which version of what it changes was shown."""

    version = HiddenField()

    def seen_version(self) -> int:
        """Return the version that the page showed; 0, which nothing saved has, when it was tampered with."""
        return row_number(str(self.version.data or ""))

    def take_errors(self, error: Exception) -> None:
        """Show what a service found wrong; after a conflict, sending again replaces what is saved, knowingly."""
        super().take_errors(error)
        if isinstance(error, ChangedMeanwhile) and error.version is not None:
            self.version.data = str(error.version)


def render_form(template: str, form: Form, **context: object) -> tuple[str, int]:
    """Render a page with a form: 200, 422 when something in it is wrong, 409 when something else is saved."""
    status = 409 if form.saved_otherwise else 422 if form.errors else 200
    return render_template(template, form=form, **context), status


def field(shown: Field, **options: Unpack[Look]) -> Markup:
    """Return a field as its GOV.UK form control."""
    return shown(**options) if not shown.render_kw else shown(**{**shown.render_kw, **options})


def leaf_fields(form: Iterable[Field]) -> Iterator[Field]:
    """Yield every field that holds a value, also those in lists and in forms within the form."""
    for part in form:
        if isinstance(part, FormField | FieldList):
            yield from leaf_fields(part)
        else:
            yield part


def faults(form: Form) -> list[tuple[str, str]]:
    """Return what is wrong: pairs of a sentence and the id of the control to go to, if there is one."""
    found = [(sentence, form.places.get(sentence, "")) for sentence in form.form_errors]
    for part in leaf_fields(form):
        if part.errors:
            found.append((part.errors[0], part.focus_id() if isinstance(part, Control) else ""))
    return found


def error_summary(*forms: Form, title: str = _l("There is a problem")) -> Markup:
    """Return the summary of what is wrong with the forms on a page, with both texts of a conflict; or nothing."""
    found = [fault for form in forms for fault in faults(form)]
    if not found:
        return Markup()
    both = [render_compared(form.saved_otherwise.compared) for form in forms if form.saved_otherwise]
    return error_box(title, found) + Markup().join(both)


def render_compared(compared: Sequence[Compared]) -> Markup:
    """Return what is saved and what was typed, for each field in which they differ."""
    return as_markup(render_template("components/compared.html", compared=compared)) if compared else Markup()


def hidden(form: Form) -> Markup:
    """Return the fields nobody sees: the CSRF token and the form's hidden ones, none with an id."""
    out = "" if isinstance(form, QueryForm) else str(csrf())
    for part in form:
        if isinstance(part, HiddenField):
            value = cast(Any, part)._value()
            out += f'<input type="hidden" name="{escape(part.name)}" value="{escape(value)}">'
    return as_markup(out)


def csrf() -> Markup:
    """Return the CSRF token as a hidden field."""
    return as_markup(f'<input type="hidden" name="csrf_token" value="{escape(form_token())}">')
