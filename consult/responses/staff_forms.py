"""What officers type about the questions of a written response."""

from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.about_you import STANDARDS
from consult.submissions.models import Status
from consult.web.forms import (
    BooleanField,
    DataRequired,
    Length,
    RadioField,
    StringField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)

STATUSES = {
    Status.SUBMITTED: "Counted",
    Status.WITHDRAWN: "Withdrawn",
    Status.EXCLUDED: "Excluded",
}


class ReasonForm(VersionedForm):
    """Which version of the questions is changed, and why they change while people are answering; asked only then."""

    reason = TextAreaField(
        _l("Why does this change now?"),
        [Length(max=1000)],
        description=_l("People are answering already. We publish the reason and email those who asked for news."),
        render_kw=render_options(rows=3),
    )


class QuestionForm(ReasonForm):
    """One question of a written response."""

    label = StringField(_l("Question"), [DataRequired(_l("Enter the question")), Length(max=300)])
    hint = StringField(
        _l("Hint"),
        [Length(max=500)],
        description=_l("A short explanation under the question."),
        render_kw=render_options(optional=True),
    )
    kind = RadioField(
        _l("What kind of answer?"),
        [DataRequired(_l("Select a kind of answer"))],
        choices=[
            choice("support", _l("Support or oppose"), hint=_l("Strongly support to strongly oppose, or don’t know")),
            choice("agreement", _l("Agree or disagree"), hint=_l("Strongly agree to strongly disagree, or don’t know")),
            choice("long_text", _l("Text of any length")),
        ],
    )
    required = BooleanField(_l("People must answer this question"))
    sensitive = BooleanField(
        _l("This question is sensitive"),
        default=True,
        description=_l(
            "Exact counts of its answers are then never published. Clear this only if nobody minds what a neighbour "
            "learns, and the question is not about the person."
        ),
    )


class SettingsForm(ReasonForm):
    """What a written response asks besides its questions."""

    introduction = TextAreaField(
        _l("Introduction"),
        description=_l("Shown before the first question. You can use Markdown."),
        render_kw=render_options(rows=5, optional=True),
    )
    asks_area = BooleanField(_l("Ask where people live"))
    asks_about_you = BooleanField(_l("Ask the equality questions"), description=STANDARDS)
    asks_consent = BooleanField(
        _l("Ask whether an answer may be published"),
        description=_l(
            "What people wrote is published only by their consent, after closing, when an officer has read it."
        ),
    )
