"""What an officer fills in about issues and the decision, and the reference that a resident types."""

from consult.citations.forms import ReferencesField
from consult.decisions.models import Disposition
from consult.kernel import tokens
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import (
    DataRequired,
    DateField,
    Form,
    HiddenField,
    Length,
    MaxWords,
    RadioField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)


class IssueForm(VersionedForm):
    """A point that the decision must answer."""

    title = StringField(
        _l("What is the point?"),
        [DataRequired(_l("Enter the point in one sentence")), Length(max=200)],
        description=_l("One sentence, as those who raised it would say it. The public reads it."),
    )
    detail = TextAreaField(
        _l("More about it (optional)"),
        [MaxWords(500)],
        description=_l("For example, who raises it and why."),
        render_kw=render_options(rows=6),
    )


class NewIssueForm(IssueForm):
    """A point that is not listed yet; its key is new on every page, so that two clicks add it once."""

    form_key = HiddenField(default=tokens.new_secret)


class PublishForm(Form):
    """The publication of a decision."""

    unread_reason = TextAreaField(
        _l("Why were not all responses read?"),
        [MaxWords(300)],
        description=_l("The public reads this beside the decision."),
        render_kw=render_options(rows=4),
    )


class AnswerForm(VersionedForm):
    """What was done with an issue."""

    disposition = RadioField(
        _l("What was done with this point?"),
        [DataRequired(_l("Select what was done"))],
        choices=[
            choice(Disposition.CHANGED, _l("Something was changed because of it")),
            choice(Disposition.NOT_CHANGED, _l("It was considered, and nothing was changed")),
            choice(Disposition.OUT_OF_SCOPE, _l("It is outside this consultation")),
        ],
    )
    reason = TextAreaField(
        _l("What exactly, and why?"),
        [DataRequired(_l("Give the reason")), MaxWords(1000)],
        description=_l("The public reads this. Say what changed, or why nothing did."),
        render_kw=render_options(rows=8),
    )
    answered_by = StringField(
        _l("Who answers for this?"),
        [DataRequired(_l("Enter a role or body, for example Cabinet")), Length(max=200)],
        description=_l("A role or body, as the public should read it. For example, Cabinet."),
    )


class ReferencesForm(Form):
    """What an issue rests on."""

    references = ReferencesField(validators=[DataRequired(_l("Enter at least one reference"))])
    note = StringField(
        _l("For what? (optional)"),
        [Length(max=200)],
        description=_l("For example, the page or the paragraph. Only officers read it."),
    )


class ReasonForm(Form):
    """A reason, and nothing else."""

    reason = TextAreaField(
        _l("Why?"), [DataRequired(_l("Give the reason")), MaxWords(300)], render_kw=render_options(rows=4)
    )


class DecisionForm(VersionedForm):
    """The record of the decision."""

    summary = TextAreaField(
        _l("The decision in short"),
        [MaxWords(200)],
        description=_l("Two or three sentences. This is what most people read."),
        render_kw=render_options(rows=4),
    )
    decided = TextAreaField(
        _l("What was decided"),
        [MaxWords(3000)],
        description=_l("The full text. You can use Markdown for headings and lists."),
        render_kw=render_options(rows=10),
    )
    decided_by = StringField(_l("Who decided"), [Length(max=200)], description=_l("For example, Cabinet"))
    decided_on = DateField(_l("When it was decided"), description=_l("For example, 16 1 2023"))
    asked = TextAreaField(_l("We asked"), [MaxWords(1000)], render_kw=render_options(rows=6))
    said = TextAreaField(_l("You said"), [MaxWords(2000)], render_kw=render_options(rows=8))
    did = TextAreaField(_l("We did"), [MaxWords(2000)], render_kw=render_options(rows=8))


class FindForm(Form):
    """The reference on a receipt."""

    reference = StringField(
        _l("Reference"),
        [DataRequired(_l("Enter your reference")), Length(max=40)],
        description=_l("It is on the page you saw when you sent your response. For example, CN-7F3K-92QX."),
        render_kw=render_options(width=20, spellcheck=False, autocomplete="off"),
    )
