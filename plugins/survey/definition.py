"""What a survey asks, as values that never change: sections of pages, pages of questions, questions with options."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from consult.sdk.database import JsonObject
from consult.sdk.errors import NotFound
from consult.sdk.messages import gettext as _
from plugins.survey.conditions import OF_NUMBERS, Condition, Not, condition_from
from plugins.survey.content import Block
from plugins.survey.formulas import Formula, formula_from
from plugins.survey.rule_values import Rule
from plugins.survey.units import POINTS, USUAL_TOTAL

SCHEMA = "survey/1"
PAGES, TASK_LIST = "pages", "task_list"
LANGUAGE = "en-GB"
ONE_OF = frozenset({"declaration", "hidden", "likert", "radios", "rating", "select", "yes_no"})
CHOICES = ONE_OF | {"budget", "checkboxes", "pairwise", "ranking"}
NUMBERS = frozenset({"number", "money", "per_cent"})
CONTACTS = frozenset({"email", "phone", "website", "postcode"})
PICTURED = frozenset({"radios", "checkboxes"})
"""Kinds whose answers can have a picture each."""
PLACES = frozenset({"geopoint", "geoshape"})
RULED = NUMBERS | {"date", "month", "time"}
"""Kinds whose answers can be held against an earlier answer."""
COMPUTED = "computed"
"""The kind that nobody answers: a number is worked out from earlier answers."""
FILE = "file"
"""The kind that is answered by a file: it stands alone on its page, and may always be left out."""
UNASKED = frozenset({"hidden", COMPUTED})
OPTIONAL = UNASKED | {FILE}
"""The kinds that never must be answered."""
COUNCIL_ONLY = CONTACTS | PLACES | {COMPUTED, FILE}
"""Kinds of which the public never reads anything.

