"""Sentences for people, in the language of whoever reads them: gettext over catalogues that need no web request."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from gettext import NullTranslations

from babel import Locale, UnknownLocaleError

SOURCE = "en-GB"
"""The language in which sentences stand in the source: it needs no catalogue."""


@dataclass(frozen=True)
class Language:
    """A language of pages and mails: its tag (BCP 47), and its sentences."""

    tag: str = SOURCE
    translations: NullTranslations = field(default_factory=NullTranslations)
    is_machine_made: bool = False
    """Whether nobody has checked the translation yet."""

    @property
    def is_source(self) -> bool:
        """Whether its sentences are those of the source."""
        return self.tag == SOURCE

    @cached_property
    def locale(self) -> Locale:
        """What Unicode's CLDR knows of the language: its name, direction, dates and numbers."""
        try:
            return Locale.parse(self.tag, sep="-")
        except UnknownLocaleError:
            return Locale.parse(self.tag.partition("-")[0])

    @property
    def name(self) -> str:
        """The language's name in itself, as Cymraeg."""
        return str(self.locale.languages[self.locale.language]).capitalize()

    @property
    def direction(self) -> str:
        """The direction of its script: `ltr` or `rtl`."""
        return str(self.locale.text_direction)


ENGLISH = Language()
_spoken: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def spoken() -> Language:
    """Return the language of whoever reads what is said now."""
    return _spoken.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Say everything in this language while the block runs."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def gettext(message: str, /, **values: object) -> str:
    """Return a sentence in the reader's language, with the values that it names as `%(name)s`."""
    text = spoken().translations.gettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, num: int, /, **values: object) -> str:
    """Return the sentence that fits a number, which stands in it as `%(num)s`, with a mark between thousands."""
    text = spoken().translations.ngettext(singular, plural, num)
    return text % {"num": f"{num:,}", **values}


class LazyText(str):
    """A sentence that is written before anybody reads it: it turns into the reader's language when it is shown.

    What never shows a text to people (a database, a file, a comparison) sees the sentence of the source.
    """

    def __new__(cls, message: str, /, **values: object) -> "LazyText":
        """Keep the sentence and its values."""
        made = super().__new__(cls, message % values if values else message)
        made.message, made.values = message, values
        return made

    message: str
    values: dict[str, object]

    def __str__(self) -> str:
        """Return it in the reader's language."""
        return gettext(self.message, **self.values)

    def __bool__(self) -> bool:
        """Tell whether there is a sentence, without asking for it in any language."""
        return str.__len__(self) > 0

    def __format__(self, spec: str) -> str:
        """Return it in the reader's language, inside another text."""
        return format(str(self), spec)


def _shown(name: str) -> object:
    def call(self: LazyText, *args: object, **kwargs: object) -> object:
        return getattr(str(self), name)(*args, **kwargs)

    return call


# What reads or changes the words of a text does so with the words that are shown.
for _name in (
    *("__add__", "__mod__", "__contains__", "__getitem__", "__iter__", "__len__"),
    *(
        "capitalize",
        "casefold",
        "endswith",
        "format",
        "format_map",
        "lower",
        "partition",
        "removeprefix",
        "removesuffix",
        "replace",
    ),
    *("rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "title", "upper"),
):
    setattr(LazyText, _name, _shown(_name))
LazyText.__radd__ = lambda self, before: before + str(self)  # type: ignore[attr-defined]


def lazy_gettext(message: str, /, **values: object) -> str:
    """Return a sentence that is translated when it is shown: for what is written once for all readers."""
    return LazyText(message, **values)


class ShapedText(LazyText):
    """What a function makes of a sentence, each time it is shown."""

    def __new__(cls, text: str, shape: Callable[[str], str]) -> "ShapedText":
        """Keep the sentence and the function."""
        made = str.__new__(cls, shape(str.__str__(text)))
        made.text, made.shape = text, shape
        return made

    text: str
    shape: Callable[[str], str]

    def __str__(self) -> str:
        """Return it in the reader's language."""
        return self.shape(str(self.text))


def shaped(text: str, shape: Callable[[str], str]) -> str:
    """Return what a function makes of a sentence; of a lazy one, when it is shown."""
    return ShapedText(text, shape) if isinstance(text, LazyText) else shape(text)
