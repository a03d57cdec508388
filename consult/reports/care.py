"""With what care responses were handled: floods told apart, exclusions with reasons, and the quality of coding."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from consult.analysis.themes.model_runs import statements_of
from consult.analysis.themes.sample_models import Purpose, Sample
from consult.analysis.themes.sample_queries import published_of, published_themes
from consult.consultations.models import Activity, Consultation
from consult.desk.exclusions import EXCLUSION_REASONS
from consult.disclosure.rules import ALONE, ORDINARY
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _
from consult.publishing.blocks import Block, FactList, Heading, Paragraph, Table
from consult.reports.counts import ToldCounts, counted_editions, counts_told, not_drawn, number_told
from consult.reports.models import Told

VOICES, EXCLUDED = "drawn:voices", "drawn:excluded"
"""The names of the tables of drawn numbers, for whoever compares a report with what was drawn."""


def campaign_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return three counts side by side: responses, texts that differ, and people who confirmed an address."""
    consultation = session.get_one(Consultation, consultation_id)
    counts = counts_told(session, consultation)
    first = Paragraph(
        _(
            "Many people may send the same words, and one person may write often. So three numbers stand side by "
            "side, and none of them stands for another."
        )
    )
    if not counts.are_drawn:
        return [first, Paragraph(not_drawn(session, consultation))]
    head = (_("Way of taking part"), _("Responses"), _("Texts that differ"), _("People who confirmed an address"))
    rows = tuple(
        (way.title, f"{edition.people:,}", *_voices(counts, way))
        for way, edition in counted_editions(session, consultation)
    )
    return [first, Table(_("Three counts"), head, rows, numbers=1, name=VOICES)]


def _voices(counts: ToldCounts, way: Activity) -> tuple[str, str]:
    texts, addresses = (counts.of(what, str(way.id)) for what in (Told.TEXTS, Told.ADDRESSES))
    is_known = str(way.id) in counts.keys(Told.TEXTS)
    return (number_told(texts) if is_known else _("Not looked at yet"), number_told(addresses))


def exclusion_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return how many responses were left out of the counts, and why."""
    consultation = session.get_one(Consultation, consultation_id)
    counts = counts_told(session, consultation)
    if not counts.are_drawn:
        return [Paragraph(not_drawn(session, consultation))]
    told = counts.keys(Told.EXCLUDED)
    rows = tuple(
        (str(reason), number_told(counts.of(Told.EXCLUDED, code)))
        for code, reason in EXCLUSION_REASONS.items()
        if code in told
    )
    if not rows:
        return [Paragraph(_("No response was left out of the counts."))]
    return [Table(_("Responses that are not counted"), (_("Why"), _("Responses")), rows, numbers=1, name=EXCLUDED)]


def quality_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return how far officers agree on themes, as published, and which models proposed any."""
    samples = session.scalars(published_of(consultation_id)).all()
    statements = statements_of(session, consultation_id, only_counted=True)
    found = [block for sample in samples for block in _sample(session, sample)]
    for each in statements:
        run = each.run
        facts = (
            (_("Model"), run.model),
            (_("How it was used"), str(run.method.label)),
            (_("When"), local_date(run.made_at)),
            (_("Answers it looked at"), ORDINARY.about(run.texts, ALONE)),
            (_("Themes proposed"), ORDINARY.about(run.proposed, ALONE)),
            (_("Accepted by an officer"), ORDINARY.about(each.accepted, ALONE)),
            (_("Turned down by an officer"), ORDINARY.about(each.turned_down, ALONE)),
            (_("Not looked at yet"), ORDINARY.about(each.waiting, ALONE)),
        )
        found += [
            Heading(3, _("A model proposed themes")),
            Paragraph(_("A proposal counts only once an officer has read the answer and accepted it.")),
            FactList(facts),
        ]
    return found


def _sample(session: Session, sample: Sample) -> Iterator[Block]:
    said: Mapping[str, object] = sample.published or {}
    yield Heading(3, str(Purpose(sample.purpose).label))
    if sample.purpose == Purpose.LEFT_ASIDE:
        yield Paragraph(
            _(
                "People read %(read)s of the answers left aside again, and found something new in %(new)s: at most "
                "%(at_most)s%% of them, with 95%% confidence.",
                read=said["read"],
                new=said["new"],
                at_most=said["at_most"],
            )
        )
        return
    yield Paragraph(
        _(
            "Two officers found themes in the same %(read)s answers, each without seeing what the other found.",
            read=said["read"],
        )
    )
    rows: list[tuple[str, Mapping[str, object]]] = [(_("All themes"), said), *published_themes(session, sample)]
    shown = tuple((name, _figure(row.get("kappa")), _figure(row.get("f1"))) for name, row in rows)
    yield Table(_("How far two officers agree"), (_("Theme"), _("Kappa"), _("F1")), shown, numbers=1)


def _figure(found: object) -> str:
    if not isinstance(found, list) or found[0] is None:
        return "–"
    value, low, high = found
    return f"{value:.2f}" if low is None or high is None else f"{value:.2f} ({low:.2f} – {high:.2f})"
