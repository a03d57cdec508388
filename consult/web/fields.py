"""Fields of text, numbers and files: what they read from a request, and the control they show."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, TypedDict, Unpack, cast

from flask import current_app, has_request_context, request
from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from wtforms.fields.core import Field
from wtforms.validators import StopValidation

from consult.kernel.addresses import read_address
from consult.kernel.errors import Invalid
from consult.kernel.foreign import woven
from consult.kernel.messages import gettext as _
from consult.kernel.numbers import read_number
from consult.kernel.text import clean_line, clean_text
from consult.web import widgets
from consult.web.maps import with_map
from consult.web.markup import Frame, join

LONGEST_NAME = 40


class Look(TypedDict, total=False):
    """How a field is shown; see docs/templates.md."""

    label: str
    hint: str
    label_size: str
    page_heading: bool
    hide_label: bool
    optional: bool
    width: int | str
    inline: bool
    small: bool
    rows: int
    count: bool
    autocomplete: str
    inputmode: str
    spellcheck: bool
    prefix: str
    suffix: str
    accept: str
    map: Literal["point", "area"]
    described_by: str
    classes: str
    attributes: Mapping[str, str | bool | None]


def render_options(**options: Unpack[Look]) -> dict[str, object]:
    """Return how a field is shown, for its `render_kw`."""
    return dict(options)


def plain(value: object) -> str:
    """Return a value, or an enumeration's value, as the text a form sends for it."""
    return str(value.value if isinstance(value, Enum) else value)


def _show(field: "Control", **options: object) -> Markup:
    return field.show(cast(Look, options))


class Control(Field):
    """A field that shows itself as a GOV.UK form control."""

    widget = staticmethod(_show)
    legend = False

    def said(self) -> str:
        """Return how sentences about the field begin: its label, or “Your answer” where that is a question."""
        label = self.label.text
        return _("Your answer") if label.endswith("?") or len(label) > LONGEST_NAME else label

    def error(self) -> str:
        """Return the first thing that is wrong with it."""
        return self.errors[0] if self.errors else ""

    def focus_id(self) -> str:
        """Return the id of the control that its link in the error summary goes to."""
        return self.id

    def frame(self, options: Look) -> Frame:
        """Return label, hint, error and names for the control."""
        heading = options.get("page_heading", False)
        size = options.get("label_size", "l" if heading else "s")
        block = "govuk-fieldset__legend" if self.legend else "govuk-label"
        label = options.get("label", self.label.text)
        width = options.get("width")
        return Frame(
            id=self.id,
            name=self.name,
            label=woven(_("%(label)s (optional)"), label=label) if options.get("optional") else label,
            hint=options.get("hint", self.description),
            error=self.error(),
            label_classes=join(
                f"{block}--{size}" if size else "",
                "govuk-visually-hidden" if options.get("hide_label") else "",
            ),
            page_heading=heading,
            classes=join(_width(width) if width else "", options.get("classes", "")),
            attributes=options.get("attributes", {}),
            beside=options.get("described_by", ""),
        )

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        raise NotImplementedError


def _width(width: int | str) -> str:
    return f"govuk-input--width-{width}" if str(width).isdigit() else f"govuk-!-width-{width}"


class StringField(Control):
    """One line of text."""

    data: str
    input_type = "text"
    default_autocomplete = ""

    def process_data(self, value: object) -> None:
        """Take the present value."""
        self.data = "" if value is None else plain(value)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was typed, trimmed and without control characters."""
        self.data = clean_line(valuelist[0]) if valuelist else ""

    def typed(self) -> str:
        """Return what stands in the box."""
        return self.data

    def frame(self, options: Look) -> Frame:
        """Return the frame, in which a person's words run in the direction of their script."""
        found = super().frame(options)
        if self.input_type != "text":
            return found
        return replace(found, attributes={"dir": "auto", **found.attributes})

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        control = widgets.text_input(
            self.frame(options),
            self.typed(),
            type=self.input_type,
            prefix=options.get("prefix", ""),
            suffix=options.get("suffix", ""),
            autocomplete=options.get("autocomplete", self.default_autocomplete),
            inputmode=options.get("inputmode", ""),
            spellcheck=options.get("spellcheck"),
        )
        return with_map(control, self.id, marks=options["map"]) if "map" in options else control


class TextAreaField(StringField):
    """Several lines of text; shows what is left when it has a limit."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was typed, its lines kept."""
        self.data = clean_text(valuelist[0]).strip() if valuelist else ""

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        counts = options.get("count", True)
        control = widgets.text_area(
            self.frame(options),
            self.typed(),
            rows=options.get("rows", 5),
            maximum_characters=self.flags.maxlength if counts else None,
            most_words=self.flags.max_words if counts else None,
            autocomplete=options.get("autocomplete", ""),
            spellcheck=options.get("spellcheck"),
        )
        return with_map(control, self.id, marks=options["map"]) if "map" in options else control


