"""The authorising officer is refused until every view has an answer, weighs it, and then records the decision."""

from collections.abc import Callable
from datetime import timedelta

from consult.accounts.models import Person
from consult.kernel.clock import LONDON
from plugins.authorisation.lifecycle import State
from plugins.impact.procedure import Status
from tests.plugins.authorisation.conftest import Desk
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def test_the_refusal_leads_to_each_view_and_then_the_decision_is_recorded(
    desk: Desk, client: FormClient, sign_in: SignIn
) -> None:
    evidence = desk.evidence.brought_to(Status.ACCEPTED)
    case = desk.brought_to(State.REVIEW)
    sign_in(client, desk.superintendent_person)
    home = f"/staff/authorisation/cases/{case.id}"
    assert case.ends_at is not None
    sooner = (case.ends_at - timedelta(hours=1)).astimezone(LONDON)
    ends = {f"ends_at-{part}": str(getattr(sooner, part)) for part in ("day", "month", "year")}
    decision = {
        "reason": "The information is specific.",
        "necessity": "Nothing else finds them.",
        "proportionality": "Six hours.",
        "ends_at-time": f"{sooner:%H:%M}",
        **ends,
    }
    refused = client.post_form(f"{home}/steps/authorised", decision)
    assert refused.status_code == 409
    weigh = f"{home}/views/submission/{evidence.submission_id}"
    assert f'href="{weigh}"' in refused.text
    assert "Nothing else finds them." in refused.text
    assert client.post_form(weigh, {"weighed": "Hours."}).status_code == 422
    given = {"weighed": "Hours.", "outcome": "changed", "reason": "They are shorter."}
    assert client.post_form(weigh, given).status_code == 303
    assert client.post_form(f"{home}/steps/authorised", decision).status_code == 303
    assert case.state == "authorised"


def test_a_step_needs_a_reason_and_a_state_that_is_one(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    case = desk.brought_to(State.REVIEW)
    sign_in(client, desk.superintendent_person)
    home = f"/staff/authorisation/cases/{case.id}"
    refused = client.post_form(f"{home}/steps/returned", {"reason": " ", "exemption": ""})
    assert refused.status_code == 422
    assert f"<title>Error: Record case {case.number} as" in refused.text
    assert 'value="" checked' in refused.text
    assert client.get(f"{home}/steps/expired").status_code == 404
    assert client.get(f"{home}/steps/nowhere").status_code == 404
    assert client.get(f"{home}/views/submission/999").status_code == 404
    assert client.post_form(f"{home}/steps/returned", {"reason": "Say more."}).status_code == 303
    assert case.state == "returned"
