"""Groups that other programs repeat: gathered on one page, which is asked for each entry, where they fit on one."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from consult.sdk.database import JsonObject
from consult.sdk.messages import gettext as _
from consult.sdk.questions import RESERVED_KEYS
from plugins.survey.conditions import Condition, comparisons, condition_from
from plugins.survey.convert.layout import MOST_ON_PAGE, OpenPage, Placed
from plugins.survey.convert.outcome import DoesNotFit, Line
from plugins.survey.convert.repeated import without
from plugins.survey.convert.words import key_for, lines_of
from plugins.survey.definition import FILE, LANGUAGE, Text, words
from plugins.survey.entries import key_of
from plugins.survey.entry_schemas import FEWEST_ENTRIES, LONGEST_KEY, MOST_ENTRIES, MOST_QUESTIONS
from plugins.survey.formulas import Formula, operands

LONGEST_ENTRY = 40
LONGEST_KEY_OF_ENTRY = LONGEST_KEY - len("_20")


@dataclass(frozen=True)
class Group:
    """What another program repeats: its name, what one entry is `called`, and how many there can be, if that is said.

    `counted` is what the number of entries is taken from there, where it is no number.
    """

    name: str
    called: Text
    place: str
    most: int | None = None
    counted: str = ""


@dataclass
class _Gathered:
    """A page that was made of others, which stand in its section instead where it cannot be repeated after all."""

    group: Group
    page: OpenPage
    most: int
    section: list[OpenPage]
    instead: list[OpenPage]


@dataclass
class Entries:
    """The repeated groups of a survey in the making; `depth` counts those that are open."""

    lines: list[Line]
    keys: set[str]
    depth: int = 0
    reserved: set[str] = field(default_factory=set)
    repeated: dict[str, str] = field(default_factory=dict)
    gathered: list[_Gathered] = field(default_factory=list)

    @property
    def taken(self) -> set[str]:
        """The keys that no other question can have."""
        return self.keys | self.reserved

    def gather(self, pages: list[OpenPage], begun: int, group: Group) -> None:
        """Make one page, asked for each entry, of those from where a group began; where they do not fit, leave them."""
        if self.depth:
            self._tell(group, _("It is asked once for each: groups to add again within such a group are not kept."))
            return
        if group.most == 1:
            return
        try:
            page = self._one_page(pages[begun:], group)
        except DoesNotFit as reason:
            self._tell_once(group, reason)
            return
        instead = pages[begun:]
        pages[begun:] = [page]
        most = min(group.most or MOST_ENTRIES, MOST_ENTRIES)
        self.gathered.append(_Gathered(group, page, most, pages, instead))
        called = next(iter(group.called.values()))
        self.repeated |= {str(placed.item["key"]): called for placed in page.placed}
        self.reserved |= {key_of(key, number) for key in _keys(page) for number in range(2, most + 1)}

    def settle(self) -> None:
        """Say of each page how many entries it takes: fewer where all of them together would ask too much."""
        once = len(self.keys) - sum(len(_keys(one.page)) for one in self.gathered)
        room = max(0, MOST_QUESTIONS - once)
        each = sum(len(_keys(one.page)) for one in self.gathered)
        fitting = room // each if each else MOST_ENTRIES
        for one in self.gathered:
            if fitting < FEWEST_ENTRIES:
                place = one.section.index(one.page)
                one.section[place : place + 1] = one.instead
                self._tell_once(one.group, _("the survey would ask too many questions"))
                continue
            most = min(one.most, fitting)
            one.page.repeat = {**(one.page.repeat or {}), "most": most}
            for sentence in _told(one.group, most):
                self._tell(one.group, sentence)

    def require_one_answer(self, formula: Formula) -> None:
        """Raise `DoesNotFit` for a value that is worked out within a repeated group, or from answers of one."""
        if self.depth:
            raise DoesNotFit(_("it would be another one for each entry"))
        for operand in operands(formula):
            if operand.question in self.repeated:
                raise DoesNotFit(_("“%(name)s” is asked for each entry", name=operand.question))

    def first_of(self, keys: Iterable[str]) -> str:
        """Return what is said where something outside names answers of an entry; nothing where it names none."""
        called = next((self.repeated[key] for key in keys if key in self.repeated), None) if not self.depth else None
        return "" if called is None else _("It looks at the first entry of “%(called)s” only.", called=called)

    def _tell(self, group: Group, sentence: str) -> None:
        self.lines.append(Line(group.place, sentence))

    def _tell_once(self, group: Group, reason: object) -> None:
        self._tell(
            group,
            _("What can be repeated is asked once: groups to add again are not kept, since %(reason)s.", reason=reason),
        )

    def _one_page(self, pages: Sequence[OpenPage], group: Group) -> OpenPage:
        placed = [one for page in pages for one in page.placed]
        _require_fit(placed)
        shared = _shared(placed)
        self._require_names(placed)
        made = OpenPage(None, shared, next((page.title for page in pages if page.title), group.called))
        own = frozenset[str]()
        for one in placed:
            made.placed.append(self._moved(one, shared, own, group))
            own |= {str(one.item["key"])}
        made.text = self._text(pages, shared, own, group)
        made.repeat = self._repeat(group)
        return made

    def _require_names(self, placed: Sequence[Placed]) -> None:
        needed = {key_of(str(one.item["key"]), number) for one in placed for number in range(2, MOST_ENTRIES + 1)}
        if needed & (self.keys | RESERVED_KEYS):
            raise DoesNotFit(_("other questions have the names that its entries need"))

    def _moved(self, one: Placed, shared: tuple[Condition, ...], own: frozenset[str], group: Group) -> Placed:
        item = dict(one.item)
        words_before = (item["label"], item["hint"])
        item |= {name: without(item[name], own) for name in ("label", "hint")}
        if (item["label"], item["hint"]) != words_before:
            self._tell(group, _("Its words repeat an answer of the same page: “…” stands there."))
        if item.pop("order", None) is not None:
            self._tell(group, _("Its answers stand in the same order for everybody here."))
        return replace(one, item=item, parts=tuple(part for part in one.parts if part not in shared))

    def _text(
        self, pages: Sequence[OpenPage], shared: tuple[Condition, ...], own: frozenset[str], group: Group
    ) -> dict[str, str]:
        text: dict[str, str] = {}
        for page in (page for page in pages if page.text):
            if page.parts != shared:
                self._tell(group, _("A text in it was shown to some people only. Everybody reads it here."))
            for tag, said in without(page.text, own).items():
                text[tag] = "\n\n".join(filter(None, [text.get(tag), said]))[:10_000]
        return text

    def _repeat(self, group: Group) -> JsonObject:
        tag, called = next(iter(group.called.items()))
        key = key_for(f"another_{group.name}", self.taken, longest=LONGEST_KEY_OF_ENTRY)
        self.keys.add(key)
        self.reserved |= {key_of(key, number) for number in range(2, MOST_ENTRIES + 1)}
        another = {
            "id": f"i{len(self.keys)}",
            "key": key,
            "kind": "yes_no",
            "label": {tag: _("Do you want to add another %(entry)s?", entry=called)},
            "required": True,
            "public": False,
            "options": [{"code": "yes", "label": {tag: _("Yes")}}, {"code": "no", "label": {tag: _("No")}}],
        }
        return {"most": MOST_ENTRIES, "entry": dict(group.called), "another": another}


def _require_fit(placed: Sequence[Placed]) -> None:
    """Raise `DoesNotFit` for questions that cannot be asked together for each entry."""
    if not placed:
        raise DoesNotFit(_("nothing is asked in it"))
    if len(placed) > MOST_ON_PAGE:
        raise DoesNotFit(_("it has more questions than a page"))
    keys = {str(one.item["key"]) for one in placed}
    for one in placed:
        if one.item["kind"] == FILE:
            raise DoesNotFit(_("“%(label)s” asks for a file", label=words(one.item["label"])))
        if _is_offered_upon(one, keys):
            label = words(one.item["label"])
            raise DoesNotFit(_("the answers to “%(label)s” depend on another answer in it", label=label))


def _is_offered_upon(one: Placed, keys: Collection[str]) -> bool:
    conditions = [condition_from(option["show_if"]) for option in one.item["options"] if option.get("show_if")]
    return any(asked.question in keys for condition in conditions for asked in comparisons(condition))


def _shared(placed: Sequence[Placed]) -> tuple[Condition, ...]:
    """Return the conditions that all of these questions have, which must be all of the first one."""
    first = placed[0].parts
    if not all(set(first) <= set(one.parts) for one in placed):
        raise DoesNotFit(_("its first question is not asked of everybody"))
    return first


def _keys(page: OpenPage) -> list[str]:
    another = [] if page.repeat is None else [str(page.repeat["another"]["key"])]
    return [*(str(one.item["key"]) for one in page.placed), *another]


def _told(group: Group, most: int) -> Iterator[str]:
    called = next(iter(group.called.values()))
    yield _(
        "It is asked for each “%(called)s”, %(most)s at most. The first is asked of everybody who comes to it.",
        called=called,
        most=most,
    )
    if group.counted:
        yield _(
            "How many there are is not taken from “%(counted)s”: people say behind each whether to add another.",
            counted=group.counted[:200],
        )
    elif group.most is not None and group.most > most:
        yield _("The file allows %(wanted)s, which is more than fit here.", wanted=f"{group.most:,}")


def called_by(text: Text, name: str, tag: str) -> dict[str, str]:
    """Return what one entry is called: the words of its group if they are short, or else its name."""
    short = {language: _noun(said, language) for language, said in lines_of(text, LONGEST_ENTRY + 1).items()}
    if short and all(map(_is_name, short.values())):
        return short
    return {tag: re.sub(r"[\s_.-]+", " ", name).strip()[:LONGEST_ENTRY] or _("entry")}


def _is_name(said: str) -> bool:
    return 0 < len(said) <= LONGEST_ENTRY and "((" not in said and "…" not in said


def _noun(said: str, language: str) -> str:
    """Return “child” for “A child”, since it is read behind “another”."""
    if language != LANGUAGE:
        return said
    said = re.sub(r"^(?:an?|the|your|my|our)\s+", "", said, flags=re.IGNORECASE)
    return said[:1].lower() + said[1:] if said[1:2].islower() else said
