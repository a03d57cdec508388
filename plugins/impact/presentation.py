"""Impact evidence as people read it: rows of a label and words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from consult.sdk.database import clock
from consult.sdk.errors import Compared
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.impact import terms
from plugins.impact.models import Evidence, PageVersion, Query
from plugins.impact.pages import BY_ID, PAGES, FormPage
from plugins.impact.procedure import PUBLISHED, Status

Row = tuple[str, str]
TEXT_LABELS = {
    "statement": "Statement",
    "affected": _l("Communities affected"),
    "mitigation": _l("What would help"),
    "source": "Source",
    "gathered": _l("How it was gathered"),
    "basis": _l("Basis for speaking"),
    "place": "Place",
    "contact_role": _l("Contact role"),
    "personal_note": _l("Who could be recognised"),
    "interest": _l("Interest in the outcome"),
}


def day(on: date | None) -> str:
    """Return a date in words."""
    return f"{on.day} {on:%B %Y}" if on else ""


def period(evidence: Evidence) -> str:
    """Return the date or the period in words."""
    if evidence.happened_on and evidence.until_on and evidence.until_on != evidence.happened_on:
        return _("%(day)s to %(day_2)s", day=day(evidence.happened_on), day_2=day(evidence.until_on))
    return day(evidence.happened_on)


def rows_of(evidence: Evidence, page: FormPage) -> list[Row]:
    """Return what one page of the form holds."""
    shown: dict[str, list[Row]] = {
        "group": [
            (_("People represented"), "" if evidence.represented is None else f"{evidence.represented:,}"),
            (_("Basis for speaking"), evidence.text("basis")),
            (_("Contact role"), evidence.text("contact_role")),
        ],
        "place": [("Place", evidence.text("place")), (_("Date or period"), period(evidence))],
        "type": [
            (_("Kind of evidence"), terms.said(terms.EVIDENCE_TYPES, evidence.evidence_type)),
            (_("How the group knows"), terms.said(terms.FIRST_HAND, evidence.first_hand)),
        ],
        "statement": [("Statement", evidence.text("statement"))],
        "affected": [
            (_("Communities affected"), evidence.text("affected")),
            (_("Protected characteristics"), terms.words_for(terms.CHARACTERISTICS, evidence.characteristics)),
        ],
        "impact": [
            ("Affects", terms.words_for(terms.AREAS, evidence.areas)),
            (_("Harm or benefit"), terms.said(terms.DIRECTIONS, evidence.direction)),
        ],
        "extent": [
            ("Severity", terms.said(terms.SEVERITIES, evidence.severity)),
            ("Frequency", terms.said(terms.FREQUENCIES, evidence.frequency)),
            ("Reach", terms.said(terms.REACHES, evidence.reach)),
        ],
        "source": [("Source", evidence.text("source")), (_("How it was gathered"), evidence.text("gathered"))],
        "mitigation": [(_("What would help"), evidence.text("mitigation"))],
        "declarations": [
            (_("Somebody could be recognised"), _yes_and_why(evidence.personal_data, evidence.text("personal_note"))),
            (_("Interest in the outcome"), _yes_and_why(evidence.conflict, evidence.text("interest"))),
        ],
        "publication": [
            ("Publication", terms.said(terms.PUBLICATIONS, evidence.publication)),
            (_("Agreed to its use"), "Yes" if evidence.has_consent else ""),
        ],
    }
    return shown[page.id]


def as_saved(version: PageVersion) -> Evidence:
    """Return one saved page as evidence that is on no record, to be shown like any other."""
    page, content = BY_ID[version.page], version.content
    columns = {name: _read(name, content.get(name)) for name in page.columns}
    return Evidence(status=Status.DRAFT, texts={key: content.get(key) for key in page.texts}, **columns)


def compared(evidence: Evidence, page: FormPage, sent: PageVersion, seen: int) -> list[Compared]:
    """Return what a page says now, what somebody sent for it, and what it said when that person opened it."""
    opened = [version for version in evidence.saved_pages if (version.page, version.number) == (page.id, seen)]
    before = dict(rows_of(as_saved(opened[0]), page)) if opened else {}
    both = zip(rows_of(evidence, page), rows_of(as_saved(sent), page), strict=True)
    return [Compared(label, saved, typed, before.get(label)) for (label, saved), (_ignored, typed) in both]


def _read(column: str, kept: Any) -> Any:
    return date.fromisoformat(kept) if column.endswith("_on") and kept else kept


def all_rows(evidence: Evidence) -> list[tuple[FormPage, list[Row]]]:
    """Return every page of the form with what it holds."""
    return [(page, rows_of(evidence, page)) for page in PAGES]


def public_rows(evidence: Evidence) -> list[Row]:
    """Return what the public reads beside the statement: less of it when the group is not to be named."""
    rows = []
    if evidence.publication == "public":
        rows = [
            (_("People represented"), f"{evidence.represented:,}" if evidence.represented else ""),
            (_("Basis for speaking"), evidence.text("basis")),
            ("Place", evidence.text("place")),
            (_("Date or period"), period(evidence)),
            (_("Interest in the outcome"), evidence.text("interest")),
        ]
    for page in PAGES:
        if page.id in {"type", "affected", "impact", "extent", "source", "mitigation"}:
            rows += rows_of(evidence, page)
    return [row for row in rows if row[1]]


def public_name(evidence: Evidence) -> str:
    """Return who is speaking, as the group wishes it."""
    return name_in_public(evidence.organisation.name, evidence.publication)


def name_in_public(name: str, publication: str | None) -> str:
    """Return what a group is called in public by what it chose."""
    return name if publication == "public" else _("A community group")


def is_public(evidence: Evidence) -> bool:
    """Whether the public page shows the evidence."""
    return (
        evidence.stands_at in PUBLISHED
        and evidence.is_cleared
        and evidence.publication in {"public", "anonymous"}
        and evidence.submission is not None
        and evidence.submission.status == "submitted"
    )


def public_questions(evidence: Evidence) -> list[Query]:
    """Return the questions and answers that the public may read: those that a named group agreed to publish."""
    return [query for query in evidence.queries if query.is_public and query.answered_at] if is_named(evidence) else []


def is_named(evidence: Evidence) -> bool:
    """Whether the group wants to be named."""
    return evidence.publication == "public"


def public_marks(evidence: Evidence) -> list[str]:
    """Return what the public should know of how the evidence came."""
    marks = []
    if evidence.was_entered:
        how = terms.CHANNELS[evidence.channel].lower()
        marks.append(
            _(
                "A council officer entered this evidence. The group gave it %(how)s on %(day)s.",
                how=how,
                day=day(evidence.received_on),
            )
        )
    if evidence.late_reason:
        marks.append(
            _("It came after the closing date. It was taken because: %(late_reason)s", late_reason=evidence.late_reason)
        )
    return marks


def public_counts(counts: Mapping[str, int]) -> list[tuple[int, str]]:
    """Return how many pieces were received and what became of them; pieces of groups are counted exactly."""
    by_status = {Status(status): number for status, number in counts.items()}
    waiting = {Status.SUBMITTED, Status.SCREENED, Status.QUERIED, Status.OUT_PROPOSED}
    return [
        (sum(by_status.values()), "received"),
        (sum(by_status.get(status, 0) for status in waiting), _("being read")),
        (sum(by_status.get(status, 0) for status in PUBLISHED), "accepted"),
        (by_status.get(Status.OUT_OF_SCOPE, 0) + by_status.get(Status.APPEALED, 0), _("out of scope")),
        (by_status.get(Status.WITHDRAWN, 0), "withdrawn"),
    ]


def scope_words(evidence: Evidence) -> str:
    """Return why the evidence is out of scope, in the words of the list."""
    return terms.SCOPE_REASONS.get(evidence.scope_code or "", _("Out of scope"))


def sent_on(evidence: Evidence) -> str:
    """Return the day on which the evidence was sent."""
    return day(clock.london(evidence.submitted_at).date()) if evidence.submitted_at else ""


def _yes_and_why(code: str | None, note: str) -> str:
    answer = {"yes": "Yes", "no": "No"}.get(code or "", "")
    return f"{answer}: {note}" if note else answer
