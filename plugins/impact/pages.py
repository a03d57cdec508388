"""The pages of the evidence form: one topic each, and what each of them fills in."""

from dataclasses import dataclass

from consult.sdk.errors import NotFound
from consult.sdk.messages import lazy_gettext as _l
from plugins.impact.models import Evidence


@dataclass(frozen=True)
class FormPage:
    """One page of the form: its name in the address, its title, and the columns and texts it fills."""

    id: str
    title: str
    columns: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


PAGES: tuple[FormPage, ...] = (
    FormPage("group", _l("Who your group speaks for"), ("represented",), ("basis", "contact_role")),
    FormPage("place", _l("Where and when"), ("happened_on", "until_on"), ("place",)),
    FormPage("type", _l("What kind of evidence this is"), ("evidence_type", "first_hand")),
    FormPage("statement", _l("What happened, or what would happen"), (), ("statement",)),
    FormPage("affected", _l("Who is affected"), ("characteristics",), ("affected",)),
    FormPage("impact", _l("What it affects"), ("areas", "direction")),
    FormPage("extent", _l("How serious, how often, how many"), ("severity", "frequency", "reach")),
    FormPage("source", _l("Where the evidence comes from"), (), ("source", "gathered")),
    FormPage("mitigation", _l("What would help"), (), ("mitigation",)),
    FormPage(
        "declarations", _l("Personal data and interests"), ("personal_data", "conflict"), ("personal_note", "interest")
    ),
    FormPage("publication", _l("Who may read it"), ("publication", "has_consent")),
)
BY_ID = {page.id: page for page in PAGES}


def find_page(page_id: str) -> FormPage:
    """Return a page of the form by its id in the address; raises `NotFound`."""
    if page_id not in BY_ID:
        raise NotFound
    return BY_ID[page_id]


def page_version(evidence: Evidence, page: FormPage) -> int:
    """Return how often this page was saved; nought when it was not filled in yet."""
    return int(evidence.page_versions.get(page.id, 0))


def unfilled(evidence: Evidence) -> list[FormPage]:
    """Return the pages that were not filled in yet."""
    return [page for page in PAGES if not page_version(evidence, page)]


def page_after(page: FormPage) -> FormPage | None:
    """Return the next page, or nothing after the last."""
    place = PAGES.index(page)
    return PAGES[place + 1] if place + 1 < len(PAGES) else None


def page_before(page: FormPage) -> FormPage | None:
    """Return the page before, or nothing before the first."""
    place = PAGES.index(page)
    return PAGES[place - 1] if place else None
