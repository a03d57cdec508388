"""The form of whoever wants to follow something."""

from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import DataRequired, EmailField, Form


class FollowForm(Form):
    """The address that is written to."""

    email = EmailField(
        _l("Your email address"),
        [DataRequired(_l("Enter your email address"))],
        description=_l("We use it for these emails alone. Each has a link that stops them."),
    )
