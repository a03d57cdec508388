"""What people fill in."""

from consult.sdk.database import tokens
from consult.sdk.files import FileField
from consult.sdk.forms import DataRequired, Form, HiddenField, MaxWords, TextAreaField
from consult.sdk.references import ReferencesField


class ReportForm(Form):
    """What came of a pledge."""

    finding = TextAreaField("What came of it?", [DataRequired("Enter what came of it"), MaxWords(200)])
    photo = FileField("A photo (optional)")


class PledgeForm(Form):
    """A pledge, and what moved somebody to it."""

    form_key = HiddenField(default=tokens.new_secret)
    text = TextAreaField("What will you do?", [DataRequired("Enter what you will do"), MaxWords(200)])
    because_of = ReferencesField("What moved you to it? (optional)")
