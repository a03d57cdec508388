"""What a draft changes about what is published, and whether people who answered already can live with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.sdk.questions import NOT_ANSWERED, NOT_ASKED, PREFERRED_NOT_TO_SAY
from consult.sdk.texts import folded
from plugins.survey.conditions import resolved
from plugins.survey.document import is_whole, items_by_key, named_conditions, page_of_item, pages_of, words
from plugins.survey.models import ChangeClass

_ORDER = (ChangeClass.COSMETIC, ChangeClass.ADDITIVE, ChangeClass.BREAKING)
Definition = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """One thing that changed, of which class, and what to do where it cannot be published.

    What leaves the question that people answered as it is, but asks it no more, another officer may confirm; so must
    she for other words, which may mean something else.
    """

    level: ChangeClass
    sentence: str
    remedy: str = ""
    may_be_confirmed: bool = False
    is_reworded: bool = False


MISSING_CODES = (PREFERRED_NOT_TO_SAY, NOT_ASKED, NOT_ANSWERED)
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


def _reworded(what: str, old: Mapping[str, str], new: Mapping[str, str]) -> Difference:
    told = [
        f"“{old.get(tag, '')}” is now “{new.get(tag, '')}”" for tag in {**old, **new} if old.get(tag) != new.get(tag)
    ]
    return Difference(ChangeClass.COSMETIC, f"{what}: {'; '.join(told)}.", SECOND_OFFICER, is_reworded=True)


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
    if old["label"] != new["label"]:
        yield _reworded(f"The question {new['key']} has other words", old["label"], new["label"])
    if (old["hint"], old["id"]) != (new["hint"], new["id"]):
        yield _cosmetic(f"{name} has another hint.")
    if old["required"] != new["required"]:
        yield _breaking(f"{name} must now be answered.") if new["required"] else _additive(f"{name} may be left out.")
    if is_whole(old) != is_whole(new):
        text = f"{name} {'now takes only whole numbers' if is_whole(new) else 'now takes decimals'}."
        yield _breaking(text) if is_whole(new) else _additive(text)
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
        if option["label"] != other["label"]:
            yield _reworded(f"{name} has other words for the answer {code}", option["label"], other["label"])
        if option["hint"] != other["hint"]:
            yield _cosmetic(f"{name} has another hint for “{label}”.")
    for code, option in after.items():
        owner = _first_owner(option, before)
        if owner is not None and owner != code:
            text = (
                f"{name}: the words “{words(option['label'])}” of the answer {code} were those of the answer {owner}."
            )
            yield _breaking(text, "Give it other words.")
    for code, option in after.items():
        if code not in before:
            yield _additive(f"{name} has the new answer “{words(option['label'])}” ({code}).")
    if [code for code in before if code in after] != [code for code in after if code in before]:
        yield _cosmetic(f"{name} has its answers in another order.")


def _first_owner(option: Mapping[str, Any], before: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Return the code that any of an option's words belonged to before, its own last; `None` for new words."""
    said = {(tag, folded(text)) for tag, text in option["label"].items() if text}
    owners = [
        code for code, other in before.items() if said & {(tag, folded(text)) for tag, text in other["label"].items()}
    ]
    return min(owners, key=lambda code: code == option["code"], default=None)


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


def asks_more(before: Definition, after: Definition) -> bool:
    """Whether people who answered the one have a question to answer in the other that they were not asked."""
    old = items_by_key(before)
    return any(item["required"] and not old.get(key, {}).get("required") for key, item in items_by_key(after).items())


def missing_codes_taken(earlier: Sequence[Definition], after: Definition) -> list[str]:
    """Return a sentence for each number whose limits take what exports write for a missing answer.

    A question that was published with these limits keeps them, since people have answered within them.
    """
    newest = items_by_key(earlier[-1]) if earlier else {}
    found = []
    for key, item in items_by_key(after).items():
        limits = (item["least"], item["most"])
        before = newest.get(key)
        if item["kind"] != "number" or (before and (before["least"], before["most"]) == limits):
            continue
        least, most = (0 if item["least"] is None else item["least"]), item["most"]
        if any(least <= code and (most is None or code <= most) for code in MISSING_CODES):
            found.append(
                f"The question “{_label(item)}” takes -7, -8 or -9, which stand for missing answers in exports. "
                "Set the least to -6 or more."
            )
    return found
