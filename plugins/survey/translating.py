"""What of a survey is translated: which texts are missing, and which were made from words that have changed since."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from consult.sdk.messages import gettext as _
from consult.sdk.messages import language_name, ngettext
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.content import Block
from plugins.survey.definition import LANGUAGE, Definition, Item, Page, Repeat, Text
from plugins.survey.rule_values import Rule
from plugins.survey.texts import PlacedText, texts_of, with_texts

SHOWN = 3
_CALLED = {
    "title": _l("Title"),
    "introduction": _l("Introduction"),
    "text": _l("Text above the questions"),
    "label": _l("Words"),
    "hint": _l("Hint"),
    "alt": _l("What it shows"),
    "entry": _l("What one of them is called"),
}


class Standing(StrEnum):
    """How it is with the translation of a text."""

    DONE = "done"
    MISSING = "missing"
    STALE = "stale"


@dataclass(frozen=True)
class Translation:
    """A text, its words in the council’s language and in another one, and what those were made from."""

    found: PlacedText
    source: str
    words: str
    made_from: str = ""

    @property
    def place(self) -> str:
        """The name of its place."""
        return self.found.place

    @property
    def standing(self) -> Standing:
        """Whether it is missing, or its original has other words now."""
        if not self.words:
            return Standing.MISSING
        return Standing.STALE if self.made_from not in {"", digest_of(self.source)} else Standing.DONE

    @property
    def page(self) -> Page | None:
        """The page on which it stands; `None` for what stands around the pages."""
        return next((part for part in self.found.parts if isinstance(part, Page)), None)

    @property
    def called(self) -> str:
        """What the text is, in words."""
        what = str(_CALLED.get(self.found.name, self.found.name.replace("_", " ").capitalize()))
        *_around, last = self.found.parts
        item = next((part for part in self.found.parts if isinstance(part, Item)), None)
        if isinstance(last, Rule):
            return _("What people are told where the rule %(rule)s is broken", rule=last.compares)
        if item is last:
            return _("%(what)s of the question %(key)s", what=what, key=getattr(last, "key", ""))
        if item is not None:
            codes = (str(part.code) for part in reversed(self.found.parts) if hasattr(part, "code"))
            code = next(codes, self.place)
            return _("%(what)s of the answer %(code)s to %(key)s", what=what, code=code, key=item.key)
        return _called_elsewhere(last, what, self.found)


def _called_elsewhere(last: object, what: str, found: PlacedText) -> str:
    if isinstance(last, Repeat):
        page = next(part for part in found.parts if isinstance(part, Page))
        return _("%(what)s of the page %(page)s", what=what, page=page.id)
    if isinstance(last, Page):
        return _("%(what)s of the page %(page)s", what=what, page=last.id)
    if isinstance(last, Block):
        what = _("Text") if found.name == "text" else what
        return _("%(what)s of what is read on the page (%(block)s)", what=what, block=last.id)
    return what if isinstance(last, Definition) else f"{what} ({found.place})"


@dataclass(frozen=True)
class Given:
    """A translation that somebody gives, and the digest of the words that it was made from."""

    words: str
    made_from: str


def digest_of(words: str) -> str:
    """Return what tells words from others; it begins with a letter, so that no spreadsheet takes it for a number."""
    return f"x{hashlib.sha256(words.encode()).hexdigest()[:15]}"


def source_language(definition: Definition) -> str:
    """Return the language from which a survey is translated: the council’s, where the survey speaks it."""
    return LANGUAGE if LANGUAGE in definition.languages else definition.default_language


def other_languages(definition: Definition) -> list[str]:
    """Return the languages that a survey speaks beside the one from which it is translated."""
    return [tag for tag in definition.languages if tag != source_language(definition)]


def languages_in(definition: Definition) -> list[str]:
    """Return all languages in which there are words, spoken or not, without the one they are translated from."""
    there = {tag: True for found in texts_of(definition) for tag, words in found.text.items() if words}
    return [tag for tag in dict.fromkeys([*definition.languages, *there]) if tag != source_language(definition)]


def translations_of(definition: Definition, language: str) -> list[Translation]:
    """Return each text with its words in a language, or without any.

    One that has words in this language alone is there too, so that they can be taken away.
    """
    source, made_from = source_language(definition), definition.translated_from.get(language, {})
    return [
        Translation(found, found.text.get(source, ""), found.text.get(language, ""), made_from.get(found.place, ""))
        for found in texts_of(definition)
        if found.text.get(source) or found.text.get(language)
    ]


def with_translations(definition: Definition, language: str, given: Mapping[str, Given]) -> Definition:
    """Return a definition with these translations by place; an empty one takes away what there was."""

    def put(found: PlacedText) -> Text:
        if found.place not in given:
            return found.text
        others = {tag: words for tag, words in found.text.items() if tag != language}
        words = given[found.place].words
        return {**others, language: words} if words else others

    before = definition.translated_from.get(language, {})
    made_from = {**before, **{place: one.made_from for place, one in given.items()}}
    return replace(with_texts(definition, put), translated_from={**definition.translated_from, language: made_from})


def remember_sources(before: Definition, after: Definition) -> Definition:
    """Return a changed definition that knows which translations were made from words that it no longer has."""
    source = source_language(after)
    earlier = {found.place: found.text for found in texts_of(before)}
    made_from: dict[str, dict[str, str]] = {}
    for found in texts_of(after):
        for tag, words in found.text.items():
            if tag == source or not words:
                continue
            known = after.translated_from.get(tag, {}).get(found.place, "")
            made = known or _made_before(found.text, earlier.get(found.place, {}), tag, source)
            if made and made != digest_of(found.text.get(source, "")):
                made_from.setdefault(tag, {})[found.place] = made
    return replace(after, translated_from=made_from)


def _made_before(now: Text, earlier: Text, tag: str, source: str) -> str:
    """Return the digest of the earlier words where they have changed under a translation that has not."""
    is_the_same = earlier.get(tag) == now[tag] and bool(earlier.get(source))
    return digest_of(earlier[source]) if is_the_same else ""


def translation_problems(definition: Definition) -> list[str]:
    """Return a sentence for each language that a survey speaks with texts that are missing or not looked at again."""
    return [problem for tag in other_languages(definition) for problem in _problems_in(definition, tag)]


def faults_in_source(definition: Definition) -> Iterator[str]:
    """Yield a sentence where texts are not written in the language from which they are translated."""
    tag = source_language(definition)
    # The title is that of the activity.
    found = [each for each in texts_of(definition) if not each.text.get(tag) and each.place != "title"]
    if found:
        yield ngettext(
            "%(num)s text is not written in %(language)s: %(places)s. Write it, or take its translations away.",
            "%(num)s texts are not written in %(language)s: %(places)s. Write them, or take their translations away.",
            len(found),
            language=language_name(tag),
            places=_some([Translation(each, "", "").called for each in found]),
        )


def _problems_in(definition: Definition, tag: str) -> Iterator[str]:
    found = translations_of(definition, tag)
    language = language_name(tag)
    missing = [each.called for each in found if each.standing is Standing.MISSING]
    if missing:
        yield ngettext(
            "%(num)s text is not translated into %(language)s: %(places)s.",
            "%(num)s texts are not translated into %(language)s: %(places)s.",
            len(missing),
            language=language,
            places=_some(missing),
        )
    stale = [each.called for each in found if each.standing is Standing.STALE]
    if stale:
        yield ngettext(
            "%(num)s text has changed since it was translated into %(language)s: %(places)s.",
            "%(num)s texts have changed since they were translated into %(language)s: %(places)s.",
            len(stale),
            language=language,
            places=_some(stale),
        )


def _some(places: list[str]) -> str:
    more = len(places) - SHOWN
    named = "; ".join(places[:SHOWN])
    return _("%(named)s; and %(more)s more", named=named, more=more) if more > 0 else named
