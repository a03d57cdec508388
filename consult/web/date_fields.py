"""Fields for dates and moments, typed in boxes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Never

from markupsafe import Markup
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from consult.kernel.formats import say_time
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line
from consult.web import widgets
from consult.web.fields import Control, Look
from consult.web.typed_dates import (
    NotADate,
    date_parts,
    moment_parts,
    month_parts,
    read_date,
    read_moment,
    read_month,
    read_time,
)

_LABELS = {"day": "Day", "month": "Month", "year": "Year", "time": "Time"}
_WIDTHS = {"day": 2, "month": 2, "year": 4, "time": 5}


class _Boxes(Control):
    parts: tuple[str, ...] = ("day", "month", "year")
    legend = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.typed: Mapping[str, str] = {}
        self.faulty: frozenset[str] = frozenset()
        super().__init__(*args, **kwargs)

    def _read(self, typed: Mapping[str, str]) -> date | datetime | str | None:
        raise NotImplementedError

    def _parts_of(self, value: Never) -> Mapping[str, str]:
        raise NotImplementedError

    def said(self) -> str:
        """Return how sentences about the field begin: a form may ask for several dates."""
        label = self.label.text
        return _("The answer to “%(label)s”", label=label) if label.endswith("?") else super().said()

    def process(
        self,
        formdata: Any,
        data: Any = unset_value,
        extra_filters: Sequence[Callable[[Any], Any]] | None = None,
    ) -> None:
        """Read the boxes, or take the present value when no form was sent."""
        super().process(None, data, extra_filters)
        if formdata is None:
            self.typed = self._parts_of(self.data)
            return
        present, self.data = self.data, None
        written = self._parts_of(present)
        self.typed = {part: clean_line(formdata.get(f"{self.name}-{part}", "")) for part in self.parts}
        self.raw_data = [typed for typed in self.typed.values() if typed]
        if present is not None and self.typed == written:
            # What was not touched stays, even a moment that we would ask about today.
            self.data = present
            return
        try:
            self.data = self._read(self.typed)
        except NotADate as fault:
            self.process_errors = [str(fault)]
            self.faulty = fault.parts

    def pre_validate(self, form: object) -> None:
        """Leave it at the one sentence when the boxes hold no date."""
        if self.process_errors:
            raise StopValidation()

    def focus_id(self) -> str:
        """Return the id of the first faulty box."""
        at_fault = [part for part in self.parts if part in self.faulty]
        return f"{self.id}-{(at_fault or self.parts)[0]}"

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        faulty = self.faulty or (frozenset(self.parts) if self.errors else frozenset())
        birthday = options.get("autocomplete") == "bday"
        boxes = [
            widgets.Part(
                name=part,
                label=_LABELS[part],
                value=self.typed.get(part, ""),
                width=_WIDTHS[part],
                faulty=part in faulty,
                inputmode="numeric" if part != "time" else "",
                autocomplete=f"bday-{part}" if birthday and part != "time" else "",
            )
            for part in self.parts
        ]
        return widgets.date_boxes(self.frame(options), boxes)


class DateField(_Boxes):
    """A date, typed as day, month and year."""

    data: date | None

    def _read(self, typed: Mapping[str, str]) -> date | None:
        return read_date(self.said(), typed)

    def _parts_of(self, value: date | None) -> Mapping[str, str]:
        return date_parts(value)


class DateTimeField(_Boxes):
    """A date and a time in London, kept as a moment in UTC."""

    data: datetime | None
    parts = ("day", "month", "year", "time")

    def _read(self, typed: Mapping[str, str]) -> datetime | None:
        return read_moment(self.said(), typed)

    def _parts_of(self, value: datetime | None) -> Mapping[str, str]:
        return moment_parts(value)


class MonthField(_Boxes):
    """A month, typed as month and year; its data is what ISO 8601 writes, like 2027-03."""

    data: str | None
    parts = ("month", "year")

    def _read(self, typed: Mapping[str, str]) -> str | None:
        return read_month(self.said(), typed)

    def _parts_of(self, value: str | None) -> Mapping[str, str]:
        return month_parts(value)


class TimeField(Control):
    """A time of day, typed as people write it: 9am, 17:30, noon."""

    data: time | None

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the time; what was typed stays in the box when it is none."""
        typed = clean_line(valuelist[0]) if valuelist else ""
        self.data = read_time(typed) if typed else None
        if typed and self.data is None:
            raise ValueError(_("%(label)s must be a real time, like 9am or 5:30pm", label=self.said()))

    def pre_validate(self, form: object) -> None:
        """Leave it at the one sentence when it is no time."""
        if self.process_errors:
            raise StopValidation()

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        present = "" if self.data is None else say_time(self.data)
        shown = self.raw_data[0] if self.raw_data else present
        return widgets.text_input(self.frame(options), shown, spellcheck=False)
