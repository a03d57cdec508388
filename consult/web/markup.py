"""The HTML that all form controls share: label, hint, error and group; and buttons and the error summary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from consult.kernel.messages import gettext as _

_START_ICON = (
    '<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19"'
    ' viewBox="0 0 33 40" aria-hidden="true" focusable="false">'
    '<path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>'
)


def as_markup(html: str) -> Markup:
    """Mark HTML as finished, for modules that write controls and have escaped each part of it."""
    return Markup(html)  # noqa: S704 - the one door through which our own renderers' HTML becomes Markup


def attributes_html(pairs: Mapping[str, str | bool | None]) -> str:
    """Return ` name="value"` for each pair; `True` gives the bare name, `None` and `False` nothing."""
    out = ""
    for name, value in pairs.items():
        if value is True:
            out += f" {escape(name)}"
        elif value is not None and value is not False:
            out += f' {escape(name)}="{escape(str(value))}"'
    return out


def join(*names: str) -> str:
    """Return the names that are not empty, with a space between them."""
    return " ".join([name for name in names if name])


@dataclass(slots=True)
class Frame:
    """What surrounds any control: its names, label or legend, hint and error."""

    id: str
    name: str
    label: str
    hint: str = ""
    error: str = ""
    label_classes: str = ""
    page_heading: bool = False
    classes: str = ""
    group_classes: str = ""
    attributes: Mapping[str, str | bool | None] = field(default_factory=dict)
    beside: str = ""

    def label_html(self) -> str:
        """Return the label, as the page's heading when it is one."""
        label = (
            f'<label class="{escape(join("govuk-label", self.label_classes))}" for="{escape(self.id)}">'
            f"{escape(self.label)}</label>"
        )
        return f'<h1 class="govuk-label-wrapper">{label}</h1>' if self.page_heading else label

    def notes_html(self) -> str:
        """Return the hint and the error, each only when there is one."""
        out = ""
        if self.hint:
            out = f'<div id="{escape(self.id)}-hint" class="govuk-hint">{escape(self.hint)}</div>'
        if self.error:
            prefix = escape(_("Error:"))
            out += (
                f'<p id="{escape(self.id)}-error" class="govuk-error-message">'
                f'<span class="govuk-visually-hidden">{prefix}</span> {escape(self.error)}</p>'
            )
        return out

    def described_by(self, before: str = "") -> str | None:
        """Return the ids of what describes the control."""
        hint = f"{self.id}-hint" if self.hint else ""
        error = f"{self.id}-error" if self.error else ""
        return join(self.beside, before, hint, error) or None

    def classes_with_error(self, *names: str) -> str:
        """Return the control's classes; the first name also in its error form when there is an error."""
        return join(*names, self.classes, f"{names[0]}--error" if self.error else "")

    def group(self, inside: str, classes: str = "", attributes: str = "") -> Markup:
        """Return the form group around a control."""
        error = "govuk-form-group--error" if self.error else ""
        names = escape(join("govuk-form-group", error, classes, self.group_classes))
        return as_markup(f'<div class="{names}"{attributes}>{inside}</div>')

    def fieldset(self, inside: str, role: str | None = None) -> str:
        """Return a fieldset with the label as its legend."""
        attributes = attributes_html({"role": role, "aria-describedby": self.described_by()})
        text = str(escape(self.label))
        if self.page_heading:
            text = f'<h1 class="govuk-fieldset__heading">{text}</h1>'
        classes = escape(join("govuk-fieldset__legend", self.label_classes))
        legend = f'<legend class="{classes}">{text}</legend>'
        return f'<fieldset class="govuk-fieldset"{attributes}>{legend}{inside}</fieldset>'


def button(
    text: str,
    kind: str = "primary",
    *,
    name: str = "",
    value: str = "",
    start: bool = False,
    once: bool = True,
) -> Markup:
    """Return a button that sends its form; `once` ignores the second click of a double click."""
    classes, inside = _button_parts(text, kind, start)
    sends = attributes_html(
        {"value": value or None, "name": name or None, "data-prevent-double-click": "true" if once else None}
    )
    return as_markup(f'<button type="submit"{sends} {classes} data-module="govuk-button">{inside}</button>')


def button_link(text: str, href: str, kind: str = "primary", *, start: bool = False) -> Markup:
    """Return a link that looks like a button."""
    classes, inside = _button_parts(text, kind, start)
    return as_markup(
        f'<a href="{escape(href)}" role="button" draggable="false" {classes} data-module="govuk-button">{inside}</a>'
    )


def _button_parts(text: str, kind: str, start: bool) -> tuple[str, str]:
    render_options = "" if kind == "primary" else f"govuk-button--{kind}"
    classes = escape(join("govuk-button", render_options, "govuk-button--start" if start else ""))
    return f'class="{classes}"', f"{escape(text)}{_START_ICON if start else ''}"


def error_box(title: str, faults: Sequence[tuple[str, str]]) -> Markup:
    """Return the summary of what is wrong: pairs of a sentence and the id of its control, if it has one."""
    out = ""
    for sentence, target in faults:
        text = escape(sentence)
        out += f'<li><a href="#{escape(target)}">{text}</a></li>' if target else f"<li>{text}</li>"
    return as_markup(
        '<div class="govuk-error-summary" data-module="govuk-error-summary"><div role="alert">'
        f'<h2 class="govuk-error-summary__title">{escape(title)}</h2><div class="govuk-error-summary__body">'
        f'<ul class="govuk-list govuk-error-summary__list">{out}</ul></div></div></div>'
    )
