"""The forms of news by email."""

from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import DataRequired, EmailField, Form


class StopForm(Form):
    """The address that gets no more news."""

    email = EmailField(_l("Email address"), [DataRequired(_l("Enter the email address that gets the emails"))])
