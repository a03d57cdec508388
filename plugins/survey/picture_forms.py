"""The builder’s forms for pictures of answers."""

from consult.sdk.files import FileField
from consult.sdk.forms import DataRequired, Form, Length, RadioField, StringField, choice, render_options
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.definition import Item, words

DRAFT, EVERYWHERE = "draft", "everywhere"


def picture_file() -> FileField:
    """Return the field for a picture that must be sent."""
    return FileField(
        _l("Picture"),
        [DataRequired(_l("Select a picture"))],
        description=_l("PNG or JPEG, 500 kB at most. We take out who made it, and where."),
        render_kw=render_options(accept=".png,.jpg,.jpeg"),
    )


class PictureForm(Form):
    """A picture to put beside an answer."""

    code = RadioField(_l("Beside which answer?"), [DataRequired(_l("Select an answer"))])
    file = picture_file()
    alt = StringField(
        _l("What it shows"),
        [DataRequired(_l("Enter what the picture shows")), Length(max=300)],
        description=_l("For people who cannot see it, and for forms on paper. Say what tells it from the others."),
    )

    def offer(self, item: Item) -> "PictureForm":
        """Offer the answers of a question, and return the form."""
        self.code.choices = [choice(option.code, words(option.label)) for option in item.offered]
        return self


class RemovalForm(Form):
    """From where a picture goes."""

    where = RadioField(
        _l("From where?"),
        [DataRequired(_l("Select from where the picture goes"))],
        choices=[
            choice(DRAFT, _l("From the draft"), hint=_l("Published versions keep it.")),
            choice(
                EVERYWHERE,
                _l("From everywhere"),
                hint=_l("The file is deleted. Published versions and other surveys that show it have words only."),
            ),
        ],
    )
