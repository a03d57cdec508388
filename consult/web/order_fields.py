"""A field in which options are put in order, by a place for each: no dragging is needed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from consult.kernel.messages import gettext as _
from consult.web import widgets
from consult.web.choice_fields import Choice
from consult.web.fields import Control, Look


class OrderField(Control):
    """Options put in order: a list of their values, the first first; some may be left without a place."""

    data: list[str]
    legend = True

    def __init__(self, *args: Any, choices: Sequence[Choice] = (), **kwargs: Any) -> None:
        self.choices = choices
        self.places: Mapping[str, str] = {}
        super().__init__(*args, **kwargs)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the place of each option, or take the present order when no form was sent."""
        super().process(None, data, extra_filters)
        if formdata is None:
            self.places = {value: str(place) for place, value in enumerate(self.data, 1)}
            return
        self.places = {one.value: formdata.get(f"{self.name}-{one.value}", "") for one in self.choices}
        self.raw_data = [place for place in self.places.values() if place]
        put = sorted((int(place), value) for value, place in self.places.items() if place in self._offered())
        self.data = [value for _place, value in put]

    def process_data(self, value: object) -> None:
        """Take the present order."""
        self.data = [str(one) for one in value] if isinstance(value, Iterable) else []

    def pre_validate(self, form: object) -> None:
        """Refuse two options in one place, and a place that is left out before another."""
        taken = list(self.raw_data or ())
        if not set(taken).issubset(self._offered()):
            raise StopValidation(_("Select from the options shown"))
        for place in range(1, len(taken) + 1):
            if taken.count(str(place)) > 1:
                raise StopValidation(_("Give each place to one option: place %(place)s is given twice", place=place))
            if str(place) not in taken:
                raise StopValidation(_("Select an option for place %(place)s", place=place))

    def focus_id(self) -> str:
        """Return the id of the list for the first option."""
        return f"{self.id}-{self.choices[0].value}" if self.choices else self.id

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        lists = [widgets.PlaceList(one.value, one.label, self.places.get(one.value, "")) for one in self.choices]
        return widgets.order_lists(self.frame(options), lists)

    def _offered(self) -> Sequence[str]:
        return [str(place) for place in range(1, len(self.choices) + 1)]
