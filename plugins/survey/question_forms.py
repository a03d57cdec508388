"""The builder's forms of questions: one that adds a question of any kind, and one for each kind to change it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from consult.sdk.errors import NotFound
from consult.sdk.forms import (
    BooleanField,
    DataRequired,
    DecimalField,
    Form,
    HiddenField,
    IntegerField,
    Length,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    choice,
    render_options,
)
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import LONGEST_TEXT
from plugins.survey.condition_forms import condition_fields, condition_in, condition_values
from plugins.survey.definition import (
    CHOICES,
    COMPUTED,
    COUNCIL_ONLY,
    DONT_KNOW,
    LANGUAGE,
    LONGEST_LABEL,
    MOST_PAIRS,
    NUMBERS,
    OPTIONAL,
    ORDERS,
    PREFER_NOT,
    USUAL_PAIRS,
    Definition,
    Item,
    Option,
)
from plugins.survey.edits import option_lines, options_from, put_words
from plugins.survey.formula_forms import formula_fields, formula_in, formula_values
from plugins.survey.kinds import ALL_KINDS
from plugins.survey.units import LARGEST_TOTAL, PER_CENT, UNITS, USUAL_TOTAL

_BY_GROUP: Mapping[str, Sequence[str]] = {
    _l("To choose from"): ("radios", "checkboxes", "select", "yes_no", "likert", "rating", "declaration"),
    _l("To compare, put in order or share out"): ("pairwise", "ranking", "budget"),
    _l("To write"): ("long_text", "short_text"),
    _l("Numbers"): ("number", "money", "per_cent"),
    _l("Dates and times"): ("date", "month", "time"),
    _l("Ways to reach a person"): ("email", "phone", "postcode", "website"),
    _l("Places"): ("geopoint", "geoshape"),
    _l("Files"): ("file",),
    _l("Never asked"): ("computed", "hidden"),
}
KIND_CHOICES = tuple(
    choice(name, ALL_KINDS[name].title, group=group) for group, names in _BY_GROUP.items() for name in names
)
KEY_PATTERN = "[a-z][a-z0-9_]{0,29}"
KEY_SENTENCE = _l("The key must be a small letter, then small letters, digits and _")
AGREEMENT = _l(
    "strongly_agree | Strongly agree | 5\nagree | Agree | 4\nneither | Neither agree nor disagree | 3\n"
    "disagree | Disagree | 2\nstrongly_disagree | Strongly disagree | 1"
)
APART: Mapping[str, tuple[str, str | None]] = {
    "none": (_l("None of these"), None),
    "dont_know": (_l("Don’t know"), DONT_KNOW),
    "prefer_not": (_l("Prefer not to say"), PREFER_NOT),
}
RATING = "\n".join(f"{step} | {step} | {step}" for step in range(11))
USUAL_OPTIONS: Mapping[str, str] = {
    "likert": AGREEMENT,
    "rating": RATING,
    "yes_no": _l("yes | Yes\nno | No"),
    "declaration": _l("agreed | I agree"),
}
SAYING_MORE = frozenset({"radios", "checkboxes"})


class ItemForm(Form):
    """A question; each kind adds what it needs."""

    seen = HiddenField()
    label = StringField(_l("Question"), [DataRequired(_l("Enter the question")), Length(max=LONGEST_LABEL)])
    hint = StringField(
        _l("Hint"),
        [Length(max=500)],
        description=_l("Shown under the question."),
        render_kw=render_options(optional=True),
    )


class OptionsForm(ItemForm):
    """A question with answers to choose from."""

    options = TextAreaField(
        _l("Answers, one on each line"),
        [DataRequired(_l("Enter the answers, one on each line")), Length(max=20_000)],
        description=_l("Write each answer as people will read it. For a code of your own write “code | answer”."),
        render_kw=render_options(rows=8, count=False),
    )
    apart = SelectMultipleField(
        _l("Answers that stand apart"),
        choices=[choice(code, label) for code, (label, _ignored) in APART.items()],
        description=_l("They come last, and cannot be combined with others."),
    )


class OfferingForm(OptionsForm):
    """A question with answers that can be offered to some people only."""

    limited = TextAreaField(
        _l("Set to whom answers are offered"),
        [Length(max=20_000)],
        description=_l(
            "Those answers, one on each line. What you choose below holds for them; other answers stay as they are."
        ),
        render_kw=render_options(rows=3, count=False, optional=True),
    )
    offer_depends_on, offer_operator, offer_value = condition_fields(
        _l("To whom are these answers offered?"),
        _l("How is what they said before compared?"),
        _l("What they said before is compared with"),
    )


class SayingMoreForm(OfferingForm):
    """A question with answers of which people can be asked to say more."""

    more = TextAreaField(
        _l("Add a line to say more beneath"),
        [Length(max=2_000)],
        description=_l(
            "An answer, such as “Other”, beneath which people write what they mean. For several, one on each line. "
            "Each is a question of its own, which you can then change or remove."
        ),
        render_kw=render_options(rows=2, count=False, optional=True),
    )


class ScaleForm(OptionsForm):
    """A statement with a scale, or a rating."""

    options = TextAreaField(
        _l("Scale, one answer on each line"),
        [DataRequired(_l("Enter the answers of the scale, one on each line")), Length(max=20_000)],
        description=_l("Each line is “code | answer | value”. The value is the number that analysis uses."),
        render_kw=render_options(rows=8, count=False),
    )


class FixedOptionsForm(OptionsForm):
    """A question whose two answers always mean yes and no, in whatever words."""

    options = TextAreaField(
        _l("The words of the two answers"),
        [DataRequired(_l("Enter the answers, one on each line")), Length(max=1_000)],
        description=_l("Each line is “code | answer”. The codes stay yes and no."),
        render_kw=render_options(rows=2, count=False),
    )


class DeclarationForm(ItemForm):
    """Something to agree to."""

    options = StringField(
        _l("What the answer is called in results"),
        [DataRequired(_l("Enter what the answer is called")), Length(max=200)],
        description=_l("People tick a box beside the question itself."),
    )


class BudgetForm(ItemForm):
    """A sum to share out over options."""

    options = TextAreaField(
        _l("What the sum is shared out between, one on each line"),
        [DataRequired(_l("Enter what the sum is shared out between, one on each line")), Length(max=20_000)],
        description=_l("For a code of your own write “code | answer”."),
        render_kw=render_options(rows=8, count=False),
    )
    total = IntegerField(
        _l("The sum"),
        [DataRequired(_l("Enter the sum to share out"))],
        minimum=1,
        maximum=LARGEST_TOTAL,
        description=_l("People are told it, and their numbers must add up to it."),
        render_kw=render_options(width=10),
    )
    unit = RadioField(_l("What it is counted in"), choices=[choice(unit, label) for unit, label in UNITS.items()])

    def validate(self, extra_validators: Mapping[str, object] | None = None) -> bool:
        """Refuse per cents that are not 100 together."""
        if super().validate(extra_validators) and self.unit.data == PER_CENT and self.total.data != USUAL_TOTAL:
            self.add_error("total", _("Per cents add up to 100. Enter 100, or choose points"))
        return not self.errors


class PairwiseForm(ItemForm):
    """Options to compare in pairs."""

    options = TextAreaField(
        _l("What is compared, one on each line"),
        [DataRequired(_l("Enter what is compared, one on each line")), Length(max=20_000)],
        description=_l("For a code of your own write “code | answer”."),
        render_kw=render_options(rows=8, count=False),
    )
    pairs = IntegerField(
        _l("Pairs for each person"),
        [DataRequired(_l("Enter how many pairs each person compares"))],
        minimum=1,
        maximum=MOST_PAIRS,
        description=_l("Pairs are drawn for each person. Where there are fewer than that, people are shown them all."),
        render_kw=render_options(width=2),
    )


class HiddenForm(ItemForm):
    """What comes with the link."""

    options = TextAreaField(
        _l("Values, one on each line"),
        [DataRequired(_l("Enter the values, one on each line")), Length(max=20_000)],
        description=_l("Each line is “code | words”. The code stands in the link, and people read the words."),
        render_kw=render_options(rows=4, count=False),
    )


class NumberForm(ItemForm):
    """A question about a number."""

    minimum = DecimalField(
        _l("Least"),
        description=_l("The smallest number taken. Without one it is 0."),
        render_kw=render_options(width=10, optional=True),
    )
    maximum = DecimalField(
        _l("Most"), description=_l("The largest number taken."), render_kw=render_options(width=10, optional=True)
    )
    whole = BooleanField(_l("Take only whole numbers"), default=True)


class LongTextForm(ItemForm):
    """A question that is answered in people's own words."""

    max_words = IntegerField(
        _l("Most words"),
        minimum=1,
        maximum=LONGEST_TEXT,
        description=_l("Nobody can write more than %(longest_text)s characters.", longest_text=f"{LONGEST_TEXT:,}"),
        render_kw=render_options(width=5, optional=True),
    )


