"""What a case says, section by section, and by when each must be written."""

from dataclasses import dataclass

from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True)
class Section:
    """One section of a case; one that is restricted is read by the police and the auditor alone."""

    key: str
    title: str
    hint: str
    is_restricted: bool = False


INTELLIGENCE = Section(
    "intelligence",
    _l("Intelligence case"),
    _l("Why here, why now, which period the information covers, and why the people sought are expected here."),
    is_restricted=True,
)
APPLICATION = (
    Section("legal_basis", _l("Legal basis"), _l("The power under which it would be done.")),
    Section("aim", _l("Legitimate aim"), _l("What it is meant to achieve, and for whom.")),
    Section(
        "necessity", _l("Necessity"), _l("Why nothing else achieves it: processing this data must be strictly needed.")
    ),
    Section("alternatives", _l("Less intrusive options"), _l("What else was considered, and why it would not do.")),
    Section(
        "proportionality",
        _l("Proportionality"),
        _l("Scale, hours, how many people pass, and what this costs people who are not sought."),
    ),
    Section(
        "other_rights",
        _l("Worship, protest, school and care nearby"),
        _l("Places near the site, and what is done so that people still go there."),
    ),
    Section("watchlist", _l("Watchlist"), _l("Which categories of people, how many, and where the images come from.")),
    Section("minors", _l("Children"), _l("Whether anybody under 18 is sought or will pass, and what follows from it.")),
    Section("threshold", _l("Threshold"), _l("The lowest score that counts as an alert, and why this one.")),
    Section(
        "notice_plan", _l("Signs and public notice"), _l("What people read before they come to the cameras, and when.")
    ),
    Section("safeguards", _l("Conditions it would be under"), _l("Limits that the applicant proposes.")),
)
NOTICE = Section("notice", _l("Notice that was given"), _l("By which channel, how long before, and where signs stood."))
LIST_BUILT = Section(
    "list_built",
    _l("Watchlist as it was built"),
    _l("How many people in which categories, and at what time it was fixed."),
)
AFTERWARDS = Section(
    "afterwards",
    _l("Review after the deployment"),
    _l("Counts, false alerts, complaints, whether the impact came that was expected, and lessons."),
)
SECTIONS = {section.key: section for section in (INTELLIGENCE, *APPLICATION, NOTICE, LIST_BUILT, AFTERWARDS)}
DOCUMENTS = {
    "eia": _l("Equality impact assessment"),
    "dpia": _l("Data protection impact assessment"),
    "policy": _l("Appropriate policy document"),
}
"""The standing documents that a case must link, in date."""
RELIABILITY = {
    "1": _l("1: reliable"),
    "2": _l("2: untested"),
    "3": _l("3: not reliable"),
}
ASSESSMENT = {
    "a": _l("A: known directly"),
    "b": _l("B: known indirectly but corroborated"),
    "c": _l("C: known indirectly"),
    "d": _l("D: not known"),
    "e": _l("E: suspected to be false"),
}
"""How a source and what it says are graded."""
OUTCOMES = {
    "changed": _l("It changed the plan"),
    "condition": _l("It became a condition"),
    "not_changed": _l("It changed nothing"),
}
"""What came of a view that was considered."""
