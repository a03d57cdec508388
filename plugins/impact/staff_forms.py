"""What an officer fills in about a piece of evidence."""

from consult.sdk.forms import (
    Form,
    LongTextField,
    QueryForm,
    RadiosField,
    SelectField,
    YesField,
    choice,
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
        description="Every member of the group gets your question by email.",
        render_kw=look(rows=6),
    )


class AcceptForm(Form):
    """Taking the evidence into account."""

    is_cleared = YesField(
        "Publish it as the group asked",
        description="I have read it. What could show who somebody is has been redacted, or they agreed to it.",
    )


class RuleOutForm(Form):
    """Why the evidence is out of scope."""

    reason = LongTextField(
        "Why is this outside the scope of the consultation?",
        [needed("Give the reason"), longest_words(500)],
        description="The group reads this. Say where it can go with its evidence instead.",
        render_kw=look(rows=6),
    )


class ReopenForm(Form):
    """Why the evidence is looked at again."""

    reason = LongTextField(
        "Why do you look at it again?", [needed("Give the reason"), longest_words(300)], render_kw=look(rows=4)
    )


class WeighForm(Form):
    """How much weight the evidence has."""

    weight = RadiosField(
        "How much weight does this evidence have?", [needed("Choose a weight")], choices=choices(terms.WEIGHTS)
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
            "“You said, we did.” If nothing changed, say so and say why. The group gets it by email, and it is "
            "published beside the evidence."
        ),
        render_kw=look(rows=8),
    )