Their answers tell who somebody is, or where they are. The bands of a computed value, beside those of what it is made
from, would tell more than either.
"""
KINDS = (
    "budget",
    "checkboxes",
    COMPUTED,
    "date",
    "declaration",
    "email",
    FILE,
    "geopoint",
    "geoshape",
    "hidden",
    "likert",
    "long_text",
    "money",
    "month",
    "number",
    "pairwise",
    "per_cent",
    "phone",
    "postcode",
    "radios",
    "ranking",
    "rating",
    "select",
    "short_text",
    "time",
    "website",
    "yes_no",
)
OF_KIND: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(KINDS, frozenset({"answered"})),
    **dict.fromkeys(CHOICES, frozenset({"answered", "any_of", "all_of", "none_of"})),
    **dict.fromkeys(ONE_OF, frozenset({"answered", "eq", "ne", "in"})),
    **dict.fromkeys(NUMBERS | {COMPUTED}, frozenset({"answered", "eq", "ne"}) | OF_NUMBERS),
    **dict.fromkeys(("budget", "pairwise"), frozenset({"answered"})),
}
"""The operators that suit a question of each kind."""
ORDERS: Mapping[str, frozenset[str]] = {
    "random": frozenset({"radios", "checkboxes", "select", "ranking"}),
    "reverse": frozenset({"radios", "checkboxes", "select", "ranking", "likert"}),
}
"""The kinds whose options can be shown to people in different orders."""
LONGEST_LABEL = 1_000
USUAL_PAIRS, MOST_PAIRS = 5, 20
DONT_KNOW = "dk"
PREFER_NOT = "pnts"

Text = Mapping[str, str]


@dataclass(frozen=True)
class Picture:
    """A picture beside an answer: the digest of its file, and the words for whoever cannot see it."""

    sha256: str
    alt: Text


@dataclass(frozen=True)
class Option:
    """One possible answer."""

    code: str
    label: Text
    hint: Text = field(default_factory=dict)
    value: float | None = None
    missing: str | None = None
    exclusive: bool = False
    retired: bool = False
    show_if: Condition | None = None
    picture: Picture | None = None

    @property
    def stands_apart(self) -> bool:
        """Whether it comes after the others, as “None of these” does."""
        return self.exclusive or self.missing is not None


@dataclass(frozen=True)
class Item:
    """One question."""

    id: str
    key: str
    kind: str
    label: Text
    hint: Text = field(default_factory=dict)
    required: bool = False
    options: tuple[Option, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    max_words: int | None = None
    total: int | None = None
    unit: str | None = None
    pairs: int | None = None
    pii: str = "none"
    public: bool = True
    sensitive: bool = True
    show_if: Condition | None = None
    order: str = "fixed"
    formula: Formula | None = None
    rules: tuple[Rule, ...] = ()

    @property
    def is_computed(self) -> bool:
        """Whether it is worked out from earlier answers, and never asked."""
        return self.kind == COMPUTED

    @property
    def offered(self) -> tuple[Option, ...]:
        """The options that can be chosen now."""
        return tuple(option for option in self.options if not option.retired)

    @property
    def shared_out(self) -> tuple[int, str]:
        """The sum that a budget shares out, and of what."""
        return self.total or USUAL_TOTAL, self.unit or POINTS

    @property
    def pairs_asked(self) -> int:
        """How many pairs of its options each person compares."""
        return self.pairs or (USUAL_PAIRS if self.kind == "pairwise" else 0)

    @property
    def takes_pictures(self) -> bool:
        """Whether its answers can have a picture each."""
        return self.kind in PICTURED

    @property
    def may_be_published(self) -> bool:
        """Whether the public may read the answers."""
        return self.public and self.pii == "none" and self.kind not in COUNCIL_ONLY

    @property
    def is_sensitive(self) -> bool:
        """Whether exact counts of the answers may never be published."""
        return self.sensitive or not self.may_be_published


@dataclass(frozen=True)
class Repeat:
    """For how many entries a page is asked at `most`, what one is called, and what asks for `another` behind each."""

    most: int
    entry: Text
    another: Item


@dataclass(frozen=True)
class Page:
    """What is asked together on one page; one that is an `exit` asks nothing, and ends the survey of who sees it.

    With a `quota`, it does so once as many responses were sent that fulfil its condition. With a `repeat`, it is asked
    for each entry that somebody adds (`entries.py`).
    """

    id: str
    title: Text = field(default_factory=dict)
    text: Text = field(default_factory=dict)
    show_if: Condition | None = None
    items: tuple[Item, ...] = ()
    exit: bool = False
    quota: int | None = None
    blocks: tuple[Block, ...] = ()
    repeat: Repeat | None = None


@dataclass(frozen=True)
class Section:
    """Pages that belong together."""

    id: str
    title: Text = field(default_factory=dict)
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True)
class NamedCondition:
    """A condition with a name, for use in several places."""

    id: str
    when: Condition
    label: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """How the survey is run: page after page, or from a list of its sections as tasks."""

    journey: str = PAGES
    asks_area: bool = True
    asks_about_you: bool = True
    asks_consent: bool = False


@dataclass(frozen=True)
class Definition:
    """The whole of what a survey asks.

    Of each translation whose original has other words now, `translated_from` keeps, by language and place, the digest
    of those that it was made from.
    """

    sections: tuple[Section, ...]
    schema: str = SCHEMA
    languages: tuple[str, ...] = (LANGUAGE,)
    default_language: str = LANGUAGE
    title: Text = field(default_factory=dict)
    introduction: Text = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    conditions: tuple[NamedCondition, ...] = ()
    translated_from: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages in order."""
        return tuple(page for section in self.sections for page in section.pages)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All questions in order."""
        return tuple(item for page in self.pages for item in page.items)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All that is read before questions, in order."""
        return tuple(block for page in self.pages for block in page.blocks)

    @cached_property
    def items_by_key(self) -> Mapping[str, Item]:
        """The questions by key."""
        return {item.key: item for item in self.items}

    @cached_property
    def pages_by_item(self) -> Mapping[str, Page]:
        """The page of each question, by its key."""
        return {item.key: page for page in self.pages for item in page.items}

    @cached_property
    def named(self) -> Mapping[str, Condition]:
        """The named conditions."""
        return {condition.id: condition.when for condition in self.conditions}

    def items_before_item(self, key: str) -> tuple[Item, ...]:
        """Return the questions before this one, on its own page or an earlier one; all of them for an unknown key."""
        place = next((number for number, item in enumerate(self.items) if item.key == key), len(self.items))
        return self.items[:place]

    def items_known_before(self, key: str) -> tuple[Item, ...]:
        """Return the questions before this one without what is worked out only once its page is sent."""
        own = self.pages_by_item[key].items if key in self.pages_by_item else ()
        return tuple(item for item in self.items_before_item(key) if not (item.is_computed and item in own))

    def conditions_of(self, key: str) -> tuple[Condition, ...]:
        """Return what must hold for a question to be asked: the conditions of its page and of its own."""
        own = self.find_item(key).show_if
        return self.conditions_by_page[self.page_of_item(key).id] + (() if own is None else (own,))

    @cached_property
    def conditions_by_page(self) -> Mapping[str, tuple[Condition, ...]]:
        """What must hold for each page to be reached: its own condition, and that no exit before it led out."""
        found: dict[str, tuple[Condition, ...]] = {}
        passed: tuple[Condition, ...] = ()
        for page in self.pages:
            own = () if page.show_if is None else (page.show_if,)
            found[page.id] = own + passed
            passed += tuple(Not(condition) for condition in own) if page.exit and page.quota is None else ()
        return found

    def items_before(self, page_id: str) -> tuple[Item, ...]:
        """Return the questions on pages before this one; all of them for an unknown page."""
        place = next((number for number, page in enumerate(self.pages) if page.id == page_id), len(self.pages))
        return tuple(item for page in self.pages[:place] for item in page.items)

    def find_page(self, page_id: str) -> Page:
        """Return a page; raises `NotFound`."""
        found = next((page for page in self.pages if page.id == page_id), None)
        if found is None:
            raise NotFound
        return found

    def find_item(self, key: str) -> Item:
        """Return a question; raises `NotFound`."""
        if key not in self.items_by_key:
            raise NotFound
        return self.items_by_key[key]

    def page_of_item(self, key: str) -> Page:
        """Return the page on which a question is asked; raises `NotFound`."""
        if key not in self.pages_by_item:
            raise NotFound
        return self.pages_by_item[key]


