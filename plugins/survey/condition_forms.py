"""The part of the builder's forms that says who is asked: everybody, or those who gave certain answers before."""

from collections.abc import Sequence
from typing import Any

from consult.sdk.errors import Invalid
from consult.sdk.forms import Form, Length, SelectField, TextAreaField, choice, render_options
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.conditions import Comparison, Condition
from plugins.survey.definition import Definition, Item, words
from plugins.survey.phrases import OPERATOR_WORDS, clause, comparison_from, value_lines

KEEP = "__keep"


def condition_fields(asks: str, compares: str = "", value: str = "") -> tuple[Any, Any, Any]:
    """Return the fields of a condition, the first of which asks who fulfils it: `depends_on`, `operator`, `value`.

    A form with two conditions asks for each in other words.
    """
    return (
        SelectField(asks),
        SelectField(
            compares or _l("How is the answer compared?"),
            choices=[choice(name, text) for name, text in OPERATOR_WORDS.items()],
            description=_l("Leave this as it is when it is everybody."),
        ),
        TextAreaField(
            value or _l("Compared with"),
            [Length(max=2_000)],
            description=_l(
                "The answers, one on each line, in the words of the question. For a question about a number, "
                "a number; for “is between”, two numbers."
            ),
            render_kw=render_options(rows=3, count=False),
        ),
    )


def offer_earlier(
    form: Form, definition: Definition, earlier: Sequence[Item], present: Condition | None, *, before: str = ""
) -> None:
    """Offer the questions that are asked before, and keeping a condition that these fields cannot show.

    The fields are those whose names begin with `before`.
    """
    offered = [choice("", _l("Everybody"))]
    if present is not None and not isinstance(present, Comparison):
        offered.append(choice(KEEP, _l("Only if %(clause)s", clause=clause(present, definition))))
    offered += [choice(item.key, _l("Depends on: %(words)s", words=words(item.label))) for item in earlier]
    form[f"{before}depends_on"].choices = offered


def condition_in(
    form: Form, earlier: Sequence[Item], present: Condition | None, *, before: str = ""
) -> Condition | None:
    """Return the condition that was chosen; raises `Invalid` with the field at fault."""
    chosen, operator, value = (form[f"{before}{name}"] for name in ("depends_on", "operator", "value"))
    if not chosen.data:
        return None
    if chosen.data == KEEP and present is not None:
        return present
    item = next((item for item in earlier if item.key == chosen.data), None)
    if item is None:
        raise Invalid(None, {chosen.short_name: _l("Select a question that is asked before")})
    try:
        return comparison_from(item, operator.data or "", value.data)
    except Invalid as refused:
        raise Invalid(None, {f"{before}{name}": said for name, said in refused.fields.items()}) from refused


def condition_values(definition: Definition, condition: Condition | None) -> dict[str, str]:
    """Return what these fields show of a condition."""
    if condition is None:
        return {}
    if not isinstance(condition, Comparison):
        return {"depends_on": KEEP}
    value = value_lines(condition, definition)
    return {"depends_on": condition.question, "operator": condition.operator, "value": value}
