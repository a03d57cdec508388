"""A decision waits for every piece of evidence, and the officer is led to each."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from consult.accounts.models import Person
from consult.contract.deployment import deployment_of
from consult.decisions.services import NotReady, publish_decision, what_is_missing
from consult.kernel.db import database_of
from plugins.impact.procedure import Status
from tests.plugins.impact.conftest import Case
from tests.support.deployments import change_deployment
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def test_the_page_of_the_decision_leads_to_each_piece_without_an_answer(
    case: Case, client: FormClient, sign_in: SignIn
) -> None:
    evidence = case.brought_to(Status.ACCEPTED)
    sign_in(client, case.officer_person)
    shown = client.get(f"/staff/consultations/{case.consultation.slug}/decision/publish").text
    assert f"Evidence {evidence.reference} from {case.group.name} has no answer yet" in shown
    assert f'href="/staff/impact/evidence/{evidence.id}">Handle evidence {evidence.reference}</a>' in shown


def test_nothing_is_published_while_the_plugin_is_switched_off(case: Case) -> None:
    case.brought_to(Status.RESPONDED)
    assert not [
        missing for missing in what_is_missing(case.session, case.consultation) if "vidence" in missing.sentence
    ]
    database = database_of(case.session)
    registry = deployment_of(database).registry
    others = tuple(plugin for plugin in registry.plugins if plugin.name != "impact")
    change_deployment(database, registry=replace(registry, plugins=others))
    with pytest.raises(NotReady) as refused:
        publish_decision(case.session, case.officer, case.consultation)
    assert [missing for missing in refused.value.missing if "its plugin “impact” is switched off" in missing.sentence]
