"""What a draft changes about what is published, and whether people who answered already can live with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plugins.survey.conditions import resolved
from plugins.survey.document import items_by_key, named_conditions, page_of_item, pages_of, words
from plugins.survey.models import ChangeClass

_ORDER = (ChangeClass.COSMETIC, ChangeClass.ADDITIVE, ChangeClass.BREAKING)
Definition = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """One thing that changed, of which class, and what to do where it cannot be published.

    What leaves the question that people answered as it is, but asks it no more, another officer may confirm.
    """

    level: ChangeClass
    sentence: str
    remedy: str = ""
    may_be_confirmed: bool = False


NEW_KEY = "Undo it, or ask a new question with a new key, in addition to the old one or in its place."
SECOND_OFFICER = "Another officer must confirm it."


def differences(before: Definition, after: Definition) -> list[Difference]:
    """Return everything that a definition changes about an earlier one, the gravest first."""
    found = [*_of_questions(before, after), *_of_frame(before, after)]
    return sorted(found, key=lambda one: -_ORDER.index(one.level))


def class_of(found: list[Difference]) -> ChangeClass | None:
    """Return the gravest class among the differences; `None` when nothing changed."""
    return max((one.level for one in found), key=_ORDER.index, default=None)


def _breaking(sentence: str, remedy: str = NEW_KEY) -> Difference:
    return Difference(ChangeClass.BREAKING, sentence, remedy)


def _additive(sentence: str) -> Difference:
    return Difference(ChangeClass.ADDITIVE, sentence)


def _cosmetic(sentence: str) -> Difference:
    return Difference(ChangeClass.COSMETIC, sentence)


def _of_questions(before: Definition, after: Definition) -> Iterator[Difference]:
    old, new = items_by_key(before), items_by_key(after)
    for key, item in old.items():
        if key not in new:
            sentence = f"The question “{_label(item)}” ({key}) is gone."
            yield Difference(ChangeClass.BREAKING, sentence, SECOND_OFFICER, may_be_confirmed=True)
        else:
            yield from _of_question(item, new[key])
            yield from _of_path(before, after, key)
    for key, item in new.items():
        if key not in old:
            yield _additive(f"The question “{_label(item)}” ({key}) is new.")


def _label(item: Mapping[str, Any]) -> str:
    return words(item["label"])


def _of_question(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    name = f"The question “{_label(new)}” ({new['key']})"
    if old["kind"] != new["kind"]:
        yield _breaking(f"{name} is of another kind: {new['kind']} instead of {old['kind']}.")
    if (old["label"], old["hint"], old["id"]) != (new["label"], new["hint"], new["id"]):
        yield _cosmetic(f"{name} has other words.")
    if old["required"] != new["required"]:
        yield _breaking(f"{name} must now be answered.") if new["required"] else _additive(f"{name} may be left out.")
    for limit, tighter in (("least", _is_more), ("most", _is_less), ("max_words", _is_less)):
        if old[limit] != new[limit]:
            is_tighter = tighter(new[limit], old[limit])
            text = f"{name} has {'a tighter' if is_tighter else 'a looser'} limit ({limit.replace('_', ' ')})."
            yield _breaking(text) if is_tighter else _additive(text)
    if (old["public"], old["pii"]) != (new["public"], new["pii"]):
        is_opened = new["public"] and new["pii"] == "none"
        text = f"{name} {'may now' if is_opened else 'may no longer'} be published."
        yield _breaking(text) if is_opened else _additive(text)
    yield from _of_options(name, old, new)


def _is_more(new: float | None, old: float | None) -> bool:
    return new is not None and (old is None or new > old)


def _is_less(new: float | None, old: float | None) -> bool:
    return new is not None and (old is None or new < old)


def _of_options(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    before = {one["code"]: one for one in old["options"]}
    after = {one["code"]: one for one in new["options"]}
    for code, option in before.items():
        label = words(option["label"])
        if code not in after:
            yield _breaking(f"{name} has lost the answer “{label}” ({code}).", "Retire the answer instead.")
            continue
        other = after[code]
        if (option["value"], option["missing"]) != (other["value"], other["missing"]):
            yield _breaking(f"{name} codes the answer “{label}” another way.")
        if option["retired"] != other["retired"]:
            yield _additive(f"{name} {'no longer offers' if other['retired'] else 'offers again'} “{label}”.")
        if option["exclusive"] != other["exclusive"]:
            text = f"{name}: “{label}” {'must now stand' if other['exclusive'] else 'need no longer stand'} alone."
            yield _breaking(text) if other["exclusive"] else _additive(text)
        if (option["label"], option["hint"]) != (other["label"], other["hint"]):
            yield _cosmetic(f"{name} has other words for “{label}”.")
    for code, option in after.items():
        if code not in before:
            yield _additive(f"{name} has the new answer “{words(option['label'])}” ({code}).")
    if [code for code in before if code in after] != [code for code in after if code in before]:
        yield _cosmetic(f"{name} has its answers in another order.")


def _of_path(before: Definition, after: Definition, key: str) -> Iterator[Difference]:
    old = resolved(page_of_item(before, key)["show_if"], named_conditions(before))
    new = resolved(page_of_item(after, key)["show_if"], named_conditions(after))
    if old == new:
        return
    name = f"The question “{_label(items_by_key(after)[key])}” ({key})"
    if new is None:
        yield _additive(f"{name} is now asked of everybody.")
    else:
        yield _breaking(f"{name} is asked of other people: its page has another condition.")


def _of_frame(before: Definition, after: Definition) -> Iterator[Difference]:
    if before["settings"] != after["settings"]:
        yield _additive("What is asked beside the survey’s own questions has changed.")
    if (before["title"], before["introduction"]) != (after["title"], after["introduction"]):
        yield _cosmetic("The title or the introduction has other words.")
    if _frame(before) != _frame(after):
        yield _cosmetic("Pages or sections have other words or another order.")
    shown = ("languages", "default_language")
    if any(before[name] != after[name] for name in shown):
        yield _cosmetic("The languages have changed.")
    labels = [{one["id"]: one["label"] for one in version["conditions"]} for version in (before, after)]
    if labels[0] != labels[1] or named_conditions(before) != named_conditions(after):
        yield _cosmetic("The named conditions have changed.")


def _frame(definition: Definition) -> list[Any]:
    common = [(one["id"], one["title"], [page["id"] for page in one["pages"]]) for one in definition["sections"]]
    pages = [
        (page["id"], page["title"], page["text"], page["show_if"], [item["key"] for item in page["items"]])
        for page in pages_of(definition)
    ]
    return [common, pages]


def reused_keys(earlier: Sequence[Definition], after: Definition) -> list[str]:
    """Return a sentence for each key that an earlier version used for another kind or another meaning.

    `earlier` are all published versions, oldest first.
    """
    used: dict[str, Mapping[str, Any]] = {}
    for version in earlier:
        used.update(items_by_key(version))
    newest = items_by_key(earlier[-1]) if earlier else {}
    found = []
    for key, item in items_by_key(after).items():
        before = used.get(key)
        if before is None:
            continue
        if before["kind"] != item["kind"]:
            found.append(f"The key {key} was used for another kind of question. Choose a new key.")
        elif key not in newest and before["label"] != item["label"]:
            found.append(
                f"The key {key} was used for the question “{_label(before)}”. Choose a new key, or ask the same again."
            )
    return found
