"""What the tables of samples hold together."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from consult.analysis.themes.sample_models import Purpose, Sample
from consult.analysis.themes.samples import draw_sample
from tests.consult.analysis.themes.conftest import Desk


def test_what_is_published_has_its_day(desk: Desk) -> None:
    desk.code(desk.response(), desk.theme())
    sample = draw_sample(desk.session, desk.officer, desk.activity, "reasons", Purpose.CODED, 1)
    change = update(Sample).where(Sample.id == sample.id).values(published={"read": 1})
    with pytest.raises(IntegrityError), desk.session.begin_nested():
        desk.session.execute(change)


def test_each_purpose_is_told_in_words() -> None:
    assert len({str(purpose.label) for purpose in Purpose}) == len(Purpose)
