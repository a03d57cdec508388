"""What a community impact assessment asks, section by section."""

from consult.sdk.messages import lazy_gettext as _l
from plugins.impact.assessments.fields import DocumentField as Field
from plugins.impact.assessments.parts import AssessmentForm, Part
from plugins.impact.assessments.rating import LIKELIHOODS, RATINGS, SEVERITIES
from plugins.impact.assessments.terms import TRIGGERS
from plugins.impact.terms import CHARACTERISTICS

CLASSIFICATIONS = {"official": _l("Official"), "official_sensitive": _l("Official – sensitive")}
PLACES = {
    "worship": _l("Place of worship"),
    "school": _l("School or nursery"),
    "clinic": _l("Clinic or hospital"),
    "protest": _l("Protest or procession route"),
    "advice": _l("Advice centre or refuge"),
    "other": _l("Other"),
}
PHASES = {"before": _l("Before"), "during": _l("During"), "after": _l("After")}
EFFECTS = {"harm": _l("Harm"), "benefit": _l("Benefit"), "mixed": _l("Both")}
TENSION_TYPES = {
    "experienced": _l("Experienced: people told of it"),
    "evidenced": _l("Evidenced: incidents or figures show it"),
    "potential": _l("Potential: it may come"),
}
TIERS = {"1": _l("Tier 1"), "2": _l("Tier 2"), "3": _l("Tier 3")}
PROGRESS = {
    "planned": _l("Planned"),
    "under_way": _l("Under way"),
    "done": _l("Done"),
    "not_done": _l("Not done"),
}

