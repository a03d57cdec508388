"""What an officer enters to keep a translation."""

from typing import Any

from consult.comments.translations import LANGUAGES
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import (
    DataRequired,
    DateField,
    Length,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)


class TranslationForm(VersionedForm):
    """From which language, the words, by whom or by which program, and when."""

    language = SelectField(_l("Language of the original"), [DataRequired(_l("Select the language of the original"))])
    text = TextAreaField(
        _l("Translation"),
        [DataRequired(_l("Enter the translation")), Length(max=100_000)],
        description=_l("Do not put anything in that was taken out of the original."),
        render_kw=render_options(rows=10),
    )
    how = RadioField(
        _l("How was it translated?"),
        [DataRequired(_l("Select how it was translated"))],
        choices=[choice("person", _l("By a person")), choice("machine", _l("By a machine"))],
    )
    translator = StringField(
        _l("Who translated it, or which program?"),
        [DataRequired(_l("Enter who translated it, or which program")), Length(max=200)],
        description=_l("Everybody who reads the translation reads this too. An office will do in place of a name."),
    )
    made_on = DateField(_l("When was it translated?"), [DataRequired(_l("Enter when it was translated"))])

    def __init__(self, **given: Any) -> None:
        """Offer the languages in the words of whoever reads the page."""
        super().__init__(**given)
        self.language.choices = [
            choice("", _l("Select a language")),
            *(choice(code, name) for code, name in LANGUAGES.items()),
        ]