ORDER_CHOICES: Mapping[str, str] = {
    "fixed": _l("As written above"),
    "random": _l("In an order of their own for each person"),
    "reverse": _l("In reverse order for half of the people"),
}
_FORMS: Mapping[str, type[Form]] = {
    **dict.fromkeys(CHOICES, OptionsForm),
    **dict.fromkeys(("select", "ranking"), OfferingForm),
    **dict.fromkeys(SAYING_MORE, SayingMoreForm),
    "budget": BudgetForm,
    "hidden": HiddenForm,
    "pairwise": PairwiseForm,
    "likert": ScaleForm,
    "rating": ScaleForm,
    "yes_no": FixedOptionsForm,
    "declaration": DeclarationForm,
    **dict.fromkeys(NUMBERS, NumberForm),
    "long_text": LongTextForm,
}


def item_form(kind: str) -> type[Form]:
    """Return the form that changes a question of a kind; raises `NotFound` for an unknown kind."""
    if kind not in ALL_KINDS:
        raise NotFound
    rest: dict[str, Any] = {}
    if kind == COMPUTED:
        rest |= formula_fields()
    if kind not in OPTIONAL:
        rest["required"] = BooleanField(_l("People must answer this question"))
    orders = [order for order, kinds in ORDERS.items() if kind in kinds]
    if orders:
        rest["order"] = RadioField(
            _l("Order of the answers"),
            choices=[choice(order, ORDER_CHOICES[order]) for order in ("fixed", *orders)],
            default="fixed",
            description=_l("Answers that stand apart stay last, and so does “Other” with a line beneath."),
        )
    condition = condition_fields(_l("Who is asked this question?"))
    rest |= dict(zip(("depends_on", "operator", "value"), condition, strict=True))
    if kind not in COUNCIL_ONLY:
        rest["public"] = BooleanField(
            _l("The answers may be published"),
            default=True,
            description=_l("Leave this empty where only the council may read the answers."),
        )
        rest["sensitive"] = BooleanField(
            _l("This question is sensitive"),
            default=True,
            description=_l(
                "Exact counts of its answers are then never published. Clear this only if nobody minds what a "
                "neighbour learns, and the question is not about the person."
            ),
        )
    return type("QuestionForm", (_FORMS.get(kind, ItemForm),), rest)


