"""Rules between two answers: a number, or a moment, held against an earlier answer of its own sort."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from consult.sdk.messages import gettext as _
from plugins.survey.definition import COMPUTED, NUMBERS, Definition, Item, words
from plugins.survey.rule_values import Rule

Clash = Callable[[Any, Mapping[str, Any]], str]
_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {"le": le, "lt": lt, "ge": ge, "gt": gt, "eq": eq, "ne": ne}


def clash_of(item: Item) -> Clash | None:
    """Return what says why an answer does not fit the answers before it; `None` for a question without rules."""
    # As every other sentence about an answer, it ends without a full stop: some stand within a list.
    told = tuple((rule.op, rule.q, words(rule.message).removesuffix(".")) for rule in item.rules)
    return partial(_clash, told) if told else None


def _clash(rules: Sequence[tuple[str, str, str]], answer: Any, on_path: Mapping[str, Any]) -> str:
    broken = (said for op, key, said in rules if key in on_path and not holds(op, answer, on_path[key]))
    return next(broken, "")


def holds(operator: str, answer: Any, other: Any) -> bool:
    """Whether two answers are as a rule asks; ISO 8601 writes moments so that the earlier one comes first."""
    if isinstance(answer, str) is not isinstance(other, str):
        return True  # nothing that is of another sort can be compared
    return _HOLDS[operator](answer, other)


def comparable(item: Item, definition: Definition) -> list[Item]:
    """Return the questions against whose answers a rule can hold those to this one."""
    return [other for other in definition.items_known_before(item.key) if _are_alike(item, other)]


def _are_alike(item: Item, other: Item) -> bool:
    if item.kind in NUMBERS:
        return other.kind in NUMBERS | {COMPUTED}
    return item.kind == other.kind


def faults_in_rules(definition: Definition) -> Iterator[str]:
    """Yield a sentence for each rule about what cannot be compared with its question."""
    for item in definition.items:
        suiting = {other.key for other in comparable(item, definition)}
        for rule in item.rules:
            if rule.q not in suiting:
                fault = _fault(item, definition.items_by_key.get(rule.q), rule.q)
                yield _("A rule of the question “%(label)s” %(fault)s", label=words(item.label), fault=fault)


def _fault(item: Item, other: Item | None, key: str) -> str:
    if other is None:
        return _("compares it with “%(key)s”, which is no question of this survey.", key=key)
    label = words(other.label)
    if not _are_alike(item, other):
        return _("compares it with “%(label)s”, which is answered by something else.", label=label)
    return _("compares it with “%(label)s”, which is not asked before it. Move it down.", label=label)


def about_copies(rules: Sequence[Rule], keys: Mapping[str, str], *, is_within: bool) -> tuple[Rule, ...]:
    """Return the rules of a copy: about copies, or within one survey about what was not copied, and no others."""
    return tuple(replace(rule, q=keys.get(rule.q, rule.q)) for rule in rules if is_within or rule.q in keys)
