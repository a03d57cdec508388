"""The words of assessments that are no question: where a version stands, and why words may be withheld."""

from collections.abc import Mapping

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.states import LabelledState


class Standing(LabelledState):
    """Where a version of an assessment stands."""

    DRAFT = "draft", _l("Draft"), "blue"
    REVIEW = "review", _l("In review"), "yellow"
    SIGNED = "signed", _l("Signed"), "green"
    SUPERSEDED = "superseded", _l("Replaced by a later version"), "grey"


# Freedom of Information Act 2000.
EXEMPTIONS: Mapping[str, str] = {
    "s31": _l("Section 31: law enforcement"),
    "s40": _l("Section 40: personal information"),
    "s42": _l("Section 42: legal professional privilege"),
}
