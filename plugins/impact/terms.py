"""The words of impact evidence: each choice with its permanent code and the words people read."""

from collections.abc import Mapping

Terms = Mapping[str, str]

EVIDENCE_TYPES: Terms = {
    "lived_experience": "Lived experience",
    "survey": "A survey",
    "case_study": "A case study",
    "statistics": "Statistics",
    "research": "Research",
    "legal": "A legal opinion or ruling",
    "media": "A report in the media",
    "photo": "Photographs, described in words",
}
FIRST_HAND: Terms = {
    "first_hand": "First-hand: members of our group saw or lived through it",
    "reported": "Reported: other people told us",
    "both": "Both",
}
# Equality Act 2010, section 4.
CHARACTERISTICS: Terms = {
    "age": "Age",
    "disability": "Disability",
    "gender_reassignment": "Gender reassignment",
    "marriage": "Marriage and civil partnership",
    "pregnancy": "Pregnancy and maternity",
    "race": "Race",
    "religion": "Religion or belief",
    "sex": "Sex",
    "sexual_orientation": "Sexual orientation",
    "none": "None of these",
}
AREAS: Terms = {
    "privacy": "Privacy",
    "dignity": "Dignity",
    "trust": "Trust in the police or the council",
    "services": "Access to services",
    "worship": "Access to worship",
    "protest": "Freedom to protest and assemble",
    "safety": "Safety",
    "children": "Children and young people",
    "economic": "Work, trade or money",
    "positive_safety": "A positive effect on safety",
}
DIRECTIONS: Terms = {"harm": "Harm", "benefit": "Benefit", "mixed": "Both harm and benefit"}
SEVERITIES: Terms = {
    "low": "Low: an inconvenience",
    "medium": "Medium: it changes what people do",
    "high": "High: people cannot do what they need to do, or are hurt",
}
FREQUENCIES: Terms = {
    "once": "Once",
    "sometimes": "Sometimes",
    "often": "Often",
    "always": "All the time",
}
REACHES: Terms = {
    "few": "A few people",
    "one_community": "One community or neighbourhood",
    "several_communities": "Several communities",
    "whole_area": "Most people in the area",
}
PUBLICATIONS: Terms = {
    "public": "Publish it with our group’s name",
    "anonymous": "Publish it without our group’s name",
    "officers_only": "Do not publish it: only council officers may read it",
}
PERSONAL_DATA: Terms = {"no": "No", "yes": "Yes"}
CONFLICTS: Terms = {"no": "No", "yes": "Yes"}
WEIGHTS: Terms = {
    "great": "Great weight",
    "some": "Some weight",
    "little": "Little weight",
    "none": "No weight",
}
SCOPE_REASONS: Terms = {
    "other_matter": "It is about something that this consultation does not decide",
    "other_place": "It is about another place",
    "no_impact": "It does not say how anybody is affected, or would be",
    "repeated": "The same group had sent the same evidence before",
    "not_the_group": "It did not come from the group that it names",
}
CHANNELS: Terms = {
    "meeting": "At a meeting",
    "paper": "By letter",
    "phone": "By telephone",
    "email": "By email",
}


def words_for(terms: Terms, codes: list[str] | None) -> str:
    """Return the words of several choices, in the order of the list."""
    return "; ".join(label for code, label in terms.items() if code in (codes or ()))


def said(terms: Terms, code: str | None) -> str:
    """Return the words of one choice, without the explanation after the colon; nothing when none was made."""
    return terms.get(code or "", "").split(":")[0]
