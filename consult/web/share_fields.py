"""A field in which a fixed sum is shared out: a whole number for each option, and the sum so far."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from consult.kernel.messages import gettext as _
from consult.kernel.numbers import read_number
from consult.web import widgets
from consult.web.choice_fields import Choice
from consult.web.fields import Control, Look


class ShareField(Control):
    """A whole number for each option by its value; those with an empty box are left out.

    `so_far` is a sentence with `{sum}` in it, which a script keeps in step with what is typed.
    """

    data: dict[str, int]
    legend = True

    def __init__(self, *args: Any, choices: Sequence[Choice] = (), so_far: str = "", **kwargs: Any) -> None:
        self.choices, self.so_far = choices, so_far
        self.typed: Mapping[str, str] = {}
        self.faults: dict[str, str] = {}
        super().__init__(*args, **kwargs)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the number beside each option, or take the present ones when no form was sent."""
        super().process(None, data, extra_filters)
        if formdata is None:
            self.typed = {value: str(number) for value, number in self.data.items()}
            return
        self.typed = {one.value: formdata.get(f"{self.name}-{one.value}", "") for one in self.choices}
        self.raw_data = [typed for typed in self.typed.values() if typed]
        self.data = {}
        for one in self.choices:
            self._read(one)

    def _read(self, one: Choice) -> None:
        try:
            number = read_number(self.typed[one.value], is_whole=True, said=f"“{one.label}”")
        except ValueError as error:
            self.faults[one.value] = str(error)
            return
        if number is not None and number < 0:
            self.faults[one.value] = _("“%(option)s” must be 0 or more", option=one.label)
        elif number is not None:
            self.data[one.value] = int(number)

    def process_data(self, value: object) -> None:
        """Take the present numbers."""
        self.data = {str(code): int(number) for code, number in value.items()} if isinstance(value, Mapping) else {}

    def pre_validate(self, form: object) -> None:
        """Refuse what is no whole number."""
        for fault in self.faults.values():
            raise StopValidation(fault)

    def focus_id(self) -> str:
        """Return the id of the first box that is wrong, or of the first of all."""
        first = next(iter(self.faults), self.choices[0].value if self.choices else "")
        return f"{self.id}-{first}" if first else self.id

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        # Where no box alone is wrong, all of them together are.
        boxes = [
            widgets.ShareBox(
                one.value,
                one.label,
                self.typed.get(one.value, ""),
                hint=one.hint,
                faulty=one.value in self.faults if self.faults else bool(self.errors),
            )
            for one in self.choices
        ]
        return widgets.share_boxes(
            self.frame(options),
            boxes,
            prefix=options.get("prefix", ""),
            suffix=options.get("suffix", ""),
            so_far=self.so_far,
        )
