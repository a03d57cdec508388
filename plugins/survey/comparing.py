"""What a draft changes about what is published, and whether people who answered already can live with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
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
NEW_KEY = _l("Undo it, or ask a new question with a new key, in addition to the old one or in its place.")
SECOND_OFFICER = _l("Another officer must confirm it.")


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
        _("“%(get)s” is now “%(get_2)s”", get=old.get(tag, ""), get_2=new.get(tag, ""))
        for tag in {**old, **new}
        if old.get(tag) != new.get(tag)
    ]
    return Difference(ChangeClass.COSMETIC, f"{what}: {'; '.join(told)}.", SECOND_OFFICER, is_reworded=True)


def _of_questions(before: Definition, after: Definition) -> Iterator[Difference]:
    old, new = items_by_key(before), items_by_key(after)
    for key, item in old.items():
        if key not in new:
            sentence = _("The question “%(label)s” (%(key)s) is gone.", label=_label(item), key=key)
            yield Difference(ChangeClass.BREAKING, sentence, SECOND_OFFICER, may_be_confirmed=True)
        else:
            yield from _of_question(item, new[key])
            yield from _of_path(before, after, key)
    for key, item in new.items():
        if key not in old:
            yield _additive(_("The question “%(label)s” (%(key)s) is new.", label=_label(item), key=key))


def _label(item: Mapping[str, Any]) -> str:
    return words(item["label"])


def _of_question(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    name = _("The question “%(label)s” (%(new)s)", label=_label(new), new=new["key"])
    if old["kind"] != new["kind"]:
        yield _breaking(
            _("%(name)s is of another kind: %(new)s instead of %(old)s.", name=name, new=new["kind"], old=old["kind"])
        )
    if old["label"] != new["label"]:
        yield _reworded(_("The question %(new)s has other words", new=new["key"]), old["label"], new["label"])
    if (old["hint"], old["id"]) != (new["hint"], new["id"]):
        yield _cosmetic(_("%(name)s has another hint.", name=name))
    if old["required"] != new["required"]:
        yield (
            _breaking(_("%(name)s must now be answered.", name=name))
            if new["required"]
            else _additive(_("%(name)s may be left out.", name=name))
        )
    if is_whole(old) != is_whole(new):
        yield (
            _breaking(_("%(name)s now takes only whole numbers.", name=name))
            if is_whole(new)
            else _additive(_("%(name)s now takes decimals.", name=name))
        )
    for limit, tighter in (("least", _is_more), ("most", _is_less), ("max_words", _is_less)):
        if old[limit] != new[limit]:
            called = limit.replace("_", " ")
            yield (
                _breaking(_("%(name)s has a tighter limit (%(called)s).", name=name, called=called))
                if tighter(new[limit], old[limit])
                else _additive(_("%(name)s has a looser limit (%(called)s).", name=name, called=called))
            )
    if (old["public"], old["pii"]) != (new["public"], new["pii"]):
        yield (
            _breaking(_("%(name)s may now be published.", name=name))
            if new["public"] and new["pii"] == "none"
            else _additive(_("%(name)s may no longer be published.", name=name))
        )
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
            yield _breaking(
                _("%(name)s has lost the answer “%(label)s” (%(code)s).", name=name, label=label, code=code),
                _("Retire the answer instead."),
            )
            continue
        other = after[code]
        if (option["value"], option["missing"]) != (other["value"], other["missing"]):
            yield _breaking(_("%(name)s codes the answer “%(label)s” another way.", name=name, label=label))
        if option["retired"] != other["retired"]:
            yield _additive(
                _("%(name)s no longer offers “%(label)s”.", name=name, label=label)
                if other["retired"]
                else _("%(name)s offers again “%(label)s”.", name=name, label=label)
            )
        if option["exclusive"] != other["exclusive"]:
            yield (
                _breaking(_("%(name)s: “%(label)s” must now stand alone.", name=name, label=label))
                if other["exclusive"]
                else _additive(_("%(name)s: “%(label)s” need no longer stand alone.", name=name, label=label))
            )
        if option["label"] != other["label"]:
            yield _reworded(
                _("%(name)s has other words for the answer %(code)s", name=name, code=code),
                option["label"],
                other["label"],
            )
        if option["hint"] != other["hint"]:
            yield _cosmetic(_("%(name)s has another hint for “%(label)s”.", name=name, label=label))
    for code, option in after.items():
        owner = _first_owner(option, before)
        if owner is not None and owner != code:
            text = _(
                "%(name)s: the words “%(words)s” of the answer %(code)s were those of the answer %(owner)s.",
                name=name,
                words=words(option["label"]),
                code=code,
                owner=owner,
            )
            yield _breaking(text, _("Give it other words."))
    for code, option in after.items():
        if code not in before:
            yield _additive(
                _(
                    "%(name)s has the new answer “%(words)s” (%(code)s).",
                    name=name,
                    words=words(option["label"]),
                    code=code,
                )
            )
    if [code for code in before if code in after] != [code for code in after if code in before]:
        yield _cosmetic(_("%(name)s has its answers in another order.", name=name))


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
    name = _("The question “%(label)s” (%(key)s)", label=_label(items_by_key(after)[key]), key=key)
    if new is None:
        yield _additive(_("%(name)s is now asked of everybody.", name=name))
    else:
        yield _breaking(_("%(name)s is asked of other people: its page has another condition.", name=name))


def _of_frame(before: Definition, after: Definition) -> Iterator[Difference]:
    if before["settings"] != after["settings"]:
        yield _additive(_("What is asked beside the survey’s own questions has changed."))
    if (before["title"], before["introduction"]) != (after["title"], after["introduction"]):
        yield _cosmetic(_("The title or the introduction has other words."))
    if _frame(before) != _frame(after):
        yield _cosmetic(_("Pages or sections have other words or another order."))
    shown = ("languages", "default_language")
    if any(before[name] != after[name] for name in shown):
        yield _cosmetic(_("The languages have changed."))
    labels = [{one["id"]: one["label"] for one in version["conditions"]} for version in (before, after)]
    if labels[0] != labels[1] or named_conditions(before) != named_conditions(after):
        yield _cosmetic(_("The named conditions have changed."))


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
            found.append(_("The key %(key)s was used for another kind of question. Choose a new key.", key=key))
        elif key not in newest and before["label"] != item["label"]:
            found.append(
                _(
                    "The key %(key)s was used for the question “%(label)s”. Choose a new key, or ask the same again.",
                    key=key,
                    label=_label(before),
                )
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
                _(
                    "The question “%(label)s” takes -7, -8 or -9, which stand for missing answers in exports. "
                    "Set the least to -6 or more.",
                    label=_label(item),
                )
            )
    return found
