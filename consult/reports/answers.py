"""What was done with each issue that people raised, as the decision that holds says it."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.decisions.presentation import ShownIssue
from consult.decisions.queries import newest_published
from consult.decisions.volume import Considered, volume_of
from consult.disclosure.rules import share_in_steps
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _
from consult.publishing.blocks import Block, FactList, Heading, Paragraph, Quotation


def disposition_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return each issue of the published decision with its answer; nothing before there is a decision."""
    decision = newest_published(session, consultation_id)
    if decision is None or decision.published_at is None:
        return []
    coverage = (decision.issues or {}).get("coverage")
    said = [
        _(
            "Decision, version %(number)s, published on %(day)s.",
            number=decision.number,
            day=local_date(decision.published_at),
        )
    ]
    if coverage:
        said.append(
            _(
                "At least %(per_cent)s per cent of what people wrote was marked as points or as not substantive.",
                per_cent=share_in_steps(coverage["per_cent"]),
            )
        )
    return [
        *(Paragraph(text) for text in said),
        Paragraph(decision.summary),
        *(block for considered in volume_of(session, decision) for block in _issue(considered)),
    ]


def _issue(considered: Considered) -> Iterator[Block]:
    issue = considered.issue
    yield Heading(3, f"{issue.outline}. {issue.title}")
    if issue.detail:
        yield Paragraph(issue.detail)
    if considered.is_changed:
        yield Paragraph(_("This issue changed since it was published: points were withdrawn, corrected or erased."))
    for point in considered.quoted:
        yield Quotation(point.words, _("Published text %(reference)s", reference=point.reference), point.reference)
    if considered.others:
        # Decisions from before numbers were drawn say only that there are such points.
        is_told = issue.told_points is not None
        more = _("Raised in %(others)s. Not all of them are published.", others=considered.others)
        yield Paragraph(more if is_told else _("Raised in %(others)s.", others=considered.others))
    yield FactList(tuple(fact for fact in _answer(issue) if fact[1]))


def _answer(issue: ShownIssue) -> Iterator[tuple[str, str]]:
    yield _("What was done"), str(issue.disposition.label) if issue.disposition else ""
    yield _("Why"), issue.reason
    yield _("On what authority"), issue.authority
    yield _("What would make us look again"), issue.look_again
    yield _("Who can act on it"), issue.who_can_act
    if issue.changed is not None:
        yield _("What changed"), ", ".join(filter(None, (issue.changed.document, issue.changed.paragraph)))
    yield _("Who answers for it"), issue.answered_by
