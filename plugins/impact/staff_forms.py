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
from plugins.impact import terms
from plugins.impact.forms import choices
from plugins.impact.procedure import Status


class DeskFilter(QueryForm):
    """Which evidence the desk shows."""

    status = SelectField(
        "Status",
        choices=[
            choice("", "All"),
            *(choice(status.value, status.label) for status in Status if status is not Status.DRAFT),
        ],
    )


class QueryForGroupForm(Form):
    """A question for the group."""

    question = LongTextField(
        "What do you want to ask the group?",
        [needed("Enter your question"), longest_words(500)],
        description="We email every member of the group that there is a question.",
        render_kw=look(rows=6),
    )


class AcceptForm(Form):
    """Taking the evidence into account."""

    is_cleared = YesField(
        "Publish it as the group asked",
        description="I have read it. What could show who somebody is has been redacted, or there is no such thing.",
    )


class RuleOutForm(Form):
    """Why the evidence is out of scope."""

    code = RadiosField(
        "Why is this outside the scope of the consultation?",
        [needed("Select why it is out of scope")],
        description="The public reads this once a second officer has agreed.",
        choices=choices(terms.SCOPE_REASONS),
    )
    reason = LongTextField(
        "The reason",
        [needed("Give the reason"), longest_words(500)],
        description="The group and the public read this. Say where the group can go with its evidence instead.",
        render_kw=look(rows=6),
    )


class ConfirmForm(Form):
    """That a second officer agrees."""


class RefuseForm(Form):
    """Why the evidence goes back to screening."""

    reason = LongTextField(
        "Why does it go back to screening?",
        [needed("Give the reason"), longest_words(300)],
        description="Officers read this.",
        render_kw=look(rows=4),
    )


class AppealForm(Form):
    """What an officer decides about an appeal."""

    outcome = RadiosField(
        "What do you decide?",
        [needed("Select what you decide")],
        choices=[
            choice("allowed", "Allow the appeal", hint="The evidence goes back to screening."),
            choice("dismissed", "Dismiss the appeal", hint="The evidence stays out of scope."),
        ],
    )
    reason = LongTextField(
        "Why?",
        [needed("Give the reason"), longest_words(500)],
        description="The group reads this.",
        render_kw=look(rows=6),
    )


class ReleaseForm(Form):
    """Publishing accepted evidence."""

    reason = LongTextField(
        "Why can it be published although somebody could be recognised?",
        [longest_words(300)],
        description="Leave this empty if you redacted what could show who somebody is.",
        render_kw=look(rows=4, optional=True),
    )


class EntryForm(Form):
    """How evidence came that an officer enters for a group."""

    organisation = SelectField("Which group gave the evidence?", [needed("Select a group")])
    channel = RadiosField("How did it come?", [needed("Select how it came")], choices=choices(terms.CHANNELS))
    received_on = DateField("On which day?", [needed("Enter the day")], description="For example, 27 3 2026")
    received_from = TextField(
        "Who in the group gave it?",
        [needed("Enter who gave it, for example the chair"), longest(200)],
        description="A role, not a name. For example, the chair.",
    )
    late_reason = LongTextField(
        "If it came after the closing date, why is it taken all the same? (optional)",
        [longest_words(200)],
        description="The public reads this.",
        render_kw=look(rows=3),
    )


class LateForm(Form):
    """Why a group may send evidence late, and until when."""

    organisation = SelectField("Which group may send evidence late?", [needed("Select a group")])
    until_on = DateField("Until the end of which day?", [needed("Enter the day")], description="For example, 27 3 2026")
    reason = LongTextField(
        "Why?",
        [needed("Give the reason"), longest_words(200)],
        description="The public reads this.",
        render_kw=look(rows=3),
    )


class ReopenForm(Form):
    """Why the evidence is looked at again."""

    reason = LongTextField(
        "Why do you look at it again?", [needed("Give the reason"), longest_words(300)], render_kw=look(rows=4)
    )


class WeighForm(Form):
    """How much weight the evidence has."""

    weight = RadiosField(
        "How much weight does this evidence have?", [needed("Select a weight")], choices=choices(terms.WEIGHTS)
    )
    reason = LongTextField(
        "Why?",
        [needed("Give the reason"), longest_words(500)],
        description="For example how it was gathered, whether other evidence agrees with it, and how many it concerns.",
        render_kw=look(rows=6),
    )


class RespondForm(Form):
    """What was done with the evidence."""

    answer = LongTextField(
        "What did the council do because of this evidence, and why?",
        [needed("Enter the answer"), longest_words(1000)],
        description=(
            "“You said, we did.” If nothing changed, say so and say why. We email the group, and publish the answer "
            "beside the evidence."
        ),
        render_kw=look(rows=8),
    )
