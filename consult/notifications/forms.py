"""The forms of news by email."""

from consult.web.forms import EmailField, Form, needed


class StopForm(Form):
    """The address that gets no more news."""

    email = EmailField("Email address", [needed("Enter the email address that gets the emails")])
