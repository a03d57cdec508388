"""The part of the builder's form that holds the answers to a question against earlier ones."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from consult.sdk.errors import Invalid
from consult.sdk.forms import Form, Length, SelectField, StringField, choice
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey import edits
from plugins.survey.definition import LANGUAGE, RULED, Definition, Item, words
from plugins.survey.rule_values import MOST_RULES, Rule
from plugins.survey.rules import comparable

RULE_WORDS: Mapping[str, str] = {
    "le": _l("must not be more, or later, than"),
    "lt": _l("must be less, or earlier, than"),
    "ge": _l("must not be less, or earlier, than"),
    "gt": _l("must be more, or later, than"),
    "eq": _l("must be the same as"),
    "ne": _l("must not be the same as"),
}
ROWS = range(1, MOST_RULES + 1)


def with_rule_fields(form: type[Form], item: Item) -> type[Form]:
    """Return the form of a question with the fields of its rules, where its kind can have any."""
    if item.kind not in RULED:
        return form
    fields = {name: field for row in ROWS for name, field in _fields(row).items()}
    return type("RuledForm", (form,), fields)


def _fields(row: int) -> dict[str, Any]:
    compared = [choice(op, said) for op, said in RULE_WORDS.items()]
    return {
        f"rule_{row}_op": SelectField(_l("Rule %(row)s: the answer", row=row), choices=compared),
        f"rule_{row}_q": SelectField(_l("Rule %(row)s: the answer to which question?", row=row)),
        f"rule_{row}_message": StringField(
            _l("Rule %(row)s: what people are told where it is broken", row=row),
            [Length(max=300)],
            description=_l("For example: There cannot be more children than people"),
        ),
    }


def offer_compared(form: Form, item: Item, definition: Definition) -> None:
    """Offer the earlier questions against whose answers a rule can hold those to this one."""
    if item.kind not in RULED:
        return
    offered = [choice("", _l("No rule"))]
    offered += [choice(other.key, words(other.label)) for other in comparable(item, definition)]
    for row in ROWS:
        known = {one.value for one in offered}
        there = item.rules[row - 1].q if row <= len(item.rules) else ""
        # What is not asked before it any longer can be seen here, and changed.
        form[f"rule_{row}_q"].choices = offered if there in known else [*offered, choice(there, there)]


def rule_values(item: Item) -> dict[str, object]:
    """Return what these fields show of a question’s rules."""
    shown: dict[str, object] = {}
    for row, rule in enumerate(item.rules, start=1):
        shown |= {f"rule_{row}_op": rule.op, f"rule_{row}_q": rule.q}
        shown[f"rule_{row}_message"] = rule.message.get(LANGUAGE, "")
    return shown


def rows_shown(form: Form) -> list[list[str]]:
    """Return the names of the fields of each rule that is there, and of one more; none where there can be no rule."""
    if "rule_1_q" not in form:
        return []
    filled = [row for row in ROWS if form[f"rule_{row}_q"].data or form[f"rule_{row}_message"].data]
    last = min(max(filled, default=0) + 1, MOST_RULES)
    return [[f"rule_{row}_{part}" for part in ("op", "q", "message")] for row in range(1, last + 1)]


def with_rules(definition: Definition, key: str, form: Form) -> Definition:
    """Give a question the rules that the form says; raises `Invalid` with the field at fault."""
    item = definition.find_item(key)
    if item.kind not in RULED:
        return definition
    rules = tuple(rule for row in ROWS for rule in _rule_in(form, row, item))
    for place, rule in enumerate(rules):
        if (rule.op, rule.q) in {(other.op, other.q) for other in rules[:place]}:
            raise Invalid(None, {f"rule_{place + 1}_q": _("This rule is there twice. Take one of them out")})
    page = definition.page_of_item(key)
    items = tuple(replace(one, rules=rules) if one is item else one for one in page.items)
    return edits.edit_page(definition, page.id, lambda there: replace(there, items=items))


def _rule_in(form: Form, row: int, item: Item) -> list[Rule]:
    op, key, said = (form[f"rule_{row}_{part}"].data or "" for part in ("op", "q", "message"))
    if not key:
        if said:
            raise Invalid(None, {f"rule_{row}_q": _("Select the question whose answer it is held against")})
        return []
    if not said:
        raise Invalid(None, {f"rule_{row}_message": _("Enter what people are told where the rule is broken")})
    before = next((rule.message for rule in item.rules if rule.q == key and rule.op == op), {})
    return [Rule(op, key, edits.put_words(before, said))]


def rule_in_words(rule: Rule, definition: Definition) -> str:
    """Return a rule in words, for the builder."""
    other = definition.items_by_key.get(rule.q)
    label = words(other.label) if other is not None else rule.q
    return _("The answer %(compared)s that to “%(label)s”.", compared=RULE_WORDS[rule.op], label=label)


def rules_in_words(item: Item, definition: Definition) -> list[tuple[str, str]]:
    """Return the rules of a question in words, each beside what it is."""
    return [(_("Rule"), rule_in_words(rule, definition)) for rule in item.rules]
