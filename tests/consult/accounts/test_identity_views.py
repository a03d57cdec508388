"""Which forms ask for a code is seen in `test_second_factor_views`; here, that others are not asked."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from tests.factories import make_person
from tests.support.web import FormClient

PASSWORD = "kettle violin marsh 42"


@pytest.mark.parametrize("address", ["/confirm-identity", "/account/password", "/account/email"])
def test_nobody_is_asked_for_a_code_they_have_not(
    client: FormClient, session: Session, sign_in: Callable[[FormClient, Person], None], address: str
) -> None:
    sign_in(client, make_person(session, password=PASSWORD))
    assert 'name="code"' not in client.get(address).text
