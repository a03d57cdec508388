"""An officer has themes proposed, or reads how to get what is missing."""

from collections.abc import Callable

import pytest

from consult.accounts.models import Person
from consult.analysis.themes import learning_views
from tests.consult.analysis.themes.conftest import Desk
from tests.consult.analysis.themes.test_learning import needs_learning
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


def test_without_the_optional_part_the_page_says_how_to_get_it(
    desk: Desk, client: FormClient, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning_views, "is_installed", lambda: False)
    sign_in(client, desk.person)
    page = client.get(f"/staff/activities/{desk.activity.id}/texts/reasons/learn").text
    assert "pip install consult[analysis]" in page
    assert "<form method" not in page.split("<main", 1)[1]
    assert client.get(f"/staff/activities/{desk.activity.id}/texts/position/learn").status_code == 404


@needs_learning
def test_the_work_is_followed_on_its_page(desk: Desk, client: FormClient, sign_in: SignIn) -> None:
    sign_in(client, desk.person)
    address = f"/staff/activities/{desk.activity.id}/texts/reasons/learn"
    refused = client.post_form(address, {"what": "analysis.propose"})
    assert refused.status_code == 422
    assert "Code 300 answers by hand first" in refused.text
    begun = client.post_form(address, {"what": "analysis.words"})
    assert begun.location.startswith("/staff/jobs/")
    assert client.get(begun.location).status_code == 200
