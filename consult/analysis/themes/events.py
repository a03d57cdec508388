"""Facts about the code book and about coded texts."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class ThemeAdded(Event):
    """A theme was added to the code book."""

    name = "analysis.theme_added"
    sentence = _l("{actor} added theme T{number}")

    theme_id: int
    number: int


@dataclass(frozen=True, kw_only=True)
class ThemeEdited(Event):
    """The words of a theme, or the theme it belongs to, were changed."""

    name = "analysis.theme_edited"
    sentence = _l("{actor} changed theme T{number}")

    theme_id: int
    number: int


@dataclass(frozen=True, kw_only=True)
class ThemesMerged(Event):
    """A theme was merged into another, under which it counts from now on."""

    name = "analysis.themes_merged"
    sentence = _l("{actor} merged theme T{number} into T{into}")

    theme_id: int
    number: int
    into: int


@dataclass(frozen=True, kw_only=True)
class ThemeSplit(Event):
    """A theme was split into parts."""

    name = "analysis.theme_split"
    sentence = _l("{actor} split theme T{number} into {parts} parts")

    theme_id: int
    number: int
    parts: int


@dataclass(frozen=True, kw_only=True)
class TextCoded(Event):
    """An officer coded the answer to one question, or a passage of it."""

    name = "analysis.text_coded"
    sentence = _l("{actor} coded response {submission_id} with {themes} themes")

    submission_id: int
    themes: int


@dataclass(frozen=True, kw_only=True)
class SampleDrawn(Event):
    """Answers were drawn at random, to be coded a second time or read again."""

    name = "analysis.sample_drawn"
    sentence = _l("{actor} drew sample {sample_id} of {texts} answers")

    sample_id: int
    texts: int


@dataclass(frozen=True, kw_only=True)
class SampleRead(Event):
    """An officer coded an answer of a sample a second time, or read it again."""

    name = "analysis.sample_read"
    sentence = _l("{actor} read response {submission_id} again for sample {sample_id}")

    sample_id: int
    submission_id: int


@dataclass(frozen=True, kw_only=True)
class SamplePublished(Event):
    """What a sample tells was published beside the results."""

    name = "analysis.sample_published"
    sentence = _l("{actor} published what sample {sample_id} tells, of {texts} answers")

    sample_id: int
    texts: int


@dataclass(frozen=True, kw_only=True)
class TextsSentToModel(Event):
    """An officer had published answers sent to the model that the council set; written before the first one left."""

    name = "analysis.texts_sent_to_model"
    sentence = _l("{actor} had {texts} published answers sent to the model {model}")

    activity_id: int
    question: str
    texts: int
    model: str


EVENTS: tuple[type[Event], ...] = (
    ThemeAdded,
    ThemeEdited,
    ThemesMerged,
    ThemeSplit,
    TextCoded,
    SampleDrawn,
    SampleRead,
    SamplePublished,
    TextsSentToModel,
)
