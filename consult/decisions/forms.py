"""What an officer fills in about issues and the decision, and the reference that a resident types."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from consult.citations.forms import ReferencesField
from consult.decisions.answers import SAYS_WHAT_CHANGED, AnswerDetails
from consult.decisions.models import Disposition, Verdict
from consult.decisions.outline import Placed
from consult.decisions.points import ShownPoint
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.row_numbers import row_number
from consult.web.forms import (
    DataRequired,
    DateField,
    Form,
    Length,
    MaxWords,
    OnceForm,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)

_NOT_OURS = _l("If it is not a document of this consultation, name it with the paragraph.")
NEW, TAKE_OUT = "new", "out"


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


class NewIssueForm(IssueForm, OnceForm):
    """A point that is not listed yet."""


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
            choice(
                Disposition.CHANGED,
                _l("Something was changed because of it"),
                reveals=("changed_document_id", "changed_paragraph"),
            ),
            choice(
                Disposition.NEW_OPTION,
                _l("A new option was added because of it"),
                reveals=("new_option_document_id", "new_option_paragraph"),
            ),
            choice(
                Disposition.ANALYSIS_IMPROVED,
                _l("The analysis was improved because of it"),
                reveals=("analysis_improved_document_id", "analysis_improved_paragraph"),
            ),
            choice(
                Disposition.FACT_CORRECTED,
                _l("A fact was corrected because of it"),
                reveals=("fact_corrected_document_id", "fact_corrected_paragraph"),
            ),
            choice(
                Disposition.NOT_CHANGED,
                _l("It was considered, and nothing was changed"),
                reveals=("authority", "look_again"),
            ),
            choice(Disposition.OUT_OF_SCOPE, _l("It is outside this consultation"), reveals="who_can_act"),
            choice(Disposition.ALREADY_SO, _l("It is already so")),
        ],
    )
    reason = TextAreaField(
        _l("What exactly, and why?"),
        [DataRequired(_l("Give the reason")), MaxWords(1000)],
        description=_l("The public reads this. Say what changed, or why nothing did."),
        render_kw=render_options(rows=8),
    )
    changed_document_id = SelectField(_l("Which document changed? (optional)"), description=_NOT_OURS)
    changed_paragraph = StringField(
        _l("Which paragraph changed?"),
        [Length(max=300)],
        description=_l("For example, paragraph 4.2 of the draft plan."),
    )
    new_option_document_id = SelectField(_l("In which document is the new option? (optional)"), description=_NOT_OURS)
    new_option_paragraph = StringField(_l("In which paragraph is it? (optional)"), [Length(max=300)])
    analysis_improved_document_id = SelectField(
        _l("In which document is the better analysis? (optional)"), description=_NOT_OURS
    )
    analysis_improved_paragraph = StringField(_l("In which paragraph is it? (optional)"), [Length(max=300)])
    fact_corrected_document_id = SelectField(
        _l("In which document was the fact corrected? (optional)"), description=_NOT_OURS
    )
    fact_corrected_paragraph = StringField(_l("In which paragraph was it? (optional)"), [Length(max=300)])
    authority = TextAreaField(
        _l("On what authority?"),
        [MaxWords(300)],
        description=_l("The law, policy or evidence on which this rests."),
        render_kw=render_options(rows=3),
    )
    look_again = TextAreaField(
        _l("What would make us look again?"),
        [MaxWords(300)],
        description=_l("For example, new figures, or a change of the law."),
        render_kw=render_options(rows=3),
    )
    who_can_act = StringField(
        _l("Who can act on it?"),
        [Length(max=200)],
        description=_l("For example, the Mayor of London."),
    )
    answered_by = StringField(
        _l("Who answers for this?"),
        [DataRequired(_l("Enter a role or body, for example Cabinet")), Length(max=200)],
        description=_l("A role or body, as the public should read it. For example, Cabinet."),
    )

    def __init__(self, **given: Any) -> None:
        """Show what changed beside what was done, and offer no document until the page says which there are."""
        issue = given.get("obj")
        if issue is not None and issue.disposed in SAYS_WHAT_CHANGED:
            document, paragraph = _where(issue.disposed)
            given = {document: issue.changed_document_id, paragraph: issue.changed_paragraph, **given}
        super().__init__(**given)
        self.offer({})

    def offer(self, documents: Mapping[int, str]) -> None:
        """Offer these documents, by number, as those that may have changed."""
        named = [choice(number, title) for number, title in documents.items()]
        for disposition in SAYS_WHAT_CHANGED:
            document, _paragraph = _where(disposition)
            self[document].choices = [choice("", _l("None of these")), *named]

    def take_errors(self, error: Exception) -> None:
        """Show what is wrong with a document at the field that is in view."""
        if isinstance(error, Invalid) and "changed_document_id" in error.fields:
            document, _paragraph = _where(Disposition(self.disposition.data or ""))
            self.add_error(document, error.fields["changed_document_id"])
        else:
            super().take_errors(error)

    def details(self) -> AnswerDetails:
        """Return what was said beside the reason, of what belongs to the disposition that was chosen."""
        chosen = Disposition(self.disposition.data or "")
        document, paragraph = _where(chosen if chosen in SAYS_WHAT_CHANGED else Disposition.CHANGED)
        return AnswerDetails(
            authority=self.authority.data or "",
            look_again=self.look_again.data or "",
            who_can_act=self.who_can_act.data or "",
            changed_document_id=row_number(self[document].data) or None,
            changed_paragraph=self[paragraph].data or "",
        )


def _where(disposition: Disposition) -> tuple[str, str]:
    """Return the names of the fields that say in which document, and which paragraph, something changed."""
    return f"{disposition}_document_id", f"{disposition}_paragraph"


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
    review_on = DateField(
        _l("When will you look at it again? (optional)"),
        description=_l("On this day you say in public whether the decision did what was meant. For example, 16 1 2024"),
    )
    asked = TextAreaField(_l("We asked"), [MaxWords(1000)], render_kw=render_options(rows=6))
    said = TextAreaField(_l("You said"), [MaxWords(2000)], render_kw=render_options(rows=8))
    did = TextAreaField(_l("We did"), [MaxWords(2000)], render_kw=render_options(rows=8))


class ReviewForm(Form):
    """Whether a decision did what was meant."""

    verdict = RadioField(
        _l("Did it do what was meant?"),
        [DataRequired(_l("Select whether it did what was meant"))],
        choices=[
            choice(Verdict.YES, _l("Yes")),
            choice(Verdict.PARTLY, _l("In part")),
            choice(Verdict.NO, _l("No")),
        ],
    )
    outcome = TextAreaField(
        _l("What was found?"),
        [DataRequired(_l("Say what was found")), MaxWords(500)],
        description=_l("The public reads this. Say how you know, and what follows."),
        render_kw=render_options(rows=6),
    )


class FindForm(Form):
    """The reference on a receipt."""

    reference = StringField(
        _l("Reference"),
        [DataRequired(_l("Enter your reference")), Length(max=40)],
        description=_l("It is on the page you saw when you sent your response. For example, CN-7F3K-92QX."),
        render_kw=render_options(width=20, spellcheck=False, autocomplete="off"),
    )


class PointsField(SelectMultipleField):
    """Points to select; what another officer moved meanwhile is shown as a conflict, not as a wrong choice."""

    def pre_validate(self, form: object) -> None:
        """Leave it to the service to compare what was selected with what now stands."""


class PutForm(OnceForm):
    """Which points are put into which issue."""

    chosen = PointsField(_l("Which points?"), render_kw=render_options(small=True))
    issue = SelectField(_l("Put in issue"), [DataRequired(_l("Select an issue"))])
    title = StringField(
        _l("Title of the new issue"),
        [Length(max=200)],
        description=_l("Only if you select “A new issue”. One sentence, as those who raised it would say it."),
    )

    def offer(self, points: Sequence[ShownPoint], outline: Sequence[Placed]) -> None:
        """Offer these points, and the issues of this outline."""
        self.chosen.choices = [
            choice(point.seen.key, _shown(point.said.words), hint=_hint(point, outline)) for point in points
        ]
        self.issue.choices = [
            choice("", _("Select an issue")),
            choice(NEW, _("A new issue")),
            choice(TAKE_OUT, _("None: take them out of their issues")),
            *(choice(placed.issue.id, placed.title) for placed in outline),
        ]


class SupplementForm(VersionedForm):
    """What is said to one point beside the answer to its issue."""

    supplement = TextAreaField(
        _l("What do you say to this point?"),
        [MaxWords(500)],
        description=_l("The public reads it after the answer to the issue. Leave it empty if there is no more to say."),
        render_kw=render_options(rows=6),
    )


def _shown(words: str) -> Markup:
    return Markup('<span dir="auto">{}</span>').format(escape(words.strip() or "…"))


def _hint(point: ShownPoint, outline: Sequence[Placed]) -> str:
    named = _(
        "Point %(number)s, %(reference)s, %(label)s",
        number=point.passage.number,
        reference=point.said.submission.reference,
        label=point.said.label,
    )
    place = next((known.title for known in outline if known.issue.id == point.seen.issue_id), "")
    return f"{named}. {place}" if place else named
