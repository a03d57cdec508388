"""A field in which answers are keyed by the codes that stand beside them on a form on paper."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape
from wtforms.validators import StopValidation

from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line
from consult.web.choice_fields import Choice
from consult.web.fields import Control, Look
from consult.web.markup import attributes_html, join

FEW = 25
"""So many answers are listed in view; more open by themselves."""


class CodeField(Control):
    """Answers by their codes, with a space or a comma between several; `codes` has the choices by code.

    `data` is the value of the choice that is named, a list where several are or it `takes_several`, and `None` where
    none is. Whoever knows a value can type that too, where it is no code.
    """

    data: str | list[str] | None

    def __init__(
        self, *args: Any, codes: Mapping[str, Choice] | None = None, takes_several: bool = False, **kwargs: Any
    ) -> None:
        self.codes, self.takes_several = codes or {}, takes_several
        self._values = {code.casefold(): one.value for code, one in self.codes.items()}
        self._values = {**{one.value.casefold(): one.value for one in self.codes.values()}, **self._values}
        self.typed, self.unknown = "", ""
        super().__init__(*args, **kwargs)

    def process_data(self, value: object) -> None:
        """Take the present answer."""
        given = [value] if isinstance(value, str) else value
        present = [str(one) for one in given] if isinstance(given, Iterable) else []
        by_value = {one.value: code for code, one in self.codes.items()}
        self.typed = " ".join(by_value.get(one, one) for one in present)
        self.data = self._as_answer(present)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was typed."""
        self.typed = clean_line(valuelist[0]) if valuelist else ""
        parts = [part for part in re.split(r"[\s,;]+", self.typed) if part]
        self.unknown = next((part for part in parts if part.casefold() not in self._values), "")
        self.data = self._as_answer([self._values.get(part.casefold(), part) for part in parts])

    def _as_answer(self, values: Sequence[str]) -> str | list[str] | None:
        named = [one.value for one in self.codes.values() if one.value in values]
        if self.takes_several or len(named) > 1:
            return named
        return named[0] if named else None

    def pre_validate(self, form: object) -> None:
        """Refuse what is no code."""
        if self.unknown:
            codes = [*self.codes]
            raise StopValidation(
                _(
                    "“%(typed)s” is not a code of this question. Its codes are %(codes)s",
                    typed=self.unknown,
                    codes=", ".join(codes if len(codes) <= FEW else [*codes[:2], "…", codes[-1]]),
                )
            )

    def clear(self) -> None:
        """Take the answer back."""
        self.data, self.typed, self.unknown = None, "", ""

    def words(self) -> str:
        """Return what the codes stand for that are typed."""
        chosen = [self.data] if isinstance(self.data, str) else self.data or ()
        return "; ".join(str(one.label) for one in self.codes.values() if one.value in chosen)

    def show(self, options: Look) -> Markup:
        """Return the control's HTML: the answers with their codes, the box, and the words of what is in it."""
        frame = self.frame(options)
        frame.classes = join(frame.classes, "govuk-input--width-5")
        attributes = attributes_html(
            {
                "class": frame.classes_with_error("govuk-input"),
                "id": frame.id,
                "name": frame.name,
                "type": "text",
                "value": self.typed or None,
                "aria-describedby": frame.described_by(f"{self.id}-codes"),
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "dir": "ltr",
            }
        )
        said = f'<output class="govuk-body app-keyed__words" for="{escape(self.id)}">{escape(self.words())}</output>'
        box = f'<div class="app-keyed"><input{attributes}>{said}</div>'
        return frame.group(f"{frame.label_html()}{frame.notes_html()}{self._listed()}{box}")

    def _listed(self) -> str:
        each = "".join(
            f'<li data-code="{escape(code)}"><b>{escape(code)}</b> <span>{escape(one.label)}</span></li>'
            for code, one in self.codes.items()
        )
        listed = f'<ul class="govuk-list app-codes" id="{escape(self.id)}-codes">{each}</ul>'
        if len(self.codes) <= FEW:
            return listed
        summary = escape(_("All %(number)s answers and their codes", number=len(self.codes)))
        return (
            '<details class="govuk-details"><summary class="govuk-details__summary">'
            f'<span class="govuk-details__summary-text">{summary}</span></summary>'
            f'<div class="govuk-details__text">{listed}</div></details>'
        )
