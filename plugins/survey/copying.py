"""Copies of questions and pages: beside themselves, or from one survey into another."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from plugins.survey import edits
from plugins.survey.answer_marks import MARK
from plugins.survey.beneath import group_of
from plugins.survey.conditions import Condition, Named, comparisons, renamed, resolved
from plugins.survey.content import Block
from plugins.survey.definition import Definition, Item, Option, Page, Repeat, Text, words
from plugins.survey.entries import ids_taken, key_of, keys_taken, times_asked
from plugins.survey.formulas import Formula, operands, with_other_keys
from plugins.survey.rules import about_copies


@dataclass(frozen=True)
class Copied:
    """A definition with copies in it: their keys, and how many conditions and rules could not come along.

    So many of the texts show “…” where they showed an answer to what was not copied.
    """

    definition: Definition
    keys: tuple[str, ...]
    left_out: int = 0
    rules_left_out: int = 0
    unnamed: int = 0


def copy_item(definition: Definition, key: str) -> Copied:
    """Put a copy of a question right behind it, with the lines to say more beneath its answers; raises `NotFound`."""
    page = definition.page_of_item(key)
    group = group_of(page, definition.find_item(key))
    made = _Copying(definition, definition, group)
    copies = made.items(group)
    place = page.items.index(group[-1]) + 1
    items = (*page.items[:place], *copies, *page.items[place:])
    changed = edits.edit_page(definition, page.id, lambda before: replace(before, items=items))
    return Copied(made.still_stale(changed, definition), tuple(item.key for item in copies))


def copy_page(definition: Definition, page_id: str) -> Copied:
    """Put a copy of a page with its questions right behind it; raises `NotFound`."""
    page = definition.find_page(page_id)
    copying = _Copying(definition, definition, page.items)
    copied = copying.page(page, page.items)
    sections = (
        replace(
            section, pages=tuple(one for each in section.pages for one in ((each, copied) if each is page else (each,)))
        )
        for section in definition.sections
    )
    changed = copying.still_stale(replace(definition, sections=tuple(sections)), definition)
    return Copied(changed, tuple(item.key for item in copied.items))


def copy_from(definition: Definition, source: Definition, pages: Collection[str], keys: Collection[str]) -> Copied:
    """Put copies of pages and of single questions of another survey on new pages at the end.

    A condition comes along where all that it asks about does. Raises `Invalid` where nothing was chosen.
    """
    chosen = [*_chosen_of(source, pages, keys)]
    if not chosen:
        raise Invalid(None, {"pages": _("Select a page or a question to copy")})
    copying = _Copying(definition, source, [item for _ignored, items in chosen for item in items])
    made = tuple(copying.page(page, items) for page, items in chosen)
    *others, last = definition.sections
    changed = replace(definition, sections=(*others, replace(last, pages=(*last.pages, *made))))
    keys = tuple(item.key for page in made for item in page.items)
    told = (copying.left_out, copying.rules_left_out, copying.unnamed)
    return Copied(copying.still_stale(changed, source), keys, *told)


def _chosen_of(
    source: Definition, pages: Collection[str], keys: Collection[str]
) -> Iterator[tuple[Page, Sequence[Item]]]:
    for page in source.pages:
        items = _chosen(page, pages, keys)
        if items or page.id in pages:
            yield page, items


def _chosen(page: Page, pages: Collection[str], keys: Collection[str]) -> list[Item]:
    chosen = {one.key for item in page.items if item.key in keys for one in group_of(page, item)}
    return [item for item in page.items if page.id in pages or item.key in chosen]


class _Copying:
    """One act of copying: what each copy is called, and how much was left out."""

    def __init__(self, target: Definition, source: Definition, items: Sequence[Item]) -> None:
        self.named: Named = source.named
        self.is_within = source is target
        self.source_keys = source.items_by_key.keys()
        self.left_out = self.rules_left_out = self.unnamed = 0
        self.pages_taken = {page.id for page in target.pages}
        self.blocks_taken = {block.id for block in target.blocks}
        self.ids_taken = ids_taken(target)
        self.keys_taken, self.times = keys_taken(target), times_asked(source)
        self.keys: Mapping[str, str] = {item.key: self._free_key(item.key) for item in items}
        self.places = {f"items.{key}.": f"items.{copy}." for key, copy in self.keys.items()}

    def _free_key(self, key: str) -> str:
        """Return a key for a copy that no question has, nor any of its entries where it is repeated."""
        tried = {*self.keys_taken}
        while True:
            found = edits.key_from(key, tried)
            needed = {key_of(found, number) for number in range(1, self.times[key] + 1)}
            if not needed & self.keys_taken:
                self.keys_taken |= needed
                return found
            tried.add(found)

    def page(self, page: Page, items: Sequence[Item]) -> Page:
        """Return a copy of a page that asks copies of these questions of it."""
        page_id = edits.unused("p", self.pages_taken)
        self.pages_taken.add(page_id)
        self.places[f"pages.{page.id}."] = f"pages.{page_id}."
        show_if = self.condition(page.show_if)
        title, text = self._worded(page.title), self._worded(page.text)
        blocks, asked = tuple(map(self._block, page.blocks)), self.items(items)
        made = replace(page, id=page_id, title=title, text=text, show_if=show_if, items=asked, blocks=blocks)
        made = replace(made, repeat=self._repeat(page.repeat))
        # Without its condition, an exit would end the survey for everybody.
        return made if show_if is not None else replace(made, exit=False, quota=None)

    def still_stale(self, changed: Definition, source: Definition) -> Definition:
        """Return a definition that knows which translations of the copies were made from other words."""
        made_from = {**changed.translated_from}
        for tag, digests in source.translated_from.items():
            copies = {copy: digest for place, digest in digests.items() if (copy := self._place_of_copy(place))}
            made_from[tag] = {**made_from.get(tag, {}), **copies}
        return replace(changed, translated_from=made_from)

    def _place_of_copy(self, place: str) -> str:
        # A rule is named by the question that it compares with, so the longest beginning says the most.
        known = max((before for before in self.places if place.startswith(before)), key=len, default="")
        return f"{self.places[known]}{place.removeprefix(known)}" if known else ""

    def _block(self, block: Block) -> Block:
        block_id = edits.unused("b", self.blocks_taken)
        self.blocks_taken.add(block_id)
        self.places[f"blocks.{block.id}."] = f"blocks.{block_id}."
        return replace(block, id=block_id)

    def _repeat(self, repeat: Repeat | None) -> Repeat | None:
        """Return that a copy is repeated too, with a question of its own for another entry."""
        if repeat is None:
            return None
        key = self._free_key(repeat.another.key)
        item_id = edits.unused("i", self.ids_taken)
        self.ids_taken.add(item_id)
        asked = replace(repeat.another, id=item_id, key=key, label=self._worded(repeat.another.label))
        return replace(repeat, another=asked)

    def items(self, items: Sequence[Item]) -> tuple[Item, ...]:
        """Return copies of questions; what was retired stays behind."""
        return tuple(map(self._item, items))

    def _item(self, item: Item) -> Item:
        item_id = edits.unused("i", self.ids_taken)
        self.ids_taken.add(item_id)
        options = tuple(map(self._option, item.offered))
        show_if = self.condition(item.show_if)
        label, hint = self._worded(item.label), self._worded(item.hint)
        key = self.keys[item.key]
        rules = about_copies(item.rules, self.keys, is_within=self.is_within)
        self.rules_left_out += len(item.rules) - len(rules)
        copied = [rule for rule in item.rules if self.is_within or rule.q in self.keys]
        for before, after in zip(copied, rules, strict=True):
            self.places[f"items.{item.key}.rules.{before.compares}."] = f"items.{key}.rules.{after.compares}."
        made = replace(item, id=item_id, key=key, label=label, hint=hint, options=options, show_if=show_if, rules=rules)
        return made if item.formula is None else replace(made, formula=self._formula(item, item.formula))

    def _formula(self, item: Item, formula: Formula) -> Formula:
        """Return a formula about the copies; raises `Invalid` where what it is made from does not come along."""
        used = {operand.question for operand in operands(formula)}
        if not self.is_within and not used <= self.keys.keys():
            said = _(
                "“%(label)s” is worked out from questions that you left out. Select them too", label=words(item.label)
            )
            raise Invalid(None, {"pages": said})
        return with_other_keys(formula, self.keys)

    def _worded(self, text: Text) -> Text:
        """Return words that show the answer to the copy of a question; “…” where that does not come along."""
        return {tag: MARK.sub(self._mark, words) for tag, words in text.items()}

    def _mark(self, found: re.Match[str]) -> str:
        key, instead = found["key"], found["instead"]
        if key not in self.keys and not self.is_within and key in self.source_keys:
            self.unnamed += not instead
            return instead or "…"
        return f"(({self.keys.get(key, key)}{f'|{instead}' if instead else ''}))"

    def _option(self, option: Option) -> Option:
        return replace(option, show_if=self.condition(option.show_if))

    def condition(self, condition: Condition | None) -> Condition | None:
        """Return a condition about the copies; nothing where it asks about what does not come along."""
        asked = {comparison.question for comparison in comparisons(condition, self.named)}
        if condition is None or (not self.is_within and not asked <= self.keys.keys()):
            self.left_out += condition is not None
            return None
        # A named condition belongs to the survey, and always means its own questions.
        meant = resolved(condition, self.named) if asked & self.keys.keys() else condition
        return None if meant is None else renamed(meant, self.keys)
