"""What an officer fills in about themes and about a text that is coded."""

from collections.abc import Iterable, Sequence

from consult.analysis.themes.models import Theme
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import (
    Choice,
    DataRequired,
    Form,
    Length,
    MaxWords,
    OnceForm,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)


class ThemeForm(VersionedForm):
    """A theme of the code book."""

    title = StringField(
        _l("Theme"),
        [DataRequired(_l("Enter the theme in a few words")), Length(max=200)],
        description=_l("As those who say it would put it. For example, fear of being mistaken for somebody else."),
    )
    definition = TextAreaField(
        _l("What belongs to it"),
        [DataRequired(_l("Enter what belongs to it, so that two officers code alike")), MaxWords(300)],
        description=_l("Also say what does not belong to it."),
        render_kw=render_options(rows=4),
    )
    examples = TextAreaField(
        _l("Examples (optional)"),
        [MaxWords(300)],
        description=_l("One on each line. Leave out names and whatever else tells who wrote it."),
        render_kw=render_options(rows=4),
    )
    parent = SelectField(_l("Part of (optional)"), choices=[])

    def offer_parents(self, themes: Iterable[Theme]) -> None:
        """Offer the themes of which this one may be part."""
        self.parent.choices = [choice("", _("No other theme")), *(_choice(theme) for theme in themes)]

    @property
    def parent_id(self) -> int | None:
        """The theme of which this one is part."""
        return int(self.parent.data) if self.parent.data else None


class NewThemeForm(ThemeForm, OnceForm):
    """A theme that is not in the code book yet."""


class MergeForm(Form):
    """Under which other theme a theme is to count."""

    into = SelectField(
        _l("Under which theme is it to count?"),
        [DataRequired(_l("Select the theme under which it is to count"))],
        choices=[],
    )

    def offer(self, themes: Iterable[Theme]) -> None:
        """Offer the themes into which it can be merged."""
        self.into.choices = [choice("", _("Select a theme")), *(_choice(theme) for theme in themes)]


class SplitForm(Form):
    """The parts of a theme."""

    titles = TextAreaField(
        _l("What are its parts?"),
        [DataRequired(_l("Enter at least two parts, one on each line")), Length(max=2000)],
        description=_l("One on each line. Each gets a number of its own; add its definition afterwards."),
        render_kw=render_options(rows=6),
    )


class CodingForm(VersionedForm):
    """The themes of a text."""

    themes = SelectMultipleField(
        _l("Which themes does this text have?"),
        description=_l("Select all that it has. Select none if it has none of these."),
        choices=[],
    )

    def offer(self, themes: Sequence[Theme], proposed: Iterable[tuple[Theme, str]]) -> None:
        """Offer the themes, saying of each whether something proposes it."""
        hints = {theme.id: hint for theme, hint in proposed}
        self.themes.choices = [
            choice(theme.id, f"{theme.code} {theme.title}", hint=hints.get(theme.id, theme.definition))
            for theme in themes
        ]

    @property
    def theme_ids(self) -> list[int]:
        """The numbers of the themes that were selected."""
        return [int(value) for value in self.themes.data]


class PassageForm(Form):
    """The themes of a passage."""

    passage = TextAreaField(
        _l("Which words?"),
        [DataRequired(_l("Copy the passage from the text, word for word")), Length(max=20_000)],
        description=_l("Copy them from the text, word for word."),
        render_kw=render_options(rows=3),
    )
    themes = SelectMultipleField(_l("Which themes does this passage have?"), choices=[])

    def offer(self, themes: Sequence[Theme]) -> None:
        """Offer the themes."""
        self.themes.choices = [_choice(theme) for theme in themes]

    @property
    def theme_ids(self) -> list[int]:
        """The numbers of the themes that were selected."""
        return [int(value) for value in self.themes.data]


def _choice(theme: Theme) -> Choice:
    return choice(theme.id, f"{theme.code} {theme.title}")