def words(text: Text, language: str = LANGUAGE) -> str:
    """Return a text in this language, in any other where it was not translated, or nothing."""
    return text.get(language) or next((other for other in text.values() if other), "")


def section_title(section: Section) -> str:
    """Return how a section is called: its title, or its first page’s while it has none."""
    return words(section.title) or next(map(page_title, section.pages), "")


def page_title(page: Page) -> str:
    """Return how a page is called: its title, or its first question."""
    title = words(page.title)
    return title or (words(page.items[0].label) if page.items else _("Page without questions"))


def definition_from(stored: JsonObject) -> Definition:
    """Return a definition as it is stored, by whatever rules it was once checked."""
    parts = {
        "languages": tuple(stored["languages"]),
        "settings": Settings(**stored["settings"]),
        "conditions": tuple(
            NamedCondition(**{**condition, "when": condition_from(condition["when"])})
            for condition in stored["conditions"]
        ),
        "sections": tuple(
            Section(**{**section, "pages": tuple(_page_from(page) for page in section["pages"])})
            for section in stored["sections"]
        ),
    }
    return Definition(**{**stored, **parts})


# Published definitions keep their bytes and their digest, and so the two names with which they began.
NAMES_IN_CODE = {"least": "minimum", "most": "maximum"}


def _page_from(stored: JsonObject) -> Page:
    items = tuple(_item_from(item) for item in stored["items"])
    blocks = tuple(Block(**block) for block in stored.get("blocks", ()))
    repeat = stored.get("repeat")
    kept = None if repeat is None else Repeat(**{**repeat, "another": _item_from(repeat["another"])})
    return Page(**{**stored, "show_if": _condition_from(stored), "items": items, "blocks": blocks, "repeat": kept})


def _condition_from(stored: JsonObject) -> Condition | None:
    show_if = stored.get("show_if")
    return None if show_if is None else condition_from(show_if)


def _item_from(stored: JsonObject) -> Item:
    named = {NAMES_IN_CODE.get(name, name): value for name, value in stored.items()}
    options = tuple(_option_from(option) for option in stored["options"])
    formula = stored.get("formula")
    made = None if formula is None else formula_from(formula)
    rules = tuple(Rule(**rule) for rule in stored.get("rules", ()))
    return Item(**{**named, "options": options, "show_if": _condition_from(stored), "formula": made, "rules": rules})


def _option_from(stored: JsonObject) -> Option:
    picture = stored.get("picture")
    kept = None if picture is None else Picture(**picture)
    return Option(**{**stored, "show_if": _condition_from(stored), "picture": kept})
