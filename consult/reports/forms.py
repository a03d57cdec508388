"""The form in which the sections of a report are chosen."""

from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import Form, SelectMultipleField


class ReportForm(Form):
    """Which sections a report has."""

    sections = SelectMultipleField(
        _l("Which sections should the report have?"),
        description=_l("A section that has nothing to say is left out."),
    )
