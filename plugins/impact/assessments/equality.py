"""What an equality impact assessment asks, in its seven steps."""

from consult.sdk.messages import lazy_gettext as _l
from plugins.impact.assessments.fields import DocumentField as Field
from plugins.impact.assessments.parts import AssessmentForm, Part
from plugins.impact.terms import CHARACTERISTICS

PROTECTED = {code: words for code, words in CHARACTERISTICS.items() if code != "none"}
EFFECTS = {"positive": _l("Positive"), "negative": _l("Negative"), "both": _l("Both"), "none": _l("None")}
DECISIONS = {
    "continue": _l("Continue as planned"),
    "adjust": _l("Adjust the plan"),
    "justified": _l("Continue although some people are affected worse, which is justified"),
    "stop": _l("Stop"),
}
YES_NO = {"yes": _l("Yes"), "no": _l("No")}

EQUALITY = AssessmentForm(
    code="equality",
    title=_l("Equality impact assessment"),
    prefix="EIA",
    parts=(
        Part(
            key="identity",
            title=_l("What this assesses"),
            is_needed=True,
            fields=(
                Field(key="title", label=_l("Title"), kind="line", needed=_l("Enter a title")),
                Field(key="summary", label=_l("Summary"), needed=_l("Enter a summary")),
                Field(key="unit", label=_l("Unit"), kind="line"),
                Field(key="author", label=_l("Author"), kind="line", hint=_l("A role, or a name that may be public.")),
                Field(key="marking", label=_l("Marking"), kind="line"),
                Field(
                    key="publish",
                    label=_l("Can it be published?"),
                    kind="choice",
                    options=YES_NO,
                    needed=_l("Select whether it can be published"),
                ),
                Field(key="publish_reason", label=_l("If not, why not"), hint=_l("The public reads this.")),
            ),
        ),
        Part(
            key="aims",
            title=_l("Step 1: aims and purpose"),
            is_needed=True,
            fields=(
                Field(key="aims", label=_l("Aims"), needed=_l("Enter the aims")),
                Field(key="purpose", label=_l("Purpose")),
                Field(key="affected", label=_l("Who is affected")),
            ),
        ),
        Part(
            key="evidence",
            title=_l("Step 2: evidence"),
            item=_l("piece of evidence"),
            named_by="what",
            cites=True,
            is_needed=True,
            fields=(
                Field(key="what", label=_l("What the evidence says"), needed=_l("Say what the evidence says")),
                Field(key="source", label=_l("Source"), kind="line"),
                Field(key="gaps", label=_l("What is not known, and how it will be found out")),
            ),
        ),
        Part(
            key="engagement",
            title=_l("Step 3: engagement"),
            cites=True,
            is_needed=True,
            fields=(
                Field(key="who", label=_l("Who was asked, when and how"), needed=_l("Say who was asked")),
                Field(key="said", label=_l("What they said, and what changed"), needed=_l("Say what they said")),
            ),
        ),
        Part(
            key="effects",
            title=_l("Step 4: effect on each characteristic"),
            intro=_l("There must be one row for each protected characteristic, also where there is no effect."),
            item=_l("characteristic"),
            named_by="characteristic",
            cites=True,
            is_needed=True,
            fields=(
                Field(
                    key="characteristic",
                    label=_l("Characteristic"),
                    kind="choice",
                    options=PROTECTED,
                    needed=_l("Select the characteristic"),
                ),
                Field(key="effect", label=_l("Effect"), kind="choice", options=EFFECTS, needed=_l("Select the effect")),
                Field(key="evidence", label=_l("Evidence"), needed=_l("Give the evidence, or say that there is none")),
                Field(key="mitigation", label=_l("What is done about it")),
            ),
        ),
        Part(
            key="duties",
            title=_l("Step 5: the three aims of the equality duty"),
            intro=_l("Marriage and civil partnership counts for the first aim only."),
            is_needed=True,
            fields=(
                Field(
                    key="eliminate",
                    label=_l("Eliminate discrimination, harassment and victimisation"),
                    needed=_l("Say how it eliminates discrimination"),
                ),
                Field(
                    key="advance",
                    label=_l("Advance equality of opportunity"),
                    needed=_l("Say how it advances equality"),
                ),
                Field(key="foster", label=_l("Foster good relations"), needed=_l("Say how it fosters good relations")),
            ),
        ),
        Part(
            key="decision",
            title=_l("Step 6: decision"),
            is_needed=True,
            fields=(
                Field(
                    key="decision",
                    label=_l("Decision"),
                    kind="choice",
                    options=DECISIONS,
                    needed=_l("Select a decision"),
                ),
                Field(key="reason", label=_l("Why"), needed=_l("Say why")),
            ),
        ),
        Part(
            key="review",
            title=_l("Step 7: monitoring and review"),
            is_needed=True,
            fields=(
                Field(key="monitoring", label=_l("What is watched, by whom and how"), needed=_l("Say what is watched")),
                Field(
                    key="due_on", label=_l("To be reviewed by"), kind="date", needed=_l("Enter the day of the review")
                ),
                Field(key="outcome", label=_l("Outcome of the last review")),
            ),
        ),
    ),
)
