"""What a file of a signed assessment says, in order: what the public page says, and nothing else."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.sdk.access import ANONYMOUS
from consult.sdk.database import deployment_of
from consult.sdk.messages import gettext as _
from consult.sdk.publishing import Block, FactList, Heading, Paragraph, PublishedDocument, Table
from consult.sdk.texts import local_datetime, say_date
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.documents import Document, ShownRow, public_document
from plugins.impact.assessments.models import AssessmentVersion
from plugins.impact.engagement.coverage import Coverage, coverage_of, engagements_of, title_of
from plugins.impact.engagement.documents import ShownEngagement, public_log
from plugins.impact.engagement.presentation import mode_words, public_name, view_words


def file_of(session: Session, version: AssessmentVersion) -> PublishedDocument:
    """Return what the file of a signed version says."""
    document = public_document(session, ANONYMOUS, version)
    held = engagements_of(session, version.assessment)
    blocks = [*_head(version, document), *_parts(document)]
    if held and not document.kept_back:
        blocks += [*_engagement(public_log(session, held)), *_coverage(coverage_of(session, version.assessment))]
    title = f"{version.assessment.number}: {version.assessment.title}"
    return PublishedDocument(title, deployment_of(session).settings.council.name, tuple(blocks))


def _head(version: AssessmentVersion, document: Document) -> Iterator[Block]:
    if version.signed_at is None:
        raise ValueError(version.id)
    yield Paragraph(
        _(
            "%(form)s, version %(number)s, signed by %(name)s, %(post)s, on %(at)s.",
            form=form_of(version.assessment).title,
            number=version.number,
            name=version.signed_name,
            post=version.signed_post,
            at=local_datetime(version.signed_at),
        )
    )
    if version.reason:
        yield Paragraph(_("It was begun because: %(reason)s", reason=version.reason))
    yield Paragraph(_("An assessment authorises nothing. Whoever decides must weigh each row of it by name."))
    if document.kept_back:
        yield Paragraph(_("The rest of this assessment is not published: %(reason)s", reason=document.kept_back))


def _parts(document: Document) -> Iterator[Block]:
    for shown in document.parts:
        if shown.rows:
            yield Heading(2, str(shown.part.title))
        for row in shown.rows:
            if shown.part.is_list:
                yield Heading(3, f"{str(shown.part.item).capitalize()} {row.entry.number}")
            yield FactList(_facts(row))


def _facts(row: ShownRow) -> tuple[tuple[str, str], ...]:
    facts = [(field.label, field.text) for field in row.fields]
    if row.rating:
        facts.append((_("Rating"), row.rating_words))
    if row.notice:
        facts.append((_("Notice"), row.notice))
    rests_on = [*(link.title for link in row.cites), *filter(None, [row.unseen_words])]
    if rests_on:
        facts.append((_("It rests on"), "; ".join(rests_on)))
    return tuple(facts)


def _engagement(log: Sequence[ShownEngagement]) -> Iterator[Block]:
    yield Heading(2, _("Who was told, consulted and heard"))
    for held in log:
        yield Heading(3, held.engagement.title)
        yield Paragraph(f"{mode_words(held.engagement.mode)}, {say_date(held.engagement.held_on)}")
        for heard in held.voices:
            said = [
                (public_name(heard.voice), view_words(heard.voice.view)),
                (_("People there"), str(heard.voice.present)),
                (_("Residents"), str(heard.voice.residents)),
                (heard.said.label, heard.said.text),
                (heard.answer.label, heard.answer.text),
            ]
            yield FactList(tuple(fact for fact in said if fact[1]))
        if held.minutes.text:
            yield FactList(((held.minutes.label, held.minutes.text),))


def _coverage(found: Coverage) -> Iterator[Block]:
    yield Heading(2, _("Who was reached, and who is missing"))
    head = (_("Part of the community"), _("People"), _("Told only"), _("Heard"), _("What was done about it"))
    for dimension, rows in found.rows.items():
        if rows:
            cells = tuple(
                (
                    row.label,
                    f"{row.people:,}" if row.people is not None else "–",
                    str(row.told),
                    str(row.heard or _("Nobody")),
                    row.done or "–",
                )
                for row in rows
            )
            yield Table(title_of(dimension), head, cells)
