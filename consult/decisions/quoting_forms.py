"""What an officer fills in to quote words of a response."""

from collections.abc import Sequence

from consult.analysis.themes.models import Theme
from consult.decisions.models import Issue
from consult.decisions.quoting import Into
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.row_numbers import row_number
from consult.web.forms import (
    DataRequired,
    Form,
    Length,
    RadioField,
    SelectField,
    TextAreaField,
    choice,
    render_options,
)

LONGEST = 1500


class QuoteForm(Form):
    """Which words are quoted, and where."""

    words = TextAreaField(
        _l("Which words?"),
        [DataRequired(_l("Enter the words to quote")), Length(max=LONGEST)],
        description=_l("Word for word, as they stand in the response. The quotation marks are added for you."),
        render_kw=render_options(rows=4, spellcheck=False),
    )
    into = RadioField(_l("Where do they go?"), [DataRequired(_l("Select where they go"))])
    issue = SelectField(_l("Which issue?"))
    theme = SelectField(_l("Which theme?"))

    def offer(
        self, issues: Sequence[Issue], themes: Sequence[Theme], *, has_draft: bool, is_for_the_public: bool
    ) -> None:
        """Offer these issues and themes, and the draft of the decision where there is one."""
        self.issue.choices = [
            choice("", _("Select an issue")),
            *(choice(one.id, _("Issue %(number)s: %(title)s", number=one.number, title=one.title)) for one in issues),
        ]
        self.theme.choices = [
            choice("", _("Select a theme")),
            *(choice(one.id, f"{one.code} {one.title}") for one in themes),
        ]
        self.into.choices = []
        if issues and is_for_the_public:
            hint = _("Under “More about it”. The public reads it with the decision.")
            self.into.choices.append(choice(Into.ISSUE, _("Into an issue"), hint=hint, reveals="issue"))
        if has_draft and is_for_the_public:
            hint = _("Under “You said”. The public reads it with the decision.")
            self.into.choices.append(choice(Into.DECISION, _("Into the decision"), hint=hint))
        if themes:
            hint = _("Among its examples. Only officers read it.")
            self.into.choices.append(choice(Into.THEME, _("Into a theme"), hint=hint, reveals="theme"))

    def chosen(self) -> tuple[Into, int]:
        """Return where the words go, and the issue or theme; raises `Invalid` when none was selected."""
        into = Into(self.into.data or "")
        fields = {Into.ISSUE: (self.issue, _("Select an issue")), Into.THEME: (self.theme, _("Select a theme"))}
        if into not in fields:
            return into, 0
        field, sentence = fields[into]
        number = row_number(field.data)
        if not number:
            raise Invalid(fields={into.value: sentence})
        return into, number
