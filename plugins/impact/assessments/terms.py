"""The words of assessments that several modules use: standings, exemptions, and what brings a review forward."""

from collections.abc import Mapping

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.states import LabelledState


class Standing(LabelledState):
    """Where a version of an assessment stands."""

    DRAFT = "draft", _l("Draft"), "blue"
    REVIEW = "review", _l("In review"), "yellow"
    SIGNED = "signed", _l("Signed"), "green"
    SUPERSEDED = "superseded", _l("Replaced by a later version"), "grey"
    DROPPED = "dropped", _l("Dropped before it was signed"), "grey"


# Freedom of Information Act 2000.
EXEMPTIONS: Mapping[str, str] = {
    "s31": _l("Section 31: law enforcement"),
    "s40": _l("Section 40: personal information"),
    "s42": _l("Section 42: legal professional privilege"),
}

TRIGGERS: Mapping[str, str] = {
    "plan": _l("The place, the dates or the watchlist change"),
    "tension": _l("The level of tension rises"),
    "incident": _l("A serious incident nearby, in the country or abroad"),
    "event": _l("A religious day, an election or a protest falls into the time"),
    "views": _l("A group sends new evidence, or withdraws what it said"),
    "complaint": _l("A complaint, or a false alert that led to a stop"),
    "after": _l("The deployment is over"),
}
REVIEW_CAUSES: Mapping[str, str] = {
    "date": _l("The day of the review came"),
    **TRIGGERS,
    "other": _l("Something else"),
}
