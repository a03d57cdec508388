"""What is analysed in the world of the architecture tests: groups, and a sample that waits for a second officer."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.analysis.themes.assignments import code_text
from consult.analysis.themes.queries import find_text
from consult.analysis.themes.sample_models import Purpose, SampledText
from consult.analysis.themes.samples import draw_sample
from consult.consultations.models import Activity
from consult.kernel.authz import Role
from tests.architecture.world_of_opinions import keep_opinion_groups
from tests.factories import actor_for, make_person, make_submission

if TYPE_CHECKING:
    from tests.architecture.world import World


def analyse(world: "World", activity: Activity, theme: int) -> None:
    """Keep groups of opinion, and draw a sample that a second officer reads."""
    keep_opinion_groups(world, activity)
    _draw_sample(world, activity, theme)


def _draw_sample(world: "World", activity: Activity, theme: int) -> None:
    """Draw a sample of one answer that a colleague coded, so that each officer may code it again."""
    sent = make_submission(world.session, activity, xss=True)
    colleague = actor_for(world.session, make_person(world.session, Role.OFFICER))
    code_text(world.session, colleague, find_text(world.session, sent.id, "reasons", actor=colleague), [theme], 0)
    sample = draw_sample(world.session, colleague, activity, "reasons", Purpose.CODED, 1)
    sampled = world.session.scalars(select(SampledText.id).where(SampledText.sample_id == sample.id)).one()
    world.places.update(sample=sample.id, sampled=sampled)
