"""A field in which options are compared two by two: of each pair one is chosen, or neither."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from consult.contract.option_pairs import EVEN, Pair, parts_of, ways_of
from consult.kernel.messages import gettext as _
from consult.web import widgets
from consult.web.choice_fields import Choice
from consult.web.fields import Control, Look


class PairField(Control):
    """What was said of each pair: a list of `a>b` where `a` was chosen, and `a=b` where somebody could not decide.

    The pairs of a present answer are shown before others, so that none of it is lost where others are drawn now.
    """

    data: list[str]
    legend = True

    def __init__(
        self,
        *args: Any,
        choices: Sequence[Choice] = (),
        pairs: Sequence[Pair] = (),
        **kwargs: Any,
    ) -> None:
        self.choices, self.drawn, self.pairs = {one.value: one for one in choices}, list(pairs), list(pairs)
        self.chosen: Mapping[Pair, str] = {}
        super().__init__(*args, **kwargs)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read what was chosen of each pair, or take the present answer when no form was sent."""
        super().process(None, data, extra_filters)
        before = {frozenset((one, other)): said for said in self.data for one, _mark, other in [parts_of(said)]}
        self.pairs = self._pairs_with(before)
        self.chosen = {pair: _seen_from(pair, before.get(frozenset(pair), "")) for pair in self.pairs}
        if formdata is not None:
            self.chosen = {pair: formdata.get(self._name(pair), "") for pair in self.pairs}
            self.raw_data = [said for said in self.chosen.values() if said]
        self.data = [said for pair, said in self.chosen.items() if said in ways_of(pair)]

    def _pairs_with(self, before: Iterable[frozenset[str]]) -> list[Pair]:
        drawn = {frozenset(pair): pair for pair in self.drawn}
        kept = [pair for pair in before if len(pair) == 2 and pair <= self.choices.keys()]
        if set(kept) <= drawn.keys():
            return self.drawn
        others = [pair for pair in drawn if pair not in kept]
        return [drawn.get(pair) or _in_order(pair) for pair in [*kept, *others][: max(len(drawn), len(kept))]]

    def process_data(self, value: object) -> None:
        """Take the present answer."""
        self.data = [str(one) for one in value] if isinstance(value, Iterable) else []

    def pre_validate(self, form: object) -> None:
        """Refuse a pair that is left open beside others, and what is neither of a pair."""
        if len(self.raw_data or ()) != len(self.data):
            raise StopValidation(_("Select from the options shown"))
        if self.data and (left := self._open()):
            number = self.pairs.index(left[0]) + 1
            raise StopValidation(
                _("Choose one in each pair, or “Cannot decide”: pair %(number)s is still open", number=number)
            )

    def clear(self) -> None:
        """Take every choice back."""
        self.data, self.raw_data, self.chosen = [], [], {}

    def focus_id(self) -> str:
        """Return the id of the first choice of the first open pair."""
        left = self._open() or self.pairs
        return f"{self.id}-{self.pairs.index(left[0]) + 1}" if left else self.id

    def show(self, options: Look) -> Markup:
        """Return the control's HTML."""
        frame = self.frame(options)
        groups = "".join(self._group(number, pair) for number, pair in enumerate(self.pairs, 1))
        inside = f'{frame.notes_html()}<div class="app-pairs" id="{self.id}">{groups}</div>'
        return frame.group(frame.fieldset(inside, role="group"))

    def _group(self, number: int, pair: Pair) -> Markup:
        frame = replace(
            self.frame({}),
            id=f"{self.id}-{number}",
            name=self._name(pair),
            label=_("Pair %(number)s of %(all)s", number=number, all=len(self.pairs)),
            hint="",
            error="",
            attributes={},
        )
        labels = [*((self.choices[code].label, self.choices[code].hint) for code in pair), (_("Cannot decide"), "")]
        items = [
            widgets.Item(way, label, checked=self.chosen.get(pair) == way, hint=hint)
            for way, (label, hint) in zip(ways_of(pair), labels, strict=True)
        ]
        return widgets.choice_list(frame, items, kind="radios", small=True)

    def _open(self) -> list[Pair]:
        return [pair for pair in self.pairs if self.chosen.get(pair) not in ways_of(pair)]

    def _name(self, pair: Pair) -> str:
        return "-".join((self.name, *sorted(pair)))


def _in_order(pair: frozenset[str]) -> Pair:
    one, other = sorted(pair)
    return one, other


def _seen_from(pair: Pair, said: str) -> str:
    """Return what was said of a pair as it is sent for this order of the two."""
    return ways_of(pair)[2] if parts_of(said)[1] == EVEN else said
