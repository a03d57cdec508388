"""The field names every kind of thing that is found by a reference, of the core and of each plugin."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from tests.consult.decisions.conftest import make_case
from tests.support.web import FormClient


def test_the_hint_names_each_kind_with_an_example(
    session: Session, client: FormClient, sign_in: Callable[[FormClient, Person], None]
) -> None:
    case = make_case(session)
    sign_in(client, case.officer_person)
    shown = client.get(f"/staff/issues/{case.issue().id}/cite").text
    for words in ("response or evidence (CN-7F3K-92QX)", "motion (M2023-001)", "resolution (R2023-001)"):
        assert words in shown
