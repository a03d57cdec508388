"""What is still missing is asked of everybody who declares it, and what cannot be asked is missing."""

from dataclasses import replace

from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.contract.deployment import deployment_of
from consult.contract.plugin import Feature
from consult.contract.references import Reference
from consult.contract.requirements import Requirement, Unmet
from consult.contract.unmet import unmet
from consult.kernel.db import database_of
from tests.support.deployments import change_deployment

PAID = Requirement(
    name="parking.paid",
    title="Paid",
    model=Consultation,
    unmet=lambda session, number: [Unmet(f"{number} has not paid.")],
)
TOLD = Requirement(
    name="parking.told", title="Told", model=Activity, unmet=lambda session, number: [Unmet(f"{number} was not told.")]
)


def _declare(session: Session, *requirements: Requirement) -> None:
    registry = deployment_of(session).registry
    without = (replace(feature, requirements=()) for feature in registry.features)
    features = (*without, Feature(name="of_a_test", requirements=requirements))
    change_deployment(database_of(session), registry=replace(registry, features=features, plugins=()))


def test_every_requirement_over_this_kind_of_row_is_asked_and_no_other(session: Session) -> None:
    _declare(session, PAID, TOLD)
    assert unmet(session, Reference("consultation", 999)) == [Unmet("999 has not paid.")]
    assert unmet(session, Reference("activity", 7)) == [Unmet("7 was not told.")]
    assert unmet(session, Reference("person", 7)) == []


def test_what_was_named_and_is_there_adds_nothing(session: Session) -> None:
    _declare(session, TOLD)
    assert unmet(session, Reference("activity", 7), {"parking.told": "Told", "response": "A letter"}) == [
        Unmet("7 was not told.")
    ]


def test_what_was_named_and_is_switched_off_is_unmet(session: Session) -> None:
    _declare(session)
    needed = {"impact.evidence_answered": "Every piece of evidence has an answer", "motion": "The motion"}
    sentences = [missing.sentence for missing in unmet(session, Reference("consultation", 1), needed)]
    assert sentences == [
        "“Every piece of evidence has an answer” cannot be checked: its plugin “impact” is switched off. "
        "Ask an administrator to switch it on.",
        "“The motion” cannot be checked: its plugin “motion” is switched off. Ask an administrator to switch it on.",
    ]


def test_what_is_asked_by_name_counts_for_whoever_names_it_alone(session: Session) -> None:
    _declare(session, replace(PAID, is_asked_by_name=True))
    reference = Reference("consultation", 7)
    assert unmet(session, reference) == []
    assert unmet(session, reference, {"parking.paid": "Paid"}) == [Unmet("7 has not paid.")]
