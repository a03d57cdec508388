"""Impact evidence as people read it: rows of a label and words."""

from datetime import date

from consult.sdk import clock
from plugins.impact import terms
from plugins.impact.models import Evidence
from plugins.impact.pages import PAGES, FormPage
from plugins.impact.procedure import PUBLISHED

Row = tuple[str, str]
TEXT_LABELS = {
    "statement": "Statement",
    "affected": "Communities affected",
    "mitigation": "What would help",
    "source": "Source",
    "gathered": "How it was gathered",
    "basis": "Basis for speaking",
    "place": "Place",
    "contact_role": "Contact role",
    "personal_note": "Who could be recognised",
    "interest": "Interest in the outcome",
}


def day(on: date | None) -> str:
    """Return a date in words."""
    return f"{on.day} {on:%B %Y}" if on else ""


def period(evidence: Evidence) -> str:
    """Return the date or the period in words."""
    if evidence.happened_on and evidence.until_on and evidence.until_on != evidence.happened_on:
        return f"{day(evidence.happened_on)} to {day(evidence.until_on)}"
    return day(evidence.happened_on)


def rows_of(evidence: Evidence, page: FormPage) -> list[Row]:
    """Return what one page of the form holds."""
    shown: dict[str, list[Row]] = {
        "group": [
            ("People represented", "" if evidence.represented is None else f"{evidence.represented:,}"),
            ("Basis for speaking", evidence.text("basis")),
            ("Contact role", evidence.text("contact_role")),
        ],
        "place": [("Place", evidence.text("place")), ("Date or period", period(evidence))],
        "type": [
            ("Kind of evidence", terms.said(terms.EVIDENCE_TYPES, evidence.evidence_type)),
            ("How the group knows", terms.said(terms.FIRST_HAND, evidence.first_hand)),
        ],
        "statement": [("Statement", evidence.text("statement"))],
        "affected": [
            ("Communities affected", evidence.text("affected")),
            ("Protected characteristics", terms.words_for(terms.CHARACTERISTICS, evidence.characteristics)),
        ],
        "impact": [
            ("Affects", terms.words_for(terms.AREAS, evidence.areas)),
            ("Harm or benefit", terms.said(terms.DIRECTIONS, evidence.direction)),
        ],
        "extent": [
            ("Severity", terms.said(terms.SEVERITIES, evidence.severity)),
            ("Frequency", terms.said(terms.FREQUENCIES, evidence.frequency)),
            ("Reach", terms.said(terms.REACHES, evidence.reach)),
        ],
        "source": [("Source", evidence.text("source")), ("How it was gathered", evidence.text("gathered"))],
        "mitigation": [("What would help", evidence.text("mitigation"))],
        "declarations": [
            ("Somebody could be recognised", _yes_and_why(evidence.personal_data, evidence.text("personal_note"))),
            ("Interest in the outcome", _yes_and_why(evidence.conflict, evidence.text("interest"))),
        ],
        "publication": [
            ("Publication", terms.said(terms.PUBLICATIONS, evidence.publication)),
            ("Agreed to its use", "Yes" if evidence.has_consent else ""),
        ],
    }
    return shown[page.id]


def all_rows(evidence: Evidence) -> list[tuple[FormPage, list[Row]]]:
    """Return every page of the form with what it holds."""
    return [(page, rows_of(evidence, page)) for page in PAGES]


def redactable(evidence: Evidence) -> list[tuple[str, str]]:
    """Return key and label of every text in the envelope, for an officer to redact."""
    return [(key, label) for key, label in TEXT_LABELS.items() if evidence.submission and evidence.text(key)]


def public_rows(evidence: Evidence) -> list[Row]:
    """Return what the public reads beside the statement: less of it when the group is not to be named."""
    rows = []
    if evidence.publication == "public":
        rows = [
            ("People represented", f"{evidence.represented:,}" if evidence.represented else ""),
            ("Basis for speaking", evidence.text("basis")),
            ("Place", evidence.text("place")),
            ("Date or period", period(evidence)),
            ("Interest in the outcome", evidence.text("interest")),
        ]
    for page in PAGES:
        if page.id in {"type", "affected", "impact", "extent", "source", "mitigation"}:
            rows += rows_of(evidence, page)
    return [row for row in rows if row[1]]


def public_name(evidence: Evidence) -> str:
    """Return who is speaking, as the group wishes it."""
    return evidence.organisation.name if evidence.publication == "public" else "A community group"


def is_public(evidence: Evidence) -> bool:
    """Whether the public page shows the evidence."""
    return (
        evidence.stands_at in PUBLISHED
        and evidence.is_cleared
        and evidence.publication in {"public", "anonymous"}
        and evidence.submission is not None
        and evidence.submission.status == "submitted"
    )


def sent_on(evidence: Evidence) -> str:
    """Return the day on which the evidence was sent."""
    return day(clock.london(evidence.submitted_at).date()) if evidence.submitted_at else ""


def _yes_and_why(code: str | None, note: str) -> str:
    answer = {"yes": "Yes", "no": "No"}.get(code or "", "")
    return f"{answer}: {note}" if note else answer
