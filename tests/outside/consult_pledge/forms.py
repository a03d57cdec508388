"""What people fill in."""

from consult.sdk.database import tokens
from consult.sdk.files import UploadField
from consult.sdk.forms import Form, HiddenField, LongTextField, longest_words, needed
from consult.sdk.references import ReferencesField


class ReportForm(Form):
    """What came of a pledge."""

    finding = LongTextField("What came of it?", [needed("Enter what came of it"), longest_words(200)])
    photo = UploadField("A photo (optional)")


class PledgeForm(Form):
    """A pledge, and what moved somebody to it."""

    form_key = HiddenField(default=tokens.new_secret)
    text = LongTextField("What will you do?", [needed("Enter what you will do"), longest_words(200)])
    because_of = ReferencesField("What moved you to it? (optional)")
