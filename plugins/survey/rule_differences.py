"""What changes about the rules between two answers: a tighter one refuses what was an answer before."""

from collections.abc import Iterator, Mapping

from consult.sdk.messages import gettext as _
from plugins.survey.definition import Item
from plugins.survey.difference import Difference, additive, breaking, cosmetic

_IMPLIED: Mapping[str, frozenset[str]] = {
    "lt": frozenset({"lt", "le", "ne"}),
    "gt": frozenset({"gt", "ge", "ne"}),
    "eq": frozenset({"eq", "le", "ge"}),
}


def of_rules(name: str, old: Item, new: Item) -> Iterator[Difference]:
    """Yield what changes about the rules of a question, which is called `name`."""
    before, after = ({(rule.op, rule.q) for rule in item.rules} for item in (old, new))
    held = {(op, key) for operator, key in before for op in _IMPLIED.get(operator, {operator})}
    if not after <= held:
        yield breaking(_("%(name)s has a rule more about an earlier answer, or a tighter one.", name=name))
    elif before != after:
        yield additive(_("%(name)s has a rule less about an earlier answer, or a looser one.", name=name))
    elif old.rules != new.rules:
        yield cosmetic(_("%(name)s says in other words which rule was broken.", name=name))
