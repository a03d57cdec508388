"""What an officer selects to mark passages of a response."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from consult.analysis.queries import DividedText
from consult.analysis.services import NOT_SUBSTANTIVE, POINT, Selection
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import DataRequired, Form, RadioField, SelectMultipleField, choice, render_options


class PassagesField(SelectMultipleField):
    """Passages to select; what another officer marked meanwhile is shown as a conflict, not as a wrong choice."""

    def pre_validate(self, form: object) -> None:
        """Leave it to the service to compare what was selected with the text as it now stands."""


class MarkForm(Form):
    """Which passages are marked, and as what."""

    chosen = PassagesField(
        _l("Which passages?"),
        description=_l("Passages beside each other become one. Select those that make one point, then mark them."),
        render_kw=render_options(small=True),
    )
    code = RadioField(
        _l("What are they?"),
        [DataRequired(_l("Select what they are"))],
    )

    def __init__(self, **given: Any) -> None:
        """Word what a passage may be for whoever reads the page."""
        super().__init__(**given)
        self.code.choices = [
            choice(POINT, _("A point that the decision must answer")),
            *(choice(code, _("Not substantive: %(label)s", label=label)) for code, label in NOT_SUBSTANTIVE.items()),
        ]

    def offer(self, texts: Sequence[DividedText]) -> None:
        """Offer every open passage of these texts."""
        self.chosen.choices = [
            choice(Selection.of(text, piece.begins, piece.ends).key, _shown(text.words(piece)), hint=text.label)
            for text in texts
            for piece in text.pieces
            if piece.passage is None
        ]


def _shown(words: str) -> Markup:
    return Markup('<span dir="auto">{}</span>').format(escape(words.strip() or "…"))
