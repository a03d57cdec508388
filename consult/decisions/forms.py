"""What an officer fills in about issues and the decision, and the reference that a resident types."""

from consult.citations.forms import ReferencesField
from consult.decisions.models import Disposition
from consult.kernel import tokens
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
        "What is the point?",
        [needed("Enter the point in one sentence"), longest(200)],
        description="One sentence, as those who raised it would say it. The public reads it.",
    )
    detail = LongTextField(
        "More about it (optional)",
        [longest_words(500)],
        description="For example, who raises it and why.",
        render_kw=look(rows=6),
    )


class NewIssueForm(IssueForm):
    """A point that is not listed yet; its key is new on every page, so that two clicks add it once."""

    form_key = HiddenField(default=tokens.new_secret)


class PublishForm(Form):
    """The publication of a decision."""

    unread_reason = LongTextField(
        "Why were not all responses read?",
        [longest_words(300)],
        description="The public reads this beside the decision.",
        render_kw=look(rows=4),
    )


class AnswerForm(VersionedForm):
    """What was done with an issue."""

    disposition = RadiosField(
        "What was done with this point?",
        [needed("Select what was done")],
        choices=[
            choice(Disposition.CHANGED.value, "Something was changed because of it"),
            choice(Disposition.NOT_CHANGED.value, "It was considered, and nothing was changed"),
            choice(Disposition.OUT_OF_SCOPE.value, "It is outside this consultation"),
        ],
    )
    reason = LongTextField(
        "What exactly, and why?",
        [needed("Give the reason"), longest_words(1000)],
        description="The public reads this. Say what changed, or why nothing did.",
        render_kw=look(rows=8),
    )
    answered_by = TextField(
        "Who answers for this?",
        [needed("Enter a role or body, for example Cabinet"), longest(200)],
        description="A role or body, as the public should read it. For example, Cabinet.",
    )


class ReferencesForm(Form):
    """What an issue rests on."""

    references = ReferencesField(validators=[needed("Enter at least one reference")])
    note = TextField(
        "For what? (optional)",
        [longest(200)],
        description="For example, the page or the paragraph. Only officers read it.",
    )


class ReasonForm(Form):
    """A reason, and nothing else."""

    reason = LongTextField("Why?", [needed("Give the reason"), longest_words(300)], render_kw=look(rows=4))


class DecisionForm(VersionedForm):
    """The record of the decision."""

    summary = LongTextField(
        "The decision in short",
        [longest_words(200)],
        description="Two or three sentences. This is what most people read.",
        render_kw=look(rows=4),
    )
    decided = LongTextField(
        "What was decided",
        [longest_words(3000)],
        description="The full text. You can use Markdown for headings and lists.",
        render_kw=look(rows=10),
    )
    decided_by = TextField("Who decided", [longest(200)], description="For example, Cabinet")
    decided_on = DateField("When it was decided", description="For example, 16 1 2023")
    asked = LongTextField("We asked", [longest_words(1000)], render_kw=look(rows=6))
    said = LongTextField("You said", [longest_words(2000)], render_kw=look(rows=8))
    did = LongTextField("We did", [longest_words(2000)], render_kw=look(rows=8))


class FindForm(Form):
    """The reference on a receipt."""

    reference = TextField(
        "Reference",
        [needed("Enter your reference"), longest(40)],
        description="It is on the page you saw when you sent your response. For example, CN-7F3K-92QX.",
        render_kw=look(width=20, spellcheck=False, autocomplete="off"),
    )
