"""What an officer fills in about a piece of evidence."""

from consult.sdk.forms import (
    DateField,
    Form,
    LongTextField,
    QueryForm,
    RadiosField,
    SelectField,
    TextField,
    YesField,
    choice,
    longest,
    longest_words,
    look,
    needed,
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

    question = LongTextField(
        _l("What do you want to ask the group?"),
        [needed(_l("Enter your question")), longest_words(500)],
        description=_l("We email every member of the group that there is a question."),
        render_kw=look(rows=6),
    )


class AcceptForm(Form):
    """Taking the evidence into account."""

    is_cleared = YesField(
        _l("Publish it as the group asked"),
        description=_l("I have read it. What could show who somebody is has been redacted, or there is no such thing."),
    )


class RuleOutForm(Form):
    """Why the evidence is out of scope."""

    code = RadiosField(
        _l("Why is this outside the scope of the consultation?"),
        [needed(_l("Select why it is out of scope"))],
        description=_l("The public reads this once a second officer has agreed."),
        choices=choices(terms.SCOPE_REASONS),
    )
    reason = LongTextField(
        _l("The reason"),
        [needed(_l("Give the reason")), longest_words(500)],
        description=_l("The group and the public read this. Say where the group can go with its evidence instead."),
        render_kw=look(rows=6),
    )


class ConfirmForm(Form):
    """That a second officer agrees."""


class RefuseForm(Form):
    """Why the evidence goes back to screening."""

    reason = LongTextField(
        _l("Why does it go back to screening?"),
        [needed(_l("Give the reason")), longest_words(300)],
        description=_l("Officers read this."),
        render_kw=look(rows=4),
    )


class AppealForm(Form):
    """What an officer decides about an appeal."""

    outcome = RadiosField(
        _l("What do you decide?"),
        [needed(_l("Select what you decide"))],
        choices=[
            choice("allowed", _l("Allow the appeal"), hint=_l("The evidence goes back to screening.")),
            choice("dismissed", _l("Dismiss the appeal"), hint=_l("The evidence stays out of scope.")),
        ],
    )
    reason = LongTextField(
        _l("Why?"),
        [needed(_l("Give the reason")), longest_words(500)],
        description=_l("The group reads this."),
        render_kw=look(rows=6),
    )


class ReleaseForm(Form):
    """Publishing accepted evidence."""

    reason = LongTextField(
        _l("Why can it be published although somebody could be recognised?"),
        [longest_words(300)],
        description=_l("Leave this empty if you redacted what could show who somebody is."),
        render_kw=look(rows=4, optional=True),
    )


class EntryForm(Form):
    """How evidence came that an officer enters for a group."""

    organisation = SelectField(_l("Which group gave the evidence?"), [needed(_l("Select a group"))])
    channel = RadiosField(_l("How did it come?"), [needed(_l("Select how it came"))], choices=choices(terms.CHANNELS))
    received_on = DateField(
        _l("On which day?"), [needed(_l("Enter the day"))], description=_l("For example, 27 3 2026")
    )
    received_from = TextField(
        _l("Who in the group gave it?"),
        [needed(_l("Enter who gave it, for example the chair")), longest(200)],
        description=_l("A role, not a name. For example, the chair."),
    )
    late_reason = LongTextField(
        _l("If it came after the closing date, why is it taken all the same? (optional)"),
        [longest_words(200)],
        description=_l("The public reads this."),
        render_kw=look(rows=3),
    )


class LateForm(Form):
    """Why a group may send evidence late, and until when."""

    organisation = SelectField(_l("Which group may send evidence late?"), [needed(_l("Select a group"))])
    until_on = DateField(
        _l("Until the end of which day?"), [needed(_l("Enter the day"))], description=_l("For example, 27 3 2026")
    )
    reason = LongTextField(
        _l("Why?"),
        [needed(_l("Give the reason")), longest_words(200)],
        description=_l("The public reads this."),
        render_kw=look(rows=3),
    )


class ReopenForm(Form):
    """Why the evidence is looked at again."""

    reason = LongTextField(
        _l("Why do you look at it again?"), [needed(_l("Give the reason")), longest_words(300)], render_kw=look(rows=4)
    )


class WeighForm(Form):
    """How much weight the evidence has."""

    weight = RadiosField(
        _l("How much weight does this evidence have?"), [needed(_l("Select a weight"))], choices=choices(terms.WEIGHTS)
    )
    reason = LongTextField(
        _l("Why?"),
        [needed(_l("Give the reason")), longest_words(500)],
        description=_l(
            "For example how it was gathered, whether other evidence agrees with it, and how many it concerns."
        ),
        render_kw=look(rows=6),
    )


class RespondForm(Form):
    """What was done with the evidence."""

    answer = LongTextField(
        _l("What did the council do because of this evidence, and why?"),
        [needed(_l("Enter the answer")), longest_words(1000)],
        description=(
            _l(
                "“You said, we did.” If nothing changed, say so and say why. We email the group, and publish the "
                "answer beside the evidence."
            )
        ),
        render_kw=look(rows=8),
    )
