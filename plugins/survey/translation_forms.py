"""The forms in which a survey is translated: which languages it speaks, and the texts of one page."""

from collections.abc import Mapping, Sequence
from typing import Any

from consult.sdk.errors import ChangedMeanwhile
from consult.sdk.files import FileField
from consult.sdk.forms import (
    BooleanField,
    Form,
    HiddenField,
    Length,
    SelectMultipleField,
    StringField,
    TextAreaField,
    choice,
    render_options,
)
from consult.sdk.messages import direction_of, language_name
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.definition import Definition
from plugins.survey.translating import Given, Standing, Translation, digest_of, translations_of


class LanguagesForm(Form):
    """Which languages a survey speaks beside the council’s."""

    seen = HiddenField()
    languages = SelectMultipleField(
        _l("In which other languages can people read the survey?"),
        description=_l("Words in a language that you take away stay here, and nobody reads them."),
    )

    def offer(self, tags: Sequence[str]) -> None:
        """Offer these languages."""
        self.languages.choices = [choice(tag, language_name(tag)) for tag in tags]


class UploadForm(Form):
    """A file in which the texts were translated."""

    file = FileField(
        _l("A file of translations"),
        description=_l(
            "The CSV or XLIFF file that you downloaded here, filled in. A workbook (.xlsx) of it will do too."
        ),
        render_kw=render_options(accept=".csv,.xlf,.xliff,.xlsx"),
    )


def texts_form(shown: Sequence[Translation], language: str) -> type[Form]:
    """Return the form of these texts in a language: a box for each, and what it was when the page was opened."""
    fields: dict[str, Any] = {}
    for each in shown:
        name = digest_of(each.place)
        fields[f"text_{name}"] = _box(each, language)
        fields[f"seen_{name}"] = HiddenField()
        if each.standing is Standing.STALE:
            fields[f"same_{name}"] = BooleanField(_l("The translation still says the same"))
    return type("TextsForm", (Form,), fields)


def values_of(shown: Sequence[Translation]) -> dict[str, str]:
    """Return what stands in the form of these texts."""
    values: dict[str, str] = {}
    for each in shown:
        name = digest_of(each.place)
        values |= {f"text_{name}": each.words, f"seen_{name}": seen_of(each)}
    return values


def seen_of(each: Translation) -> str:
    """Return what tells whether a text or its translation has changed in the meantime."""
    return f"{digest_of(each.source)}.{digest_of(each.words)}"


def given_in(form: Form, shown: Sequence[Translation], now: Definition, language: str) -> Mapping[str, Given]:
    """Return what was typed or looked at again, by place; raises `ChangedMeanwhile` where somebody else did so too."""
    there = {each.place: each for each in translations_of(now, language)}
    given: dict[str, Given] = {}
    for each in shown:
        name, current = digest_of(each.place), there.get(each.place)
        made_from, _dot, before = str(form[f"seen_{name}"].data).partition(".")
        typed = form[f"text_{name}"].data or ""
        is_same = f"same_{name}" in form and form[f"same_{name}"].data
        if current is None or (digest_of(typed) == before and not is_same):
            continue
        if digest_of(current.words) != before and current.words != typed:
            raise ChangedMeanwhile
        given[each.place] = Given(typed, made_from)
    return given


def _box(each: Translation, language: str) -> Any:
    attributes = {"lang": language, "dir": direction_of(language)}
    look = render_options(
        attributes=attributes,
        described_by=f"original-{digest_of(each.place)}",
        optional=False,
        count=False,
        rows=min(12, 3 + each.source.count("\n")),
    )
    kind = StringField if each.found.is_line and each.found.longest <= 300 else TextAreaField
    return kind(each.called, [Length(max=each.found.longest)], render_kw=look)
