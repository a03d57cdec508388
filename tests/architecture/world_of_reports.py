"""The report on what was decided in the world of the architecture tests: two versions, published by two officers."""

from typing import TYPE_CHECKING

from consult.consultations.models import Consultation
from consult.kernel.authz import Role
from consult.reports.making import report_of, sections_on_offer
from consult.reports.versions import ask_for_report, digest_of, make_version, publish_report
from tests.factories import actor_for, make_person

if TYPE_CHECKING:
    from tests.architecture.world import World


def publish_reports(world: "World", consultation: Consultation) -> None:
    """Publish a version with the method alone, and one with all sections."""
    session = world.session
    every = [section.code for section in sections_on_offer(session)]
    for sections in (["method"], every):
        ask_for_report(session, world.actor("officer"), consultation, sections)
        second = actor_for(session, make_person(session, Role.OFFICER))
        job = publish_report(session, second, consultation, digest_of(report_of(session, consultation, sections)))
        make_version(session, job, **job.args)