COMMUNITY = AssessmentForm(
    code="community",
    title=_l("Community impact assessment"),
    prefix="CIA",
    parts=(
        Part(
            key="identity",
            title=_l("What this assesses"),
            is_needed=True,
            fields=(
                Field(key="title", label=_l("Operation or deployment"), kind="line", needed=_l("Enter the operation")),
                Field(key="place", label=_l("Place"), kind="line", needed=_l("Enter the place")),
                Field(key="wards", label=_l("Wards"), hint=_l("One on each line.")),
                Field(key="command", label=_l("Police command"), kind="line", hint=_l("For example, North East BCU.")),
                Field(key="author", label=_l("Author"), kind="line", hint=_l("A role, or a name that may be public.")),
                Field(key="owner", label=_l("Owner"), kind="line", hint=_l("The role that answers for it.")),
                Field(key="classification", label=_l("Classification"), kind="choice", options=CLASSIFICATIONS),
                Field(key="application", label=_l("Application that it belongs to"), kind="line"),
            ),
        ),
        Part(
            key="nature",
            title=_l("What is planned"),
            is_needed=True,
            fields=(
                Field(key="what", label=_l("What is to happen"), needed=_l("Say what is to happen")),
                Field(key="why", label=_l("Why here and why now"), needed=_l("Say why here and why now")),
                Field(key="starts_on", label=_l("First day"), kind="date"),
                Field(key="ends_on", label=_l("Last day"), kind="date"),
                Field(key="hours", label=_l("Hours"), kind="line", hint=_l("For example, 10am to 4pm.")),
                Field(key="sites", label=_l("Where the cameras stand")),
                Field(key="footfall", label=_l("How many people are expected to pass"), kind="number"),
                Field(key="footfall_source", label=_l("Where that number comes from"), kind="line"),
            ),
        ),
        Part(
            key="context",
            title=_l("What else is happening"),
            fields=(
                Field(key="incidents", label=_l("Recent incidents nearby")),
                Field(key="events", label=_l("Events in the country and abroad")),
                Field(key="calendar", label=_l("Religious days, school terms, protests and other dates")),
                Field(key="earlier", label=_l("Earlier use of facial recognition here")),
            ),
        ),
        Part(
            key="communities",
            title=_l("Communities affected"),
            item=_l("community"),
            named_by="group",
            is_needed=True,
            fields=(
                Field(key="group", label=_l("Who they are"), kind="line", needed=_l("Say who they are")),
                Field(
                    key="characteristics",
                    label=_l("Protected characteristics"),
                    kind="choices",
                    options=CHARACTERISTICS,
                ),
                Field(key="size", label=_l("How many they are, as far as known"), kind="number"),
                Field(key="size_source", label=_l("Where that number comes from"), kind="line"),
                Field(key="vulnerability", label=_l("What makes them vulnerable here")),
            ),
        ),
        Part(
            key="places",
            title=_l("Sensitive places nearby"),
            intro=_l(
                "Places of worship, schools, clinics and routes of protests near the cameras, and when each was told."
            ),
            item=_l("place"),
            named_by="name",
            fields=(
                Field(key="name", label=_l("Name"), kind="line", needed=_l("Enter the name of the place")),
                Field(
                    key="kind", label=_l("Kind of place"), kind="choice", options=PLACES, needed=_l("Select the kind")
                ),
                Field(key="distance", label=_l("Metres from the nearest camera"), kind="number"),
                Field(
                    key="notice_on",
                    label=_l("Day on which it was told"),
                    kind="date",
                    hint=_l("Leave empty if it was not told."),
                ),
                Field(key="notice_how", label=_l("Who was told, and how"), kind="line"),
                Field(key="said", label=_l("What they said, and what was done")),
            ),
        ),
        Part(
            key="impacts",
            title=_l("Impacts"),
            intro=_l("Each impact is rated by likelihood times severity: low below 5, medium below 15, high from 15."),
            item=_l("impact"),
            named_by="impact",
            cites=True,
            is_needed=True,
            fields=(
                Field(key="community", label=_l("On which community"), kind="line", needed=_l("Say on whom")),
                Field(key="impact", label=_l("The impact"), needed=_l("Say what the impact is")),
                Field(
                    key="effect",
                    label=_l("Harm or benefit"),
                    kind="choice",
                    options=EFFECTS,
                    needed=_l("Select harm, benefit or both"),
                ),
                Field(
                    key="phase",
                    label=_l("Before, during or after the deployment"),
                    kind="choice",
                    options=PHASES,
                    needed=_l("Select when"),
                ),
                Field(
                    key="likelihood",
                    label=_l("Likelihood"),
                    kind="choice",
                    options=LIKELIHOODS,
                    needed=_l("Select how likely it is"),
                ),
                Field(
                    key="severity",
                    label=_l("Severity"),
                    kind="choice",
                    options=SEVERITIES,
                    needed=_l("Select how severe it is"),
                ),
                Field(key="tension_type", label=_l("Kind of tension"), kind="choice", options=TENSION_TYPES),
                Field(key="response", label=_l("What is done about it, and why")),
            ),
        ),
        Part(
            key="tension",
            title=_l("Signs of tension"),
            item=_l("sign of tension"),
            named_by="indicator",
            fields=(
                Field(key="indicator", label=_l("What was seen or heard"), needed=_l("Say what was seen or heard")),
                Field(key="tier", label=_l("Tier"), kind="choice", options=TIERS),
                Field(key="level", label=_l("Level"), kind="level"),
                Field(key="source", label=_l("Source"), kind="line"),
                Field(key="observed_on", label=_l("On which day"), kind="date"),
            ),
        ),
        Part(
            key="mitigations",
            title=_l("What is done to reduce harm"),
            item=_l("measure"),
            named_by="action",
            cites=True,
            fields=(
                Field(key="action", label=_l("What is done"), needed=_l("Say what is done")),
                Field(key="owner", label=_l("Who does it"), kind="line", needed=_l("Say who does it")),
                Field(key="due_on", label=_l("By when"), kind="date", needed=_l("Enter by when it is done")),
                Field(
                    key="progress",
                    label=_l("Where it stands"),
                    kind="choice",
                    options=PROGRESS,
                    needed=_l("Select where it stands"),
                ),
                Field(key="residual", label=_l("Rating that remains"), kind="choice", options=RATINGS),
                Field(key="follow_up", label=_l("What was found after the deployment")),
            ),
        ),
        Part(
            key="communications",
            title=_l("What people are told"),
            fields=(
                Field(key="notice", label=_l("Notice before and on the day")),
                Field(key="media", label=_l("Lines for the press")),
                Field(key="languages", label=_l("Languages"), kind="line"),
            ),
        ),
        Part(
            key="rating",
            title=_l("Overall rating"),
            is_needed=True,
            fields=(
                Field(
                    key="overall",
                    label=_l("Overall impact"),
                    kind="choice",
                    options=RATINGS,
                    needed=_l("Select the overall rating"),
                ),
                Field(key="reason", label=_l("Why"), needed=_l("Say why")),
                Field(key="proportionate", label=_l("Whether what the police plan is proportionate, and why")),
            ),
        ),
        Part(
            key="review",
            title=_l("Review"),
            is_needed=True,
            fields=(
                Field(
                    key="due_on", label=_l("To be reviewed by"), kind="date", needed=_l("Enter the day of the review")
                ),
                Field(key="triggers", label=_l("What brings a review forward"), kind="choices", options=TRIGGERS),
                Field(key="other_trigger", label=_l("Anything else that does"), kind="line"),
                Field(key="reviewer", label=_l("Who reviews it"), kind="line"),
                Field(key="outcome", label=_l("Outcome of the last review")),
            ),
        ),
    ),
)
