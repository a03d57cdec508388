"""What officers type about the questions of a written response."""

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
        "Why does this change now?",
        [longest(1000)],
        description="People are answering already. We publish the reason and email those who asked for news.",
        render_kw=look(rows=3),
    )


class QuestionForm(ReasonForm):
    """One question of a written response."""

    label = TextField("Question", [needed("Enter the question"), longest(300)])
    hint = TextField(
        "Hint", [longest(500)], description="A short explanation under the question.", render_kw=look(optional=True)
    )
    kind = RadiosField(
        "What kind of answer?",
        [needed("Select a kind of answer")],
        choices=[
            choice("support", "Support or oppose", hint="Strongly support to strongly oppose, or don’t know"),
            choice("agreement", "Agree or disagree", hint="Strongly agree to strongly disagree, or don’t know"),
            choice("long_text", "Text of any length"),
        ],
    )
    required = YesField("People must answer this question")


class SettingsForm(ReasonForm):
    """What a written response asks besides its questions."""

    introduction = LongTextField(
        "Introduction",
        description="Shown before the first question. You can use Markdown.",
        render_kw=look(rows=5, optional=True),
    )
    asks_area = YesField("Ask where people live")
    asks_about_you = YesField("Ask the equality questions", description=STANDARDS)
