"""What an officer fills in about a piece of evidence."""

from consult.sdk.forms import (
    BooleanField,
    DataRequired,
    DateField,
    Form,
    Length,
    MaxWords,
    QueryForm,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    choice,
    render_options,
)
from consult.sdk.messages import lazy_gettext as _l
from plugins.impact import terms
from plugins.impact.forms import choices
from plugins.impact.procedure import Status


class DeskFilter(QueryForm):
    """Which evidence the desk shows."""

    status = SelectField(
        _l("Status"),
        choices=[
            choice("", _l("All")),
            *(choice(status, status.label) for status in Status if status is not Status.DRAFT),
        ],
    )


class QueryForGroupForm(Form):
    """A question for the group."""

    question = TextAreaField(
        _l("What do you want to ask the group?"),
        [DataRequired(_l("Enter your question")), MaxWords(500)],
        description=_l("We email every member of the group that there is a question."),
        render_kw=render_options(rows=6),
    )


class AcceptForm(Form):
    """Taking the evidence into account."""

    is_cleared = BooleanField(
        _l("Publish it as the group asked"),
        description=_l("I have read it. What could show who somebody is has been redacted, or there is no such thing."),
    )


class RuleOutForm(Form):
    """Why the evidence is out of scope."""

    code = RadioField(
        _l("Why is this outside the scope of the consultation?"),
        [DataRequired(_l("Select why it is out of scope"))],
        description=_l("The public reads this once a second officer has agreed."),
        choices=choices(terms.SCOPE_REASONS),
    )
    reason = TextAreaField(
        _l("The reason"),
        [DataRequired(_l("Give the reason")), MaxWords(500)],
        description=_l("The group and the public read this. Say where the group can go with its evidence instead."),
        render_kw=render_options(rows=6),
    )


class ConfirmForm(Form):
    """That a second officer agrees."""


class RefuseForm(Form):
    """Why the evidence goes back to screening."""

    reason = TextAreaField(
        _l("Why does it go back to screening?"),
        [DataRequired(_l("Give the reason")), MaxWords(300)],
        description=_l("Officers read this."),
        render_kw=render_options(rows=4),
    )


class AppealForm(Form):
    """What an officer decides about an appeal."""

    outcome = RadioField(
        _l("What do you decide?"),
        [DataRequired(_l("Select what you decide"))],
        choices=[
            choice("allowed", _l("Allow the appeal"), hint=_l("The evidence goes back to screening.")),
            choice("dismissed", _l("Dismiss the appeal"), hint=_l("The evidence stays out of scope.")),
        ],
    )
    reason = TextAreaField(
        _l("Why?"),
        [DataRequired(_l("Give the reason")), MaxWords(500)],
        description=_l("The group reads this."),
        render_kw=render_options(rows=6),
    )


class ReleaseForm(Form):
    """Publishing accepted evidence."""

    reason = TextAreaField(
        _l("Why can it be published although somebody could be recognised?"),
        [MaxWords(300)],
        description=_l("Leave this empty if you redacted what could show who somebody is."),
        render_kw=render_options(rows=4, optional=True),
    )


class EntryForm(Form):
    """How evidence came that an officer enters for a group."""

    organisation = SelectField(_l("Which group gave the evidence?"), [DataRequired(_l("Select a group"))])
    channel = RadioField(
        _l("How did it come?"), [DataRequired(_l("Select how it came"))], choices=choices(terms.CHANNELS)
    )
    received_on = DateField(
        _l("On which day?"), [DataRequired(_l("Enter the day"))], description=_l("For example, 27 3 2026")
    )
    received_from = StringField(
        _l("Who in the group gave it?"),
        [DataRequired(_l("Enter who gave it, for example the chair")), Length(max=200)],
        description=_l("A role, not a name. For example, the chair."),
    )
    late_reason = TextAreaField(
        _l("If it came after the closing date, why is it taken all the same? (optional)"),
        [MaxWords(200)],
        description=_l("The public reads this."),
        render_kw=render_options(rows=3),
    )


class LateForm(Form):
    """Why a group may send evidence late, and until when."""

    organisation = SelectField(_l("Which group may send evidence late?"), [DataRequired(_l("Select a group"))])
    until_on = DateField(
        _l("Until the end of which day?"), [DataRequired(_l("Enter the day"))], description=_l("For example, 27 3 2026")
    )
    reason = TextAreaField(
        _l("Why?"),
        [DataRequired(_l("Give the reason")), MaxWords(200)],
        description=_l("The public reads this."),
        render_kw=render_options(rows=3),
    )


class ReopenForm(Form):
    """Why the evidence is looked at again."""

    reason = TextAreaField(
        _l("Why do you look at it again?"),
        [DataRequired(_l("Give the reason")), MaxWords(300)],
        render_kw=render_options(rows=4),
    )


class WeighForm(Form):
    """How much weight the evidence has."""

    weight = RadioField(
        _l("How much weight does this evidence have?"),
        [DataRequired(_l("Select a weight"))],
        choices=choices(terms.WEIGHTS),
    )
    reason = TextAreaField(
        _l("Why?"),
        [DataRequired(_l("Give the reason")), MaxWords(500)],
        description=_l(
            "For example how it was gathered, whether other evidence agrees with it, and how many it concerns."
        ),
        render_kw=render_options(rows=6),
    )


class RespondForm(Form):
    """What was done with the evidence."""

    answer = TextAreaField(
        _l("What did the council do because of this evidence, and why?"),
        [DataRequired(_l("Enter the answer")), MaxWords(1000)],
        description=(
            _l(
                "“You said, we did.” If nothing changed, say so and say why. We email the group, and publish the "
                "answer beside the evidence."
            )
        ),
        render_kw=render_options(rows=8),
    )


FORMS: dict[str, type[Form]] = {
    "query": QueryForGroupForm,
    "accept": AcceptForm,
    "rule-out": RuleOutForm,
    "confirm-out": ConfirmForm,
    "refuse-out": RefuseForm,
    "decide-appeal": AppealForm,
    "reopen": ReopenForm,
    "weigh": WeighForm,
    "respond": RespondForm,
}
"""What each move asks for, by its name."""
