"""Which answers a sample is drawn from, and who is led to code without seeing."""

from sqlalchemy import select

from consult.analysis.themes.models import Theme
from consult.analysis.themes.sample_models import Purpose, SampledText
from consult.analysis.themes.sample_queries import population, published_themes, waiting_blind
from consult.analysis.themes.samples import publish_sample
from consult.desk.exclusions import exclude
from tests.consult.analysis.themes.conftest import Desk
from tests.consult.analysis.themes.sampling import code_all_again, draw, many_coded


def test_only_counted_answers_that_were_coded_are_drawn_from(desk: Desk) -> None:
    coded, excluded, aside, proposed = (desk.response(), desk.response(), desk.response(), desk.response())
    theme = desk.theme()
    desk.code(coded, theme)
    desk.code(excluded, theme)
    desk.propose(proposed, theme)
    exclude(desk.session, desk.officer, desk.activity, excluded, "abusive", "")
    desk.session.flush()
    found = desk.session.execute(population(desk.activity.id, "reasons", Purpose.CODED)).all()
    assert [row.id for row in found] == [coded.id]
    found = desk.session.execute(population(desk.activity.id, "reasons", Purpose.LEFT_ASIDE)).all()
    assert [row.id for row in found] == [aside.id]


def test_whoever_coded_it_sees_it_and_any_other_is_led_to_code_again(desk: Desk) -> None:
    sent = desk.response()
    desk.code(sent, desk.theme())
    assert waiting_blind(desk.session, desk.colleague(), desk.text(sent)) is None
    draw(desk, 1)
    assert waiting_blind(desk.session, desk.officer, desk.text(sent)) is None
    assert waiting_blind(desk.session, desk.colleague(), desk.text(sent)) == desk.session.scalar(select(SampledText))


def test_a_published_figure_stands_under_what_its_theme_is_called_now(desk: Desk) -> None:
    many_coded(desk, 26, desk.theme())
    sample = draw(desk, 26)
    code_all_again(desk, sample, lambda _place, codes: codes)
    publish_sample(desk.session, desk.officer, sample)
    assert "Mistakes" not in str(sample.published)
    desk.session.scalars(select(Theme)).one().title = "[redacted]"
    desk.session.flush()
    (named,) = published_themes(desk.session, sample)
    assert (named[0], named[1]["theme"]) == ("T1 [redacted]", "T1")
