"""The form that asks what is meant by values of a file that match no answer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from consult.imports.plan import CHANNEL, NOT_AN_ANSWER, ROW_LEFT_OUT, ImportPlan
from consult.imports.values import UnknownValue
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.messages import ngettext
from consult.kernel.text import excerpt, folded
from consult.web.forms import Form, SelectField, choice


class ValuesForm(Form):
    """What each value means; `values_form` adds a field for each."""

    values: Sequence[UnknownValue]

    def as_plan(self, plan: ImportPlan) -> ImportPlan:
        """Return the plan with the meanings that are chosen now."""
        values: dict[str, dict[str, str]] = {}
        for place, value in enumerate(self.values):
            meaning = self[f"value_{place}"].data
            if meaning is not None:
                values.setdefault(value.name, {})[folded(value.words)] = meaning
        return replace(plan, values=values)


def values_form(values: Sequence[UnknownValue]) -> type[ValuesForm]:
    """Return the form that asks what each value means."""
    fields: dict[str, Any] = {"values": values}
    for place, value in enumerate(values):
        cells = ngettext("%(num)s cell", "%(num)s cells", value.count)
        fields[f"value_{place}"] = SelectField(
            f"“{excerpt(value.words, 80)}”",
            description=f"{excerpt(value.question.label, 100)} ({cells if value.count else 'chosen before'})",
            choices=[
                choice("", _l("Not chosen yet")),
                *(choice(option.code, option.label) for option in value.question.options),
                choice(NOT_AN_ANSWER, _l("As for the whole file") if value.name == CHANNEL else _l("Not answered")),
                choice(ROW_LEFT_OUT, _l("Leave the row out")),
            ],
        )
    return type("FileValuesForm", (ValuesForm,), fields)
