"""What a draft changes about what is published, and whether people who answered already can live with it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from consult.sdk.messages import gettext as _
from consult.sdk.questions import NOT_ANSWERED, NOT_ASKED, PREFERRED_NOT_TO_SAY
from plugins.survey.conditions import resolved
from plugins.survey.definition import NUMBERS, Definition, Item, Option, words
from plugins.survey.difference import SECOND_OFFICER, Difference, additive, breaking, cosmetic, reworded
from plugins.survey.entries import unrolled
from plugins.survey.entry_differences import of_entries
from plugins.survey.limits import limits_of
from plugins.survey.models import ChangeClass
from plugins.survey.owner_differences import of_option_owners, of_question_owners
from plugins.survey.quota_differences import of_quotas
from plugins.survey.rule_differences import of_rules

_ORDER = (ChangeClass.COSMETIC, ChangeClass.ADDITIVE, ChangeClass.BREAKING)
MISSING_CODES = (PREFERRED_NOT_TO_SAY, NOT_ASKED, NOT_ANSWERED)


def differences(before: Definition, after: Definition, earlier: Sequence[Definition] = ()) -> list[Difference]:
    """Return everything that a definition changes about the one before it, the gravest first.

    A question that only versions `earlier` than that asked is compared with the last of them: its answers are kept.
    """
    # What is asked for each entry is compared once.
    once_before, once_after = unrolled(before, most=1), unrolled(after, most=1)
    gone = {key: asked for each in earlier for asked in (unrolled(each, most=1),) for key in asked.items_by_key}
    found = [
        *_of_questions(once_before, once_after, gone),
        *of_question_owners(before, after),
        *of_entries(before, after),
        *of_quotas(before, after),
        *_of_titles(before, after),
        *_of_frame(before, after),
    ]
    return sorted(found, key=lambda difference: -_ORDER.index(difference.level))


def class_of(found: list[Difference]) -> ChangeClass | None:
    """Return the gravest class among the differences; `None` when nothing changed."""
    return max((difference.level for difference in found), key=_ORDER.index, default=None)


def _of_questions(before: Definition, after: Definition, gone: Mapping[str, Definition]) -> Iterator[Difference]:
    old, new = before.items_by_key, after.items_by_key
    for key, item in old.items():
        if key not in new:
            sentence = _("The question “%(label)s” (%(key)s) is gone.", label=words(item.label), key=key)
            yield Difference(ChangeClass.BREAKING, sentence, SECOND_OFFICER, may_be_confirmed=True)
        else:
            yield from _of_same(before, after, key)
    for key, item in new.items():
        if key in gone and key not in old:
            yield additive(_("The question “%(label)s” (%(key)s) is asked again.", label=words(item.label), key=key))
            yield from _of_same(gone[key], after, key)
        elif key not in old:
            yield additive(_("The question “%(label)s” (%(key)s) is new.", label=words(item.label), key=key))


def _of_same(before: Definition, after: Definition, key: str) -> Iterator[Difference]:
    yield from _of_question(before.items_by_key[key], after.items_by_key[key])
    yield from _of_offers(before, after, key)
    yield from _of_path(before, after, key)


def _of_question(old: Item, new: Item) -> Iterator[Difference]:
    name = _("The question “%(label)s” (%(new)s)", label=words(new.label), new=new.key)
    if old.kind != new.kind:
        yield breaking(
            _("%(name)s is of another kind: %(new)s instead of %(old)s.", name=name, new=new.kind, old=old.kind)
        )
    if old.label != new.label:
        yield reworded(_("The question %(new)s has other words", new=new.key), old.label, new.label)
    if old.hint != new.hint:
        yield reworded(_("%(name)s has another hint", name=name), old.hint, new.hint)
    if old.id != new.id:
        yield cosmetic(_("%(name)s has another id.", name=name))
    if old.order != new.order:
        yield cosmetic(_("%(name)s shows its answers in another order.", name=name))
    yield from _of_limits(name, old, new)
    if (old.public, old.pii) != (new.public, new.pii):
        if new.may_be_published:
            yield breaking(_("%(name)s may now be published.", name=name))
        else:
            yield additive(_("%(name)s may no longer be published.", name=name))
    if old.is_sensitive != new.is_sensitive:
        if new.is_sensitive:
            yield additive(_("Exact counts of %(name)s may no longer be published.", name=name))
        else:
            yield breaking(_("Exact counts of %(name)s may now be published.", name=name))
    yield from _of_options(name, old, new)


def _of_limits(name: str, old: Item, new: Item) -> Iterator[Difference]:
    if old.required != new.required:
        if new.required:
            yield breaking(_("%(name)s must now be answered.", name=name))
        else:
            yield additive(_("%(name)s may be left out.", name=name))
    if old.whole != new.whole:
        if new.whole:
            yield breaking(_("%(name)s now takes only whole numbers.", name=name))
        else:
            yield additive(_("%(name)s now takes decimals.", name=name))
    if old.shared_out != new.shared_out:
        yield breaking(_("%(name)s shares out another sum.", name=name))
    if old.pairs_asked != new.pairs_asked and old.kind == new.kind:
        yield additive(_("%(name)s shows another number of pairs.", name=name))
    if old.formula != new.formula:
        yield breaking(_("%(name)s is worked out another way.", name=name))
    yield from of_rules(name, old, new)
    (least_before, most_before), (least, most) = limits_of(old), limits_of(new)
    yield from _of_limit(name, _("minimum"), least_before, least, _is_more)
    yield from _of_limit(name, _("maximum"), most_before, most, _is_less)
    yield from _of_limit(name, _("max words"), old.max_words, new.max_words, _is_less)


Limit = float | None


def _of_limit(
    name: str, called: str, old: Limit, new: Limit, is_tighter: Callable[[Limit, Limit], bool]
) -> Iterator[Difference]:
    if old == new:
        return
    if is_tighter(new, old):
        yield breaking(_("%(name)s has a tighter limit (%(called)s).", name=name, called=called))
    else:
        yield additive(_("%(name)s has a looser limit (%(called)s).", name=name, called=called))


def _is_more(new: Limit, old: Limit) -> bool:
    return new is not None and (old is None or new > old)


def _is_less(new: Limit, old: Limit) -> bool:
    return new is not None and (old is None or new < old)


def _of_options(name: str, old: Item, new: Item) -> Iterator[Difference]:
    before = {option.code: option for option in old.options}
    after = {option.code: option for option in new.options}
    for code, option in before.items():
        if code in after:
            yield from _of_option(name, option, after[code])
        else:
            yield _without_answer(name, option)
    yield from of_option_owners(name, old, new)
    for code, option in after.items():
        if code not in before:
            yield _with_new_answer(name, option)
    if _are_in_another_order(before, after):
        yield cosmetic(_("%(name)s has its answers in another order.", name=name))


def _are_in_another_order(before: Mapping[str, Option], after: Mapping[str, Option]) -> bool:
    return [code for code in before if code in after] != [code for code in after if code in before]


def _without_answer(name: str, option: Option) -> Difference:
    lost = _(
        "%(name)s has lost the answer “%(label)s” (%(code)s).", name=name, label=words(option.label), code=option.code
    )
    return breaking(lost, _("Retire the answer instead."))


def _with_new_answer(name: str, option: Option) -> Difference:
    return additive(
        _(
            "%(name)s has the new answer “%(words)s” (%(code)s).",
            name=name,
            words=words(option.label),
            code=option.code,
        )
    )


def _of_option(name: str, old: Option, new: Option) -> Iterator[Difference]:
    label = words(old.label)
    if (old.value, old.missing) != (new.value, new.missing):
        yield breaking(_("%(name)s codes the answer “%(label)s” another way.", name=name, label=label))
    if old.retired != new.retired:
        yield additive(
            _("%(name)s no longer offers “%(label)s”.", name=name, label=label)
            if new.retired
            else _("%(name)s offers again “%(label)s”.", name=name, label=label)
        )
    if old.exclusive != new.exclusive:
        if new.exclusive:
            yield breaking(_("%(name)s: “%(label)s” must now stand alone.", name=name, label=label))
        else:
            yield additive(_("%(name)s: “%(label)s” need no longer stand alone.", name=name, label=label))
    if old.label != new.label:
        what = _("%(name)s has other words for the answer %(code)s", name=name, code=new.code)
        yield reworded(what, old.label, new.label)
    if old.picture != new.picture:
        yield from _of_picture(name, old, new)
    if old.hint != new.hint:
        what = _("%(name)s has another hint for “%(label)s”", name=name, label=label)
        yield reworded(what, old.hint, new.hint)


def _of_picture(name: str, old: Option, new: Option) -> Iterator[Difference]:
    # People may choose by the picture alone, so another one is like other words.
    if old.picture is None or new.picture is None:
        told = _("the picture is gone") if new.picture is None else _("it has a picture")
    elif old.picture.sha256 != new.picture.sha256:
        told = _("it has another picture")
    else:
        told = _("its picture has other words")
    sentence = _("%(name)s: for the answer %(code)s, %(told)s.", name=name, code=new.code, told=told)
    yield Difference(ChangeClass.COSMETIC, sentence, SECOND_OFFICER, is_reworded=True)


def _of_offers(before: Definition, after: Definition, key: str) -> Iterator[Difference]:
    old = {option.code: resolved(option.show_if, before.named) for option in before.find_item(key).options}
    for option in after.find_item(key).options:
        new = resolved(option.show_if, after.named)
        if option.code not in old or new == old[option.code]:
            continue
        name = _("The answer “%(label)s” to %(key)s", label=words(option.label), key=key)
        if new is None:
            yield additive(_("%(name)s is now offered to everybody.", name=name))
        else:
            yield breaking(_("%(name)s is offered to other people.", name=name))


def _of_path(before: Definition, after: Definition, key: str) -> Iterator[Difference]:
    old, new = (
        {resolved(condition, version.named) for condition in version.conditions_of(key)} for version in (before, after)
    )
    if old == new:
        return
    name = _("The question “%(label)s” (%(key)s)", label=words(after.find_item(key).label), key=key)
    if not new:
        yield additive(_("%(name)s is now asked of everybody.", name=name))
    elif new < old:
        yield additive(_("%(name)s is now asked of more people.", name=name))
    else:
        yield breaking(_("%(name)s is asked of other people: it or its page has another condition.", name=name))


def _of_titles(before: Definition, after: Definition) -> Iterator[Difference]:
    # Over several questions, the title may be what is asked of each of them.
    titles = {page.id: page.title for page in before.pages}
    for page in after.pages:
        old = titles.get(page.id, page.title)
        if old != page.title and len(page.items) > 1:
            yield reworded(_("The page %(page)s has another title over its questions", page=page.id), old, page.title)


def _of_frame(before: Definition, after: Definition) -> Iterator[Difference]:
    if before.settings.journey != after.settings.journey:
        yield cosmetic(_("People go through the survey another way."))
    if replace(before.settings, journey=after.settings.journey) != after.settings:
        yield additive(_("What is asked beside the survey’s own questions has changed."))
    if (before.title, before.introduction) != (after.title, after.introduction):
        yield cosmetic(_("The title or the introduction has other words."))
    if _frame(before) != _frame(after):
        yield cosmetic(_("Pages or sections have other words or another order."))
    if (before.languages, before.default_language) != (after.languages, after.default_language):
        yield cosmetic(_("The languages have changed."))
    conditions = [{condition.id: condition for condition in version.conditions} for version in (before, after)]
    if conditions[0] != conditions[1]:
        yield cosmetic(_("The named conditions have changed."))


def _frame(definition: Definition) -> list[object]:
    sections = [(section.id, section.title, [page.id for page in section.pages]) for section in definition.sections]
    pages = [
        (
            page.id,
            page.title,
            page.text,
            page.show_if,
            page.exit,
            page.quota,
            page.blocks,
            page.repeat,
            [(item.key, item.show_if) for item in page.items],
        )
        for page in definition.pages
    ]
    return [sections, pages]


def reused_keys(earlier: Sequence[Definition], after: Definition) -> list[str]:
    """Return a sentence for each key that an earlier version used for another kind or another meaning.

    `earlier` are all published versions, oldest first.
    """
    used: dict[str, Item] = {}
    asked = [unrolled(version) for version in earlier]
    for version in asked:
        used.update(version.items_by_key)
    found = []
    for key, item in unrolled(after).items_by_key.items():
        before = used.get(key)
        if before is None:
            continue
        if before.kind != item.kind:
            found.append(_("The key %(key)s was used for another kind of question. Choose a new key.", key=key))
        elif key not in asked[-1].items_by_key and before.label != item.label:
            found.append(
                _(
                    "The key %(key)s was used for the question “%(label)s”. Choose a new key, or ask the same again.",
                    key=key,
                    label=words(before.label),
                )
            )
    return found


def missing_codes_taken(earlier: Sequence[Definition], after: Definition) -> list[str]:
    """Return a sentence for each number whose limits take what exports write for a missing answer.

    A question that was published with these limits keeps them, since people have answered within them.
    """
    newest = earlier[-1].items_by_key if earlier else {}
    return [
        _(
            "The question “%(label)s” takes -7, -8 or -9, which stand for missing answers in exports. "
            "Set the minimum to -6 or more.",
            label=words(item.label),
        )
        for key, item in after.items_by_key.items()
        if item.kind in NUMBERS and not _has_limits_of(item, newest.get(key)) and _takes_missing_code(item)
    ]


def _has_limits_of(item: Item, before: Item | None) -> bool:
    return before is not None and (before.minimum, before.maximum) == (item.minimum, item.maximum)


def _takes_missing_code(item: Item) -> bool:
    least, most = limits_of(item)
    return any((least is None or least <= code) and (most is None or code <= most) for code in MISSING_CODES)
