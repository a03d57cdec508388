"""What an officer fills in about issues and the decision, and the reference that a resident types."""

from consult.citations.forms import ReferencesField
from consult.decisions.models import Disposition
from consult.kernel import tokens
from consult.kernel.messages import lazy_gettext as _l
from consult.web.forms import (
    DateField,
    Form,
    HiddenField,
    LongTextField,
    RadiosField,
    TextField,
    VersionedForm,
    choice,
    longest,
    longest_words,
    look,
    needed,
)


class IssueForm(VersionedForm):
    """A point that the decision must answer."""

    title = TextField(
        _l("What is the point?"),
        [needed(_l("Enter the point in one sentence")), longest(200)],
        description=_l("One sentence, as those who raised it would say it. The public reads it."),
    )
    detail = LongTextField(
        _l("More about it (optional)"),
        [longest_words(500)],
        description=_l("For example, who raises it and why."),
        render_kw=look(rows=6),
    )


class NewIssueForm(IssueForm):
    """A point that is not listed yet; its key is new on every page, so that two clicks add it once."""

    form_key = HiddenField(default=tokens.new_secret)


class PublishForm(Form):
    """The publication of a decision."""

    unread_reason = LongTextField(
        _l("Why were not all responses read?"),
        [longest_words(300)],
        description=_l("The public reads this beside the decision."),
        render_kw=look(rows=4),
    )


class AnswerForm(VersionedForm):
    """What was done with an issue."""

    disposition = RadiosField(
        _l("What was done with this point?"),
        [needed(_l("Select what was done"))],
        choices=[
            choice(Disposition.CHANGED, _l("Something was changed because of it")),
            choice(Disposition.NOT_CHANGED, _l("It was considered, and nothing was changed")),
            choice(Disposition.OUT_OF_SCOPE, _l("It is outside this consultation")),
        ],
    )
    reason = LongTextField(
        _l("What exactly, and why?"),
        [needed(_l("Give the reason")), longest_words(1000)],
        description=_l("The public reads this. Say what changed, or why nothing did."),
        render_kw=look(rows=8),
    )
    answered_by = TextField(
        _l("Who answers for this?"),
        [needed(_l("Enter a role or body, for example Cabinet")), longest(200)],
        description=_l("A role or body, as the public should read it. For example, Cabinet."),
    )


class ReferencesForm(Form):
    """What an issue rests on."""

    references = ReferencesField(validators=[needed(_l("Enter at least one reference"))])
    note = TextField(
        _l("For what? (optional)"),
        [longest(200)],
        description=_l("For example, the page or the paragraph. Only officers read it."),
    )


class ReasonForm(Form):
    """A reason, and nothing else."""

    reason = LongTextField(_l("Why?"), [needed(_l("Give the reason")), longest_words(300)], render_kw=look(rows=4))


class DecisionForm(VersionedForm):
    """The record of the decision."""

    summary = LongTextField(
        _l("The decision in short"),
        [longest_words(200)],
        description=_l("Two or three sentences. This is what most people read."),
        render_kw=look(rows=4),
    )
    decided = LongTextField(
        _l("What was decided"),
        [longest_words(3000)],
        description=_l("The full text. You can use Markdown for headings and lists."),
        render_kw=look(rows=10),
    )
    decided_by = TextField(_l("Who decided"), [longest(200)], description=_l("For example, Cabinet"))
    decided_on = DateField(_l("When it was decided"), description=_l("For example, 16 1 2023"))
    asked = LongTextField(_l("We asked"), [longest_words(1000)], render_kw=look(rows=6))
    said = LongTextField(_l("You said"), [longest_words(2000)], render_kw=look(rows=8))
    did = LongTextField(_l("We did"), [longest_words(2000)], render_kw=look(rows=8))


class FindForm(Form):
    """The reference on a receipt."""

    reference = TextField(
        _l("Reference"),
        [needed(_l("Enter your reference")), longest(40)],
        description=_l("It is on the page you saw when you sent your response. For example, CN-7F3K-92QX."),
        render_kw=look(width=20, spellcheck=False, autocomplete="off"),
    )
