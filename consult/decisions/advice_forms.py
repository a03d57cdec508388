"""What an officer fills in to ask for advice, and what the person who was asked writes."""

from collections.abc import Mapping

from consult.decisions.advice import Asked
from consult.decisions.models import Expertise
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.row_numbers import row_number
from consult.web.forms import (
    DataRequired,
    DateField,
    MaxWords,
    OnceForm,
    RadioField,
    SelectField,
    TextAreaField,
    VersionedForm,
    choice,
    render_options,
)


class AskForm(OnceForm):
    """Of whom advice is asked, on what, and by when."""

    expertise = RadioField(
        _l("Whose advice do you need?"),
        [DataRequired(_l("Select whose advice you need"))],
        choices=[
            choice(Expertise.EXPERT, _l("A subject expert’s")),
            choice(Expertise.LAWYER, _l("The lawyer’s")),
        ],
    )
    adviser = SelectField(_l("Who is to advise?"), [DataRequired(_l("Select who is to advise"))])
    about = SelectField(_l("On what?"))
    question = TextAreaField(
        _l("What do you ask?"),
        [DataRequired(_l("Enter what you ask")), MaxWords(500)],
        description=_l("Only officers and the person you ask read it."),
        render_kw=render_options(rows=5),
    )
    due_on = DateField(
        _l("By when?"),
        [DataRequired(_l("Enter by when you need it"))],
        description=_l("The person is written to now, and reminded before and after that day. For example, 16 1 2027"),
    )

    def offer(self, advisers: Mapping[int, str], points: Mapping[int, str]) -> None:
        """Offer these people, and the issue or one of these points of it."""
        people = [choice(number, name) for number, name in advisers.items()]
        self.adviser.choices = [choice("", _("Select a person")), *people]
        self.about.choices = [
            choice("", _("The whole issue")),
            *(choice(number, words) for number, words in points.items()),
        ]

    def asked(self) -> Asked:
        """Return what is asked for; call it for a form that was validated."""
        assert self.due_on.data is not None  # noqa: S101 (DataRequired)
        return Asked(
            adviser_id=row_number(self.adviser.data),
            expertise=Expertise(self.expertise.data or ""),
            question=self.question.data or "",
            due_on=self.due_on.data,
            passage_id=row_number(self.about.data) or None,
            form_key=self.seen_key(),
        )


class AdviceForm(VersionedForm):
    """What the person who was asked advises."""

    said = TextAreaField(
        _l("What do you advise?"),
        [DataRequired(_l("Enter your advice")), MaxWords(2000)],
        description=_l(
            "It is kept with your name and the time. Officers read it; they may publish it with the decision."
        ),
        render_kw=render_options(rows=10),
    )
