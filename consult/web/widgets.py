"""The HTML of form controls: what the GOV.UK macros write, word for word, at a fraction of their time.

Text is escaped unless it is `Markup`. `tests/consult/web/test_widgets.py` compares the result with the macros
of govuk-frontend-jinja for many sets of arguments.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup, escape

from consult.kernel.foreign import ForeignText, direction_of
from consult.kernel.messages import gettext as _
from consult.web.markup import Frame, attributes_html, join


@dataclass(slots=True)
class Item:
    """One radio, checkbox or option; `divider` is text that stands before it."""

    value: str
    label: str
    checked: bool = False
    hint: str = ""
    divider: str = ""
    exclusive: bool = False
    reveal: Markup = field(default_factory=Markup)
    group: str = ""
    picture: str = ""
    alt: str = ""


@dataclass(slots=True)
class Part:
    """One of the boxes of a date."""

    name: str
    label: str
    value: str = ""
    width: int = 2
    faulty: bool = False
    inputmode: str = "numeric"
    autocomplete: str = ""


@dataclass(slots=True)
class PlaceList:
    """An option that can be given a place among others, and the place that it has."""

    value: str
    label: str
    place: str


@dataclass(slots=True)
class ShareBox:
    """An option that gets a part of a sum, and what was typed beside it."""

    value: str
    label: str
    typed: str
    hint: str = ""
    faulty: bool = False


def text_input(
    frame: Frame,
    value: str = "",
    *,
    type: str = "text",
    prefix: str = "",
    suffix: str = "",
    autocomplete: str = "",
    inputmode: str = "",
    spellcheck: bool | None = None,
) -> Markup:
    """Return one line to type in, with what stands before and after it."""
    attributes = attributes_html(
        {
            "class": frame.classes_with_error("govuk-input"),
            "id": frame.id,
            "name": frame.name,
            "type": type,
            "spellcheck": None if spellcheck is None else str(spellcheck).lower(),
            "value": value or None,
            "aria-describedby": frame.described_by(),
            "autocomplete": autocomplete or None,
            "inputmode": inputmode or None,
            **frame.attributes,
        }
    )
    control = f"<input{attributes}>"
    if prefix or suffix:
        control = f"{_affix('prefix', prefix)}{control}{_affix('suffix', suffix)}"
        control = f'<div class="govuk-input__wrapper">{control}</div>'
    return frame.group(f"{frame.label_html()}{frame.notes_html()}{control}")


def _affix(side: str, text: str) -> str:
    return f'<div class="govuk-input__{side}" aria-hidden="true">{escape(text)}</div>' if text else ""


def password_input(frame: Frame, *, autocomplete: str = "current-password") -> Markup:
    """Return a box for a password, with the button that shows it; what was typed is never sent back."""
    attributes = attributes_html(
        {
            "class": frame.classes_with_error(
                "govuk-input", "govuk-password-input__input govuk-js-password-input-input"
            ),
            "id": frame.id,
            "name": frame.name,
            "type": "password",
            "spellcheck": "false",
            "aria-describedby": frame.described_by(),
            "autocomplete": autocomplete,
            "autocapitalize": "none",
            **frame.attributes,
        }
    )
    label, show = escape(_("Show password")), escape(_("Show"))
    control = (
        f'<div class="govuk-input__wrapper govuk-password-input__wrapper"><input{attributes}>'
        '<button type="button" class="govuk-button govuk-button--secondary govuk-password-input__toggle'
        ' govuk-js-password-input-toggle" data-module="govuk-button"'
        f' aria-controls="{escape(frame.id)}" aria-label="{label}" hidden>{show}</button></div>'
    )
    return frame.group(
        f"{frame.label_html()}{frame.notes_html()}{control}",
        classes="govuk-password-input",
        attributes=' data-module="govuk-password-input"',
    )


def text_area(
    frame: Frame,
    value: str = "",
    *,
    rows: int = 5,
    maximum_characters: int | None = None,
    most_words: int | None = None,
    autocomplete: str = "",
    spellcheck: bool | None = None,
) -> Markup:
    """Return several lines to type in; with a limit, the count of what is left."""
    limited = bool(maximum_characters or most_words)
    attributes = attributes_html(
        {
            "class": frame.classes_with_error("govuk-textarea", "govuk-js-character-count" if limited else ""),
            "id": frame.id,
            "name": frame.name,
            "rows": str(rows),
            "spellcheck": None if spellcheck is None else str(spellcheck).lower(),
            "aria-describedby": frame.described_by(f"{frame.id}-info" if limited else ""),
            "autocomplete": autocomplete or None,
            **frame.attributes,
        }
    )
    # browsers drop one line break after the tag: without this one, a text that begins with one would lose it
    control = f"<textarea{attributes}>\n{escape(value)}</textarea>"
    inside = f"{frame.label_html()}{frame.notes_html()}{control}"
    if not limited:
        return frame.group(inside)
    count = (
        _("You can enter up to %(number)s words", number=most_words)
        if most_words
        else _("You can enter up to %(number)s characters", number=maximum_characters)
    )
    inside += f'<div id="{escape(frame.id)}-info" class="govuk-hint govuk-character-count__message">{count}</div>'
    limits = attributes_html(
        {
            "data-module": "govuk-character-count",
            "data-maxlength": str(maximum_characters) if maximum_characters else None,
            "data-maxwords": str(most_words) if most_words else None,
        }
    )
    return frame.group(inside, classes="govuk-character-count", attributes=limits)


def select_box(frame: Frame, items: Sequence[Item]) -> Markup:
    """Return a list to choose one from."""
    attributes = attributes_html(
        {
            "class": frame.classes_with_error("govuk-select"),
            "id": frame.id,
            "name": frame.name,
            "aria-describedby": frame.described_by(),
            **frame.attributes,
        }
    )
    options, group = "", ""
    for item in items:
        if item.group != group:
            options += "</optgroup>" if group else ""
            options += f'<optgroup label="{escape(item.group)}">' if item.group else ""
            group = item.group
        selected = " selected" if item.checked else ""
        own = f"{selected}{_tongue(item.label)}"
        options += f'<option value="{escape(item.value)}"{own}>{escape(str(item.label))}</option>'
    options += "</optgroup>" if group else ""
    return frame.group(f"{frame.label_html()}{frame.notes_html()}<select{attributes}>{options}</select>")


def _tongue(label: str) -> str:
    # An option holds no elements, so it says itself that its words are in another language.
    tag = label.tag if isinstance(label, ForeignText) else ""
    return attributes_html({"lang": tag, "dir": direction_of(tag)}) if tag else ""


def choice_list(
    frame: Frame,
    items: Sequence[Item],
    *,
    kind: Literal["radios", "checkboxes"],
    inline: bool = False,
    small: bool = False,
    legend: bool = True,
) -> Markup:
    """Return radios or checkboxes; without `legend` a single one stands for itself."""
    block, noun = f"govuk-{kind}", "radio" if kind == "radios" else "checkbox"
    shared = "" if legend else frame.described_by() or ""
    out, position = "", 0
    for item in items:
        if item.divider:
            position += 1
            out += f'<div class="{block}__divider">{escape(item.divider)}</div>'
        position += 1
        item_id = f"{frame.id}-{position}" if position > 1 else frame.id
        out += _choice(frame.name, item, item_id, block, noun, shared)
    shape = attributes_html(
        {
            "class": join(
                block,
                f"{block}--inline" if inline else "",
                f"{block}--small" if small else "",
                "app-pictures" if any(item.picture for item in items) else "",
                frame.classes,
            ),
            "data-module": block,
            **frame.attributes,
        }
    )
    inside = f"{frame.notes_html()}<div{shape}>{out}</div>"
    return frame.group(frame.fieldset(inside) if legend else inside)


def _choice(name: str, item: Item, item_id: str, block: str, noun: str, described: str) -> str:
    anchor = escape(item_id)
    if item.hint:
        described = join(described, f"{item_id}-item-hint")
    checked = " checked" if item.checked else ""
    # GOV.UK's script would put aria-expanded on a radio, which ARIA does not allow: there a style shows and hides
    scripted = bool(item.reveal) and noun == "checkbox"
    controls = f' data-aria-controls="conditional-{anchor}"' if scripted else ""
    alone = ' data-behaviour="exclusive"' if item.exclusive else ""
    notes = f' aria-describedby="{escape(described)}"' if described else ""
    out = (
        f'<div class="{block}__item"><input class="{block}__input" id="{anchor}" name="{escape(name)}"'
        f' type="{noun}" value="{escape(item.value)}"{checked}{controls}{alone}{notes}>'
        f'<label class="govuk-label {block}__label" for="{anchor}">{_picture(item)}{escape(item.label)}</label>'
    )
    if item.hint:
        out += f'<div id="{anchor}-item-hint" class="govuk-hint {block}__hint">{escape(item.hint)}</div>'
    return f"{out}</div>{_revealed(item, anchor, block, is_hidden=scripted and not item.checked)}"


def _picture(item: Item) -> str:
    if not item.picture:
        return ""
    attributes = attributes_html({"src": item.picture, "alt": str(item.alt), "loading": "lazy"})
    return f'<img class="app-pictures__picture"{attributes}{_tongue(item.alt)}>'


def _revealed(item: Item, anchor: str, block: str, *, is_hidden: bool) -> str:
    if not item.reveal:
        return ""
    hidden = f" {block}__conditional--hidden" if is_hidden else ""
    return f'<div class="{block}__conditional{hidden}" id="conditional-{anchor}">{item.reveal}</div>'


def date_boxes(frame: Frame, parts: Sequence[Part]) -> Markup:
    """Return a box for each part of a date, under one legend."""
    out = ""
    for part in parts:
        part_id = f"{frame.id}-{part.name}"
        attributes = attributes_html(
            {
                "class": join(
                    "govuk-input govuk-date-input__input",
                    f"govuk-input--width-{part.width}",
                    "govuk-input--error" if part.faulty else "",
                ),
                "id": part_id,
                "name": f"{frame.name}-{part.name}",
                "type": "text",
                "value": part.value or None,
                "autocomplete": part.autocomplete or None,
                "inputmode": part.inputmode or None,
            }
        )
        out += (
            '<div class="govuk-date-input__item"><div class="govuk-form-group">'
            f'<label class="govuk-label govuk-date-input__label" for="{escape(part_id)}">'
            f"{escape(part.label)}</label><input{attributes}></div></div>"
        )
    shape = attributes_html({"class": join("govuk-date-input", frame.classes), "id": frame.id})
    return frame.group(frame.fieldset(f"{frame.notes_html()}<div{shape}>{out}</div>", role="group"))


def order_lists(frame: Frame, lists: Sequence[PlaceList]) -> Markup:
    """Return for each option a list from which its place is chosen, under one legend."""
    out = ""
    for one in lists:
        list_id = f"{frame.id}-{one.value}"
        offered = "".join(
            f'<option value="{place}"{" selected" if one.place == str(place) else ""}>{place}</option>'
            for place in range(1, len(lists) + 1)
        )
        attributes = attributes_html(
            {
                "class": join("govuk-select", "govuk-select--error" if frame.error else ""),
                "id": list_id,
                "name": f"{frame.name}-{one.value}",
            }
        )
        out += (
            f'<div class="app-order__option"><select{attributes}><option value="">{escape(_("No place"))}</option>'
            f'{offered}</select> <label class="govuk-label app-order__label" for="{escape(list_id)}">'
            f"{escape(one.label)}</label></div>"
        )
    shape = attributes_html(
        {
            "class": "app-order",
            "id": frame.id,
            "data-up": _("Move up"),
            "data-down": _("Move down"),
            "data-placed": _("“{option}” is in place {place}"),
        }
    )
    return frame.group(frame.fieldset(f"{frame.notes_html()}<div{shape}>{out}</div>", role="group"))


def share_boxes(
    frame: Frame, boxes: Sequence[ShareBox], *, prefix: str = "", suffix: str = "", so_far: str = ""
) -> Markup:
    """Return for each option a box for its part of a sum, under one legend, and where a script says the sum so far."""
    out = ""
    for one in boxes:
        box_id = f"{frame.id}-{one.value}"
        attributes = attributes_html(
            {
                "class": join("govuk-input govuk-input--width-5", "govuk-input--error" if one.faulty else ""),
                "id": box_id,
                "name": f"{frame.name}-{one.value}",
                "type": "text",
                "inputmode": "numeric",
                "spellcheck": "false",
                "autocomplete": "off",
                "value": one.typed or None,
                "aria-describedby": f"{box_id}-hint" if one.hint else None,
            }
        )
        hint = f'<div id="{escape(box_id)}-hint" class="govuk-hint">{escape(one.hint)}</div>' if one.hint else ""
        out += (
            f'<div class="govuk-form-group app-shares__option"><label class="govuk-label" for="{escape(box_id)}">'
            f'{escape(one.label)}</label>{hint}<div class="govuk-input__wrapper">{_affix("prefix", prefix)}'
            f"<input{attributes}>{_affix('suffix', suffix)}</div></div>"
        )
    shape = attributes_html({"class": "app-shares", "id": frame.id, "data-so-far": so_far or None})
    return frame.group(frame.fieldset(f"{frame.notes_html()}<div{shape}>{out}</div>", role="group"))


def file_input(frame: Frame, *, accept: str = "", multiple: bool = False) -> Markup:
    """Return a control that takes a file."""
    attributes = attributes_html(
        {
            "class": frame.classes_with_error("govuk-file-upload"),
            "id": frame.id,
            "name": frame.name,
            "type": "file",
            "multiple": multiple,
            "aria-describedby": frame.described_by(),
            "accept": accept or None,
            **frame.attributes,
        }
    )
    return frame.group(f"{frame.label_html()}{frame.notes_html()}<input{attributes}>")
