"""The record of consideration as a document: what stands on its page, for a file and for the report."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of, speaking_to
from consult.decisions.lost_quotations import has_withheld
from consult.decisions.models import Decision
from consult.decisions.presentation import ShownIssue, names_of_cited
from consult.decisions.volume import Considered, Indexed, Quoted, index_of, volume_of
from consult.disclosure.rules import share_in_steps
from consult.kernel.formats import local_date, local_datetime
from consult.kernel.messages import gettext as _
from consult.publishing.blocks import Block, Bullets, FactList, Heading, Paragraph, PublishedDocument, Quotation


def document_of(session: Session, decision: Decision) -> PublishedDocument:
    """Return the record of a published version as one document, in the council's own language."""
    with speaking_to(session, None):
        blocks = tuple(blocks_of(session, decision, 2))
        title = _("Record of consideration: %(title)s", title=decision.consultation.title)
    return PublishedDocument(title, deployment_of(session).settings.council.name, blocks, has_contents=True)


def blocks_of(session: Session, decision: Decision, level: int) -> Iterator[Block]:
    """Yield the record of a published version: how much it covers, each issue, and the index by reference."""
    volume = volume_of(session, decision)
    yield from (Paragraph(text) for text in _introduction(decision))
    for considered in volume:
        yield from _issue(considered, level)
    published = names_of_cited(session, [considered.issue for considered in volume])
    index = index_of(volume, published, decision.consultation.slug)
    if index:
        yield Heading(level, _("Index by reference"))
        yield Bullets(tuple(_line(indexed) for indexed in index))


def _introduction(decision: Decision) -> Iterator[str]:
    if decision.published_at is not None:
        day = local_date(decision.published_at)
        yield _("Decision, version %(number)s, published on %(day)s.", number=decision.number, day=day)
    coverage = (decision.issues or {}).get("coverage")
    if coverage:
        yield _(
            "At least %(per_cent)s per cent of what people wrote was marked as points or as not substantive.",
            per_cent=share_in_steps(coverage["per_cent"]),
        )
    if decision.unread_reason:
        yield _("It was published before all was read and answered, because: %(reason)s", reason=decision.unread_reason)
    if has_withheld(decision):
        yield _("Quotations were withheld since, because the public can no longer read the words in them.")
    yield decision.summary


def _issue(considered: Considered, level: int) -> Iterator[Block]:
    issue = considered.issue
    yield Heading(level, f"{issue.outline}. {issue.title}")
    if issue.detail:
        yield Paragraph(issue.detail)
    if considered.is_changed:
        yield Paragraph(_("This issue changed since it was published: points were withdrawn, corrected or erased."))
    yield from _points(considered)
    yield FactList(tuple(fact for fact in _answer(issue) if fact[1]))
    for given in issue.advice:
        by = (given.expertise.label, given.given_by, local_date(given.given_on))
        yield Paragraph(f"{', '.join(map(str, by))}: {given.said}")


def _points(considered: Considered) -> Iterator[Block]:
    """Yield the points of an issue that may be quoted, and what is told of the others."""
    for point in considered.quoted:
        yield Quotation(point.words, _source(point), point.reference)
        if point.is_changed:
            yield Paragraph(_("Words were taken out of it since this was published."))
        if point.supplement:
            yield Paragraph(_("To this point alone: %(said)s", said=point.supplement))
    if considered.others:
        # Decisions from before numbers were drawn say only that there are such points.
        is_told = considered.issue.told_points is not None
        more = _("Raised in %(others)s. Not all of them are published.", others=considered.others)
        yield Paragraph(more if is_told else _("Raised in %(others)s.", others=considered.others))
    for supplement in considered.supplements:
        yield Paragraph(_("To one point that is not published: %(said)s", said=supplement))


def _source(point: Quoted) -> str:
    if not point.reference:
        return ""
    if not point.number:
        return _("Published text %(reference)s", reference=point.reference)
    return _("Point %(number)s, published text %(reference)s", number=point.number, reference=point.reference)


def _answer(issue: ShownIssue) -> Iterator[tuple[str, str]]:
    yield _("What was done"), str(issue.disposition.label) if issue.disposition else ""
    yield _("Why"), issue.reason
    yield _("On what authority"), issue.authority
    yield _("What would make us look again"), issue.look_again
    yield _("Who can act on it"), issue.who_can_act
    if issue.changed is not None:
        yield _("What changed"), ", ".join(filter(None, (issue.changed.document, issue.changed.paragraph)))
    yield _("Who answers for it"), issue.answered_by
    yield _("When it was answered"), local_datetime(issue.answered_at) if issue.answered_at else ""


def _line(indexed: Indexed) -> str:
    return f"{indexed.link.title}: {_named(indexed.issues)}"


def _named(issues: Sequence[ShownIssue]) -> str:
    return ", ".join(_("issue %(number)s", number=issue.outline) for issue in issues)
