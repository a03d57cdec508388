"""What officers type about the questions of a written response."""

from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.about_you import STANDARDS
from consult.submissions.models import Status
from consult.web.forms import (
    LongTextField,
    RadiosField,
    TextField,
    VersionedForm,
    YesField,
    choice,
    longest,
    look,
    needed,
)

STATUSES = {
    Status.SUBMITTED: "Counted",
    Status.WITHDRAWN: "Withdrawn",
    Status.EXCLUDED: "Excluded",
}


class ReasonForm(VersionedForm):
    """Which version of the questions is changed, and why they change while people are answering; asked only then."""

    reason = LongTextField(
        _l("Why does this change now?"),
        [longest(1000)],
        description=_l("People are answering already. We publish the reason and email those who asked for news."),
        render_kw=look(rows=3),
    )


class QuestionForm(ReasonForm):
    """One question of a written response."""

    label = TextField(_l("Question"), [needed(_l("Enter the question")), longest(300)])
    hint = TextField(
        _l("Hint"),
        [longest(500)],
        description=_l("A short explanation under the question."),
        render_kw=look(optional=True),
    )
    kind = RadiosField(
        _l("What kind of answer?"),
        [needed(_l("Select a kind of answer"))],
        choices=[
            choice("support", _l("Support or oppose"), hint=_l("Strongly support to strongly oppose, or don’t know")),
            choice("agreement", _l("Agree or disagree"), hint=_l("Strongly agree to strongly disagree, or don’t know")),
            choice("long_text", _l("Text of any length")),
        ],
    )
    required = YesField(_l("People must answer this question"))


class SettingsForm(ReasonForm):
    """What a written response asks besides its questions."""

    introduction = LongTextField(
        _l("Introduction"),
        description=_l("Shown before the first question. You can use Markdown."),
        render_kw=look(rows=5, optional=True),
    )
    asks_area = YesField(_l("Ask where people live"))
    asks_about_you = YesField(_l("Ask the equality questions"), description=STANDARDS)