def item_values(item: Item, definition: Definition) -> dict[str, object]:
    """Return what the question form shows of a question of this definition."""
    present = {option.code for option in item.offered if option.stands_apart}
    return {
        "label": item.label.get(LANGUAGE, ""),
        "hint": item.hint.get(LANGUAGE, ""),
        "required": item.required,
        "public": item.public,
        "sensitive": item.sensitive,
        "max_words": item.max_words,
        "minimum": _shown(item.minimum),
        "maximum": _shown(item.maximum),
        "whole": item.whole,
        "total": item.shared_out[0],
        "unit": item.shared_out[1],
        "pairs": item.pairs_asked or USUAL_PAIRS,
        "options": option_lines(item.options),
        "order": item.order,
        "apart": [code for code in APART if code in present],
        **condition_values(definition, item.show_if),
        **formula_values(item.formula, definition),
    }


def item_from(form: Any, item: Item, permanent: set[str], earlier: Sequence[Item]) -> Item:
    """Return a question changed as the form describes it, which may depend on those asked `earlier`.

    Raises `Invalid` with the field at fault.
    """
    changed = replace(
        item,
        label=put_words(item.label, form["label"].data),
        hint=put_words(item.hint, form["hint"].data),
        required="required" in form and form["required"].data,
        show_if=condition_in(form, earlier, item.show_if),
    )
    if item.kind not in COUNCIL_ONLY:
        changed = replace(changed, public=form["public"].data, sensitive=form["sensitive"].data)
    return _of_its_kind(form, item, changed, permanent, earlier)


def _of_its_kind(form: Any, item: Item, changed: Item, permanent: set[str], earlier: Sequence[Item]) -> Item:
    if item.is_computed:
        return replace(changed, formula=formula_in(form, earlier, item.formula))
    if item.kind in CHOICES:
        typed = form["options"].data
        if item.kind == "budget":
            changed = replace(changed, total=form["total"].data, unit=form["unit"].data)
        if item.kind == "pairwise":
            changed = replace(changed, pairs=form["pairs"].data)
        changed = replace(changed, order=form["order"].data or "fixed") if "order" in form else changed
        return replace(changed, options=options_from(typed, item.options, _apart(form, item), permanent))
    if item.kind in NUMBERS:
        minimum, maximum = (_limit(form, name) for name in ("minimum", "maximum"))
        return replace(changed, minimum=minimum, maximum=maximum, whole=form["whole"].data)
    return replace(changed, max_words=form["max_words"].data) if item.kind == "long_text" else changed


def _apart(form: Any, item: Item) -> list[Option]:
    if "apart" not in form:
        return []
    apart = [_option_apart(code) for code in form["apart"].data]
    return [*apart, *(option for option in item.offered if option.stands_apart and option.code not in APART)]


def _limit(form: Any, name: str) -> float | None:
    typed = form[name].data
    return None if typed is None else float(typed)


def _option_apart(code: str) -> Option:
    label, missing = APART[code]
    return Option(code, {LANGUAGE: str(label)}, missing=missing, exclusive=True)


def _shown(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number
