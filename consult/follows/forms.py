"""The form of whoever wants to follow something."""

from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import EmailField, Form, needed


class FollowForm(Form):
    """The address that is written to."""

    email = EmailField(
        _l("Your email address"),
        [needed(_l("Enter your email address"))],
        description=_l("We use it for these emails alone. Each has a link that stops them."),
    )
