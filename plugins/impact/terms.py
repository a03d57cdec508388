"""The words of impact evidence: each choice with its permanent code and the words people read."""

from collections.abc import Mapping

from consult.sdk.messages import lazy_gettext as _l

Terms = Mapping[str, str]

EVIDENCE_TYPES: Terms = {
    "lived_experience": _l("Lived experience"),
    "survey": _l("A survey"),
    "case_study": _l("A case study"),
    "statistics": _l("Statistics"),
    "research": _l("Research"),
    "legal": _l("A legal opinion or ruling"),
    "media": _l("A report in the media"),
    "photo": _l("Photographs, described in words"),
}
FIRST_HAND: Terms = {
    "first_hand": _l("First-hand: members of our group saw or lived through it"),
    "reported": _l("Reported: other people told us"),
    "both": _l("Both"),
}
# Equality Act 2010, section 4.
CHARACTERISTICS: Terms = {
    "age": _l("Age"),
    "disability": _l("Disability"),
    "gender_reassignment": _l("Gender reassignment"),
    "marriage": _l("Marriage and civil partnership"),
    "pregnancy": _l("Pregnancy and maternity"),
    "race": _l("Race"),
    "religion": _l("Religion or belief"),
    "sex": _l("Sex"),
    "sexual_orientation": _l("Sexual orientation"),
    "none": _l("None of these"),
}
AREAS: Terms = {
    "privacy": _l("Privacy"),
    "dignity": _l("Dignity"),
    "trust": _l("Trust in the police or the council"),
    "services": _l("Access to services"),
    "worship": _l("Access to worship"),
    "protest": _l("Freedom to protest and assemble"),
    "safety": _l("Safety"),
    "children": _l("Children and young people"),
    "economic": _l("Work, trade or money"),
    "positive_safety": _l("A positive effect on safety"),
}
DIRECTIONS: Terms = {"harm": "Harm", "benefit": "Benefit", "mixed": _l("Both harm and benefit")}
SEVERITIES: Terms = {
    "low": _l("Low: an inconvenience"),
    "medium": _l("Medium: it changes what people do"),
    "high": _l("High: people cannot do what they need to do, or are hurt"),
}
FREQUENCIES: Terms = {
    "once": _l("Once"),
    "sometimes": _l("Sometimes"),
    "often": _l("Often"),
    "always": _l("All the time"),
}
REACHES: Terms = {
    "few": _l("A few people"),
    "one_community": _l("One community or neighbourhood"),
    "several_communities": _l("Several communities"),
    "whole_area": _l("Most people in the area"),
}
PUBLICATIONS: Terms = {
    "public": _l("Publish it with our group’s name"),
    "anonymous": _l("Publish it without our group’s name"),
    "officers_only": _l("Do not publish it: only council officers may read it"),
}
PERSONAL_DATA: Terms = {"no": "No", "yes": "Yes"}
CONFLICTS: Terms = {"no": "No", "yes": "Yes"}
WEIGHTS: Terms = {
    "great": _l("Great weight"),
    "some": _l("Some weight"),
    "little": _l("Little weight"),
    "none": _l("No weight"),
}
SCOPE_REASONS: Terms = {
    "other_matter": _l("It is about something that this consultation does not decide"),
    "other_place": _l("It is about another place"),
    "no_impact": _l("It does not say how anybody is affected, or would be"),
    "repeated": _l("The same group had sent the same evidence before"),
    "not_the_group": _l("It did not come from the group that it names"),
}
CHANNELS: Terms = {
    "meeting": _l("At a meeting"),
    "paper": _l("By letter"),
    "phone": _l("By telephone"),
    "email": _l("By email"),
}


def words_for(terms: Terms, codes: list[str] | None) -> str:
    """Return the words of several choices, in the order of the list."""
    return "; ".join(label for code, label in terms.items() if code in (codes or ()))


def said(terms: Terms, code: str | None) -> str:
    """Return the words of one choice, without the explanation after the colon; nothing when none was made."""
    return terms.get(code or "", "").split(":")[0]