class EmailField(StringField):
    """An email address."""

    input_type = "email"
    default_autocomplete = "email"

    def pre_validate(self, form: object) -> None:
        """Take the address in its one form; refuse what is none."""
        if not self.data:
            return
        try:
            self.data = read_address(self.data)
        except Invalid as refused:
            raise StopValidation(str(refused)) from refused

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        return super().show({"spellcheck": False, **options})


class PasswordField(StringField):
    """A password, taken as it was typed and never shown again."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take the password untouched."""
        self.data = valuelist[0] if valuelist else ""

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        autocomplete = options.get("autocomplete", "current-password")
        return widgets.password_input(self.frame(options), autocomplete=autocomplete)


class _Number(Control):
    is_whole = False
    inputmode = "decimal"

    def __init__(self, *args: Any, minimum: float | None = None, maximum: float | None = None, **kwargs: Any) -> None:
        # As they are written: 1.1 as a float is a little more than the 1.1 that people type.
        self.minimum = None if minimum is None else Decimal(str(minimum))
        self.maximum = None if maximum is None else Decimal(str(maximum))
        super().__init__(*args, **kwargs)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number as it is read everywhere."""
        self.data = None
        number = read_number("".join(valuelist[:1]), is_whole=self.is_whole, said=self.said())
        self.data = int(number) if self.is_whole and number is not None else number

    def pre_validate(self, form: object) -> None:
        """Refuse what is no number, or too small or too large."""
        if self.process_errors:
            raise StopValidation()
        if self.data is not None and self.minimum is not None and self.data < self.minimum:
            raise StopValidation(_("%(it)s must be %(minimum)s or more", it=self.said(), minimum=f"{self.minimum:,}"))
        if self.data is not None and self.maximum is not None and self.data > self.maximum:
            raise StopValidation(_("%(it)s must be %(maximum)s or less", it=self.said(), maximum=f"{self.maximum:,}"))

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        present = "" if self.data is None else str(self.data)
        return widgets.text_input(
            self.frame(options),
            self.raw_data[0] if self.raw_data else present,
            prefix=options.get("prefix", ""),
            suffix=options.get("suffix", ""),
            autocomplete=options.get("autocomplete", ""),
            inputmode=options.get("inputmode", self.inputmode),
            spellcheck=False,
        )


class DecimalField(_Number):
    """A number that may have decimals; what was typed stays in the box when it is none."""

    data: Decimal | None


class IntegerField(_Number):
    """A whole number; what was typed stays in the box when it is none."""

    data: int | None
    is_whole = True
    inputmode = "numeric"


class FileField(Control):
    """One file."""

    data: FileStorage | None
    is_multiple = False

    def process_data(self, value: object) -> None:
        """A file that is already stored is not shown in the control."""
        self.data = None

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        """Take the file, if one was chosen."""
        files = [file for file in valuelist if isinstance(file, FileStorage) and file.filename]
        self.data = files[0] if files else None

    def show(self, options: Look) -> Markup:
        """Return the control's HTML; raises `RuntimeError` on a page that would refuse the file."""
        if has_request_context() and request.endpoint:
            view = current_app.view_functions[request.endpoint]
            if not getattr(view, "takes_files", False):
                raise RuntimeError(f"{request.endpoint} shows a field for a file: put @takes_files on its view.")
        return widgets.file_input(self.frame(options), accept=options.get("accept", ""), multiple=self.is_multiple)


class FileNameField(Control):
    """One file where only its name is read, as in a test: a form that is not multipart sends no more of a file."""

    data: str

    def process_data(self, value: object) -> None:
        """Whatever was chosen before is not shown in the control."""
        self.data = ""

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        """Take the name of the file that was chosen, if any."""
        self.data = next((name for name in valuelist if isinstance(name, str)), "")

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        return widgets.file_input(self.frame(options), accept=options.get("accept", ""))


class LaterFileField(Control):
    """One file where none is taken yet, as in a preview: it shows what will be asked, and takes nothing."""

    data: None

    def process_data(self, value: object) -> None:
        """Whatever was answered before is not shown in the control."""
        self.data = None

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        """Nothing is taken, whatever was sent."""

    def show(self, options: Look) -> Markup:
        """Return the control's HTML, in which nothing can be chosen."""
        return widgets.file_input(self.frame({**options, "attributes": {"disabled": True}}))


class MultipleFileField(FileField):
    """Several files."""

    data: list[FileStorage]  # type: ignore[assignment]  # as WTForms' own: a list in place of one
    is_multiple = True

    def process_data(self, value: object) -> None:
        """Files that are already stored are not shown in the control."""
        self.data = []

    def process_formdata(self, valuelist: Sequence[object]) -> None:
        """Take the files that were chosen."""
        self.data = [file for file in valuelist if isinstance(file, FileStorage) and file.filename]
