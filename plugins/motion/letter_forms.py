"""The forms of letters, replies and reports."""

from consult.sdk.files import FileField
from consult.sdk.forms import (
    DataRequired,
    DateField,
    EmailField,
    Form,
    HiddenField,
    Length,
    RadioField,
    RequiredIf,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from plugins.motion.actions import Reply
from plugins.motion.correspondence import Publication, Way


class LetterForm(Form):
    """A letter that is to be signed off."""

    recipient = StringField(
        _l("Who does it go to?"), [DataRequired(_l("Enter who the letter goes to")), Length(max=200)]
    )
    body = TextAreaField(
        _l("What the letter says"),
        [DataRequired(_l("Enter what the letter says")), Length(max=20_000)],
        description=_l("Everybody can read it once it is sent. Do not name private people."),
        render_kw=render_options(rows=14),
    )
    signatory = StringField(
        _l("Who signs it?"),
        [DataRequired(_l("Enter who signs it")), Length(max=200)],
        description=_l("A post, not a person’s name."),
    )


class SendForm(Form):
    """How a signed letter goes out."""

    way = RadioField(
        _l("How is it sent?"),
        [DataRequired(_l("Select how the letter is sent"))],
        choices=[
            choice(Way.EMAIL, Way.EMAIL.label, reveals=("address",)),
            choice(Way.POST, Way.POST.label, reveals=("sent_on",)),
        ],
    )
    address = EmailField(
        _l("Email address of the recipient"),
        [RequiredIf("way", Way.EMAIL, message=_l("Enter the email address")), Length(max=254)],
        description=_l("The letter goes out at once, with its PDF. Only officers can see this address."),
    )
    sent_on = DateField(
        _l("When was it posted?"), [RequiredIf("way", Way.POST, message=_l("Enter the day on which it was posted"))]
    )


PUBLICATIONS = [
    choice(Publication.WHOLE, Publication.WHOLE.label),
    choice(Publication.REDACTED, Publication.REDACTED.label, reveals=("copy",)),
    choice(Publication.WITHHELD, Publication.WITHHELD.label),
]
NOT_WHOLE = (Publication.REDACTED, Publication.WITHHELD)


class ReplyForm(Form):
    """What a body replied."""

    said_by = StringField(_l("Who replied?"), [DataRequired(_l("Enter who replied")), Length(max=200)])
    says = RadioField(
        _l("What was the reply?"),
        [DataRequired(_l("Select what the reply was"))],
        choices=[choice(reply, reply.label) for reply in Reply],
    )
    summary = TextAreaField(
        _l("What does it say?"),
        [DataRequired(_l("Enter what the reply says")), Length(max=5_000)],
        description=_l("In neutral words of your own. Everybody can read it."),
        render_kw=render_options(rows=5),
    )
    dated_on = DateField(_l("Date of the reply"), render_kw=render_options(optional=True))
    received_on = DateField(_l("When did it come?"), [DataRequired(_l("Enter the day on which it came"))])
    file = FileField(
        _l("The document"),
        description=_l(
            "PDF, Word, picture or text. Its words stay. We take out who wrote the file, where a picture was taken, "
            "and scripts."
        ),
        render_kw=render_options(optional=True),
    )
    publication = RadioField(
        _l("What is published of the document?"),
        choices=PUBLICATIONS,
        description=_l(
            "Answer this if you add a document. Look for names, telephone numbers and addresses of private people "
            "first."
        ),
        render_kw=render_options(optional=True),
    )
    copy = FileField(
        _l("The copy for the public"),
        description=_l("What is taken out must be gone from the file, not only covered."),
    )
    publication_reason = StringField(
        _l("Why is not all of it published?"),
        [RequiredIf("publication", *NOT_WHOLE, message=_l("Say why not all of it is published")), Length(max=500)],
        description=_l("Everybody can read it."),
        render_kw=render_options(optional=True),
    )
    number = HiddenField()


class PublicationForm(VersionedForm):
    """What the public may have of the file of a reply."""

    publication = RadioField(
        _l("What is published of the document?"),
        [DataRequired(_l("Select what is published of the document"))],
        choices=PUBLICATIONS,
    )
    copy = FileField(
        _l("The copy for the public"),
        description=_l("What is taken out must be gone from the file, not only covered."),
    )
    publication_reason = StringField(
        _l("Why is not all of it published?"),
        [RequiredIf("publication", *NOT_WHOLE, message=_l("Say why not all of it is published")), Length(max=500)],
        description=_l("Everybody can read it."),
        render_kw=render_options(optional=True),
    )
    file = FileField(
        _l("The document"),
        description=_l("Only where there is no file yet, or it was not accepted."),
        render_kw=render_options(optional=True),
    )


class VoidForm(VersionedForm):
    """Why what was filed was no reply."""

    reason = StringField(
        _l("Why was it no reply?"),
        [DataRequired(_l("Give the reason")), Length(max=500)],
        description=_l("For example, that it belongs to another action. Everybody can read it."),
    )


class ReportForm(Form):
    """What the council is told about an action."""

    meeting_on = DateField(_l("Date of the meeting"), [DataRequired(_l("Enter the date of the meeting"))])
    text = TextAreaField(
        _l("What is the council told?"),
        [DataRequired(_l("Enter the report to the council")), Length(max=5_000)],
        description=_l("It stands on the page of the meeting. Everybody can read it."),
        render_kw=render_options(rows=6),
    )
