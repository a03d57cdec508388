"""Fields in which something is chosen from what is on offer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from wtforms.validators import StopValidation

from consult.kernel.messages import gettext as _
from consult.web import widgets
from consult.web.fields import Control, Look, plain


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen."""

    value: str
    label: str
    hint: str = ""
    divider: str = ""
    exclusive: bool = False
    reveals: tuple[str, ...] = ()
    group: str = ""
    picture: str = ""
    alt: str = ""


def choice(
    value: object,
    label: str | None = None,
    *,
    hint: str = "",
    divider: str = "",
    exclusive: bool = False,
    reveals: str | tuple[str, ...] = (),
    group: str = "",
    picture: str = "",
    alt: str = "",
) -> Choice:
    """Return a choice: its value, label, hint, the text before it, and the field or fields that it reveals.

    A `picture` is the address of one, with `alt` for whoever cannot see it.
    """
    text = plain(value)
    names = (reveals,) if isinstance(reveals, str) else reveals
    shown = text if label is None else label
    return Choice(text, shown, hint, divider, exclusive, tuple(filter(None, names)), group, picture, alt)


class ChoicesField(Control):
    """A field with things to choose from."""

    def __init__(self, *args: Any, choices: Sequence[Choice] = (), **kwargs: Any) -> None:
        self.choices = choices
        self.form = kwargs.get("_form")
        super().__init__(*args, **kwargs)

    def chosen(self) -> Sequence[str]:
        """Return the values that are chosen."""
        return () if self.data is None else (self.data,)

    def process_data(self, value: object) -> None:
        """Take the present value."""
        self.data = None if value is None else plain(value)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take the value that was chosen."""
        self.data = (valuelist[0] or None) if valuelist else None

    def pre_validate(self, form: object) -> None:
        """Refuse a value that was not on offer."""
        offered = {choice.value for choice in self.choices}
        if not offered.issuperset(self.chosen()):
            raise StopValidation(_("Select from the options shown"))

    def items(self) -> list[widgets.Item]:
        """Return the choices as they stand, with what each reveals; an empty value is the one for "nothing chosen"."""
        chosen = self.chosen()
        return [
            widgets.Item(
                value=offered.value,
                label=offered.label,
                checked=offered.value in chosen or (offered.value == "" and self.data is None),
                hint=offered.hint,
                divider=offered.divider,
                exclusive=offered.exclusive,
                reveal=self._revealed(offered.reveals),
                group=offered.group,
                picture=offered.picture,
                alt=offered.alt,
            )
            for offered in self.choices
        ]

    def out_of_play(self) -> set[str]:
        """Return the names of the fields that belong to choices nobody made."""
        chosen = self.chosen()
        in_play = {name for offered in self.choices if offered.value in chosen for name in offered.reveals}
        return {name for offered in self.choices for name in offered.reveals} - in_play

    def _revealed(self, names: Sequence[str]) -> Markup:
        return Markup().join(self.form[name](label_size="") for name in names) if self.form is not None else Markup()


class RadioField(ChoicesField):
    """One of a few choices, all in view."""

    data: str | None
    legend = True

    def clear(self) -> None:
        """Take the choice back."""
        self.data = None

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        return widgets.choice_list(
            self.frame(options),
            self.items(),
            kind="radios",
            inline=options.get("inline", False),
            small=options.get("small", False),
        )


class SelectField(ChoicesField):
    """One of many choices, in a list that opens."""

    data: str | None

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        return widgets.select_box(self.frame(options), self.items())


class SelectMultipleField(ChoicesField):
    """Any number of choices; an exclusive one stands alone."""

    data: list[str]
    legend = True

    def chosen(self) -> Sequence[str]:
        """Return the values that are chosen."""
        return self.data

    def process_data(self, value: object) -> None:
        """Take the present values."""
        self.data = [plain(item) for item in value] if isinstance(value, Iterable) else []

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take the values that were chosen."""
        self.data = list(dict.fromkeys(valuelist))

    def pre_validate(self, form: object) -> None:
        """Refuse what was not on offer, and an exclusive choice beside others."""
        super().pre_validate(form)
        alone = [offered for offered in self.choices if offered.exclusive and offered.value in self.data]
        if alone and len(self.data) > 1:
            raise StopValidation(_("Select either “%(label)s” or the other options, not both", label=alone[0].label))

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        return widgets.choice_list(
            self.frame(options), self.items(), kind="checkboxes", small=options.get("small", False)
        )


class BooleanField(Control):
    """One box to tick."""

    data: bool

    def process_data(self, value: object) -> None:
        """Take the present value."""
        self.data = bool(value)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take whether it was ticked."""
        self.data = bool(valuelist and valuelist[0] not in {"", "no", "false", "0"})

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        frame = self.frame(options)
        item = widgets.Item(value="yes", label=frame.label, checked=self.data, hint=frame.hint)
        frame.hint = ""
        return widgets.choice_list(frame, [item], kind="checkboxes", small=options.get("small", False), legend=False)
