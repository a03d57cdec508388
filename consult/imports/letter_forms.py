"""The forms for letters that arrive as files."""

from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import DataRequired, Form, Length, MultipleFileField, StringField, render_options


class LettersForm(Form):
    """Letters, mails and minutes, each a file."""

    files = MultipleFileField(
        _l("Letters, emails or minutes"),
        [DataRequired(_l("Select at least one file"))],
        description=_l("EML, PDF, DOCX, TXT, JPG or PNG, together at most 25 MB. You can select several."),
        render_kw=render_options(accept=".eml,.pdf,.docx,.txt,.jpg,.jpeg,.png"),
    )


class PutAsideForm(Form):
    """Why nothing is entered from a letter."""

    reason = StringField(
        _l("Why is nothing entered from it?"),
        [DataRequired(_l("Enter why nothing is entered from it")), Length(max=500)],
        description=_l("For example, “An invoice” or “Sent twice”. Officers read it."),
    )
