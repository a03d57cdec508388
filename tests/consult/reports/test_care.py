"""Exclusions, campaigns and the quality of coding are told as they may be."""

from random import Random

from sqlalchemy import update

from consult.analysis.themes.models import Assignment
from consult.analysis.themes.run_models import Method, ModelRun
from consult.analysis.themes.sample_models import Purpose, Sample
from consult.kernel import clock
from consult.publishing.blocks import FactList, Table
from consult.reports.care import quality_blocks
from consult.reports.counts import counts_told, draw_counts, number_told
from consult.reports.making import report_of
from consult.reports.models import Told as Drawn
from tests.consult.reports.conftest import Told
from tests.support.reports import part, text_of


def test_what_was_left_out_is_told_as_it_was_drawn_with_its_reason(told: Told) -> None:
    draw_counts(told.session, told.consultation, Random(2))
    (table,) = part(report_of(told.session, told.consultation), "What was not counted")
    assert isinstance(table, Table)
    assert table.rows == (
        (
            "It contains no answer",
            number_told(counts_told(told.session, told.consultation).of(Drawn.EXCLUDED, "empty")),
        ),
    )


def test_three_counts_stand_side_by_side(told: Told) -> None:
    draw_counts(told.session, told.consultation, Random(2))
    (_said, table) = part(report_of(told.session, told.consultation), "Campaigns and repeated words")
    assert isinstance(table, Table)
    assert table.rows == (("Tell us by response", "60", "Not looked at yet", "Fewer than 5"),)


def test_what_a_model_did_is_told_only_roughly(told: Told) -> None:
    kept = {"prompt": "", "found": [], "dropped": {}, "made_at": clock.now()}
    run = ModelRun(
        activity_id=told.activity.id,
        question="reasons",
        method=Method.LEARNED,
        model="small",
        texts=61,
        proposed=23,
        **kept,
    )
    told.session.add(run)
    told.session.flush()
    told.session.execute(update(Assignment).values(run_id=run.id))
    (facts,) = (block for block in quality_blocks(told.session, told.consultation.id) if isinstance(block, FactList))
    assert [value for _name, value in facts.facts[3:]] == ["About 60", "About 25", "About 20", "None", "None"]


def test_the_quality_of_coding_is_told_as_it_was_published(told: Told) -> None:
    agreed = {"read": 30, "kappa": [0.71, 0.5, 0.92], "f1": [0.8, None, None]}
    agreed["themes"] = [{"theme": "T1 Mistakes", "kappa": None, "f1": [0.9, 0.8, 1.0]}]
    published = {Purpose.CODED: agreed, Purpose.LEFT_ASIDE: {"read": 40, "new": 1, "at_most": 11.3}}
    for purpose, figures in published.items():
        told.session.add(
            Sample(
                activity_id=told.activity.id,
                question="reasons",
                purpose=purpose,
                seed="s",
                population=60,
                drawn=40,
                themes=["T1"],
                drawn_at=clock.now(),
                published=figures,
                published_at=clock.now(),
            )
        )
    told.session.flush()
    document = report_of(told.session, told.consultation)
    (table,) = (block for block in part(document, "How well the words were read") if isinstance(block, Table))
    assert table.rows == (("All themes", "0.71 (0.50 – 0.92)", "0.80"), ("T1 Mistakes", "–", "0.90 (0.80 – 1.00)"))
    assert "at most 11.3% of them, with 95% confidence" in text_of(document)
