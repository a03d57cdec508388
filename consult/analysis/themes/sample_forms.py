"""What an officer fills in to draw a sample, and about each answer in it."""

from typing import Any

from consult.analysis.themes.models import Theme
from consult.analysis.themes.sample_models import Purpose
from consult.analysis.themes.samples import MOST
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import (
    DataRequired,
    Form,
    IntegerField,
    RadioField,
    SelectMultipleField,
    choice,
)


class SampleForm(Form):
    """Which answers are drawn, and how many."""

    purpose = RadioField(_l("What is the sample for?"), [DataRequired(_l("Select what the sample is for"))])
    size = IntegerField(
        _l("How many answers?"),
        [DataRequired(_l("Enter how many answers"))],
        minimum=1,
        maximum=MOST,
        description=_l("Fewer than 25 are too few for figures. 300 is usual."),
    )

    def __init__(self, **given: Any) -> None:
        """Word the purposes for whoever reads the page."""
        super().__init__(**given)
        self.purpose.choices = [choice(purpose.value, purpose.label) for purpose in Purpose]


class SecondCodingForm(Form):
    """The themes that a second officer sees in an answer."""

    themes = SelectMultipleField(
        _l("Which themes does this text have?"),
        description=_l("Select all that it has. Select none if it has none of these."),
        choices=[],
    )

    def offer(self, themes: list[Theme]) -> None:
        """Offer the themes that were in the code book when the sample was drawn."""
        self.themes.choices = [
            choice(theme.code, f"{theme.code} {theme.title}", hint=theme.definition) for theme in themes
        ]


class ReReadingForm(Form):
    """Whether an answer that was left aside says something new."""

    is_new = RadioField(
        _l("Does it say something that no theme says?"),
        [DataRequired(_l("Select yes if it says something that no theme says"))],
    )

    def __init__(self, **given: Any) -> None:
        """Word yes and no for whoever reads the page."""
        super().__init__(**given)
        self.is_new.choices = [choice("yes", _("Yes")), choice("no", _("No"))]
