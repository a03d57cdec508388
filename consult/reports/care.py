"""With what care responses were handled: floods told apart, exclusions with reasons, and the quality of coding."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from consult.analysis.themes.model_runs import statements_of
from consult.analysis.themes.sample_models import Purpose, Sample
from consult.analysis.themes.sample_queries import published_of
from consult.analysis.themes.voices import voices_of
from consult.consultations.models import Activity, Consultation
from consult.disclosure.rules import ALONE, ORDINARY
from consult.exports.summary import exclusions_of
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _
from consult.publishing.blocks import Block, FactList, Heading, Paragraph, Table


def campaign_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return three counts side by side: responses, texts that differ, and people who confirmed an address."""
    rows = tuple(_voices(session, activity) for activity in session.get_one(Consultation, consultation_id).activities)
    return [
        Paragraph(
            _(
                "Many people may send the same words, and one person may write often. So three numbers stand side by "
                "side, and none of them stands for another. Each is shown only roughly."
            )
        ),
        Table(
            _("Three counts"),
            (_("Way of taking part"), _("Responses"), _("Texts that differ"), _("People who confirmed an address")),
            rows,
            numbers=1,
        ),
    ]


def _voices(session: Session, activity: Activity) -> tuple[str, ...]:
    found = voices_of(session, activity.id)
    texts = ORDINARY.about(found.texts, ALONE) if found.texts is not None else _("Not looked at yet")
    return (activity.title, ORDINARY.about(found.responses, ALONE), texts, ORDINARY.about(found.addresses, ALONE))


def exclusion_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return how many responses were left out of the counts, and why."""
    found: dict[str, int] = {}
    for activity in session.get_one(Consultation, consultation_id).activities:
        for reason, number in exclusions_of(session, activity.id).items():
            found[str(reason)] = found.get(str(reason), 0) + number
    if not found:
        return [Paragraph(_("No response was left out of the counts."))]
    rows = tuple((reason, ORDINARY.about(number, ALONE)) for reason, number in sorted(found.items()))
    return [Table(_("Responses that are not counted"), (_("Why"), _("Responses")), rows, numbers=1)]


def quality_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return how far officers agree on themes, as published, and which models proposed any."""
    samples = session.scalars(published_of(consultation_id)).all()
    statements = statements_of(session, consultation_id, only_counted=True)
    found = [block for sample in samples for block in _sample(sample)]
    for each in statements:
        run = each.run
        facts = (
            (_("Model"), run.model),
            (_("How it was used"), str(run.method.label)),
            (_("When"), local_date(run.made_at)),
            (_("Answers it looked at"), f"{run.texts:,}"),
            (_("Themes proposed"), f"{run.proposed:,}"),
            (_("Accepted by an officer"), f"{each.accepted:,}"),
            (_("Turned down by an officer"), f"{each.turned_down:,}"),
            (_("Not looked at yet"), f"{each.waiting:,}"),
        )
        found += [
            Heading(3, _("A model proposed themes")),
            Paragraph(_("A proposal counts only once an officer has read the answer and accepted it.")),
            FactList(facts),
        ]
    return found


def _sample(sample: Sample) -> Iterator[Block]:
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
    themes = said.get("themes")
    rows: list[tuple[str, Mapping[str, object]]] = [(_("All themes"), said)]
    rows += [(str(row["theme"]), row) for row in themes] if isinstance(themes, list) else []
    shown = tuple((name, _figure(row.get("kappa")), _figure(row.get("f1"))) for name, row in rows)
    yield Table(_("How far two officers agree"), (_("Theme"), _("Kappa"), _("F1")), shown, numbers=1)


def _figure(found: object) -> str:
    if not isinstance(found, list) or found[0] is None:
        return "–"
    value, low, high = found
    return f"{value:.2f}" if low is None or high is None else f"{value:.2f} ({low:.2f} – {high:.2f})"
