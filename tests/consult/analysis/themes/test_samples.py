"""Drawing a sample, coding it a second time, re-reading what was left aside, and publishing what it tells."""

from hashlib import sha256

import pytest
from sqlalchemy import select

from consult.analysis.themes.sample_models import Purpose, Sample, SampledText
from consult.analysis.themes.sample_queries import found_in, texts_in, to_read
from consult.analysis.themes.samples import changed_since, code_again, draw_sample, publish_sample, read_again
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from consult.submissions.models import Submission
from tests.consult.analysis.themes.conftest import Desk
from tests.consult.analysis.themes.sampling import code_all_again, draw, many_coded, rewrite, withdraw


def test_the_same_seed_draws_the_same_answers(desk: Desk) -> None:
    many_coded(desk, 12, desk.theme())
    sample = draw(desk, 5)
    references = desk.session.scalars(select(Submission.reference)).all()
    ranked = sorted(references, key=lambda reference: sha256(f"{sample.seed}:{reference}".encode()).digest())
    drawn = [
        desk.session.get_one(Submission, row.submission_id).reference for row in desk.session.scalars(texts_in(sample))
    ]
    assert drawn == ranked[:5]
    assert (sample.population, sample.drawn) == (12, 5)


@pytest.mark.parametrize("size", [0, 4])
def test_no_more_are_drawn_than_there_are(desk: Desk, size: int) -> None:
    many_coded(desk, 3, desk.theme())
    with pytest.raises(Invalid):
        draw(desk, size)


def test_no_second_sample_is_drawn_while_one_waits(desk: Desk) -> None:
    many_coded(desk, 3, desk.theme())
    draw(desk, 2)
    with pytest.raises(Conflict, match="still waits"):
        draw(desk, 2)


def test_who_coded_first_does_not_code_again(desk: Desk) -> None:
    theme = desk.theme()
    many_coded(desk, 1, theme)
    sample = draw(desk, 1)
    (sampled,) = desk.session.scalars(texts_in(sample)).all()
    coded = desk.text(desk.session.get_one(Submission, sampled.submission_id))
    assert to_read(desk.session, sample, desk.officer) is None
    with pytest.raises(Conflict, match="coded this answer first"):
        code_again(desk.session, desk.officer, sampled, coded, ["T1"])
    second, third = desk.colleague(), desk.colleague()
    assert to_read(desk.session, sample, second) == sampled
    with pytest.raises(Invalid):
        code_again(desk.session, second, sampled, coded, ["T9"])
    code_again(desk.session, second, sampled, coded, ["T1"])
    code_again(desk.session, second, sampled, coded, ["T1"])
    with pytest.raises(ChangedMeanwhile):
        code_again(desk.session, third, sampled, coded, [])
    assert (sampled.first, sampled.second) == (["T1"], ["T1"])
    assert desk.counted() == {"T1": 1}


def test_kappa_is_worked_out_over_what_both_said(desk: Desk) -> None:
    first, second = desk.theme("One"), desk.theme("Two")
    many_coded(desk, 15, first)
    many_coded(desk, 15)
    sample = draw(desk, 30)
    # Of 15 with T1 the second officer sees 10, and T1 in 5 of the others: 20 of 30 agree, chance is one half.
    code_all_again(desk, sample, lambda place, codes: ["T1"] if (place % 3 != 0) == bool(codes) else [])
    found = found_in(desk.session, sample)
    agreement, empty = found.by_theme
    assert agreement.kappa is not None
    assert agreement.kappa.value == pytest.approx(2 * (agreement.texts - _differing(desk, sample)) / 30 - 1, abs=0.02)
    assert (empty.theme, empty.kappa) == (second.code, None)
    assert found.overall.kappa is not None


def _differing(desk: Desk, sample: Sample) -> int:
    return sum(row.first != row.second for row in desk.session.scalars(texts_in(sample)))


def test_of_fewer_than_25_nothing_is_told(desk: Desk) -> None:
    many_coded(desk, 24, desk.theme())
    sample = draw(desk, 24)
    code_all_again(desk, sample, lambda _place, codes: codes)
    found = found_in(desk.session, sample)
    assert (found.overall.kappa, found.overall.f1, found.is_enough) == (None, None, False)
    with pytest.raises(Conflict, match="too few"):
        publish_sample(desk.session, desk.officer, sample)


def test_what_is_published_stays_and_says_how_many_changed(desk: Desk) -> None:
    desk.theme()
    many_coded(desk, 26, desk.session.merge(desk.theme("Two")))
    sample = draw(desk, 26)
    with pytest.raises(Conflict, match="not been read again"):
        publish_sample(desk.session, desk.officer, sample)
    code_all_again(desk, sample, lambda place, codes: codes if place > 6 else [])
    publish_sample(desk.session, desk.officer, sample)
    before = dict(sample.published or {})
    assert before["read"] == 26
    assert before["f1"][0] == 0.87
    withdraw(desk, sample, 2)
    desk.session.refresh(sample)
    assert sample.published == before
    assert changed_since(desk.session, sample) == 2
    assert len(desk.session.scalars(select(SampledText)).all()) == 24


def test_an_answer_that_says_something_else_leaves_the_sample(desk: Desk) -> None:
    many_coded(desk, 2, desk.theme())
    sample = draw(desk, 2)
    rewrite(desk, sample)
    assert len(desk.session.scalars(texts_in(sample)).all()) == 1


def test_a_theme_that_was_merged_counts_as_the_other(desk: Desk) -> None:
    from consult.analysis.themes.code_book import merge_themes

    one, other = desk.theme("One"), desk.theme("Other")
    many_coded(desk, 25, one)
    sample = draw(desk, 25)
    code_all_again(desk, sample, lambda _place, _codes: ["T2"])
    merge_themes(desk.session, desk.officer, one, other.id)
    (agreement,) = found_in(desk.session, sample).by_theme
    assert (agreement.theme, agreement.named) == ("T2", 25)
    assert agreement.f1 is not None
    assert agreement.f1.value == 1.0


def test_what_was_left_aside_is_read_again(desk: Desk) -> None:
    theme = desk.theme()
    with pytest.raises(Conflict, match="none was left aside"):
        draw_sample(desk.session, desk.officer, desk.activity, "reasons", Purpose.LEFT_ASIDE, 1)
    desk.propose(desk.response("Somebody proposed a theme for this one."), theme)
    aside = [desk.response(f"Nothing was proposed for number {number}.") for number in range(30)]
    sample = draw_sample(desk.session, desk.officer, desk.activity, "reasons", Purpose.LEFT_ASIDE, 30)
    rows = desk.session.scalars(texts_in(sample)).all()
    assert {row.submission_id for row in rows} == {sent.id for sent in aside}
    for row in rows:
        coded = desk.text(desk.session.get_one(Submission, row.submission_id))
        read_again(desk.session, desk.officer, row, coded, is_new=row.position == 1)
    publish_sample(desk.session, desk.officer, sample)
    assert sample.published == {"read": 30, "new": 1, "at_most": 14.9}
