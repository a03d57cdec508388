"""A manager without an account reads a draft by a link, and signs it off or says what should be changed."""

import re
from collections.abc import Callable

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import State
from consult.kernel.authz import Role
from tests.factories import make_consultation, make_person
from tests.support.redaction import seen_on
from tests.support.web import FormClient


def test_a_manager_signs_off_by_a_link(
    client: FormClient, session: Session, sign_in: Callable[[FormClient, Person], None]
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    draft = make_consultation(session, state=State.DRAFT)
    desk = f"/staff/consultations/{draft.slug}/sign-off"
    assert desk in client.get(f"/staff/consultations/{draft.slug}").text
    (link,) = re.findall(r"<code>http://[^/]*(/sign-off/[^<]*)</code>", client.post_form(desk).text)
    assert link not in client.get(desk).text
    manager = FormClient(client.application)
    page = manager.get(link)
    assert draft.summary in page.text
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    refused = manager.post_form(link, {"name": "Ada Stone", "outcome": "changes", "seen": seen_on(page.text)})
    assert refused.status_code == 422
    assert 'value="Ada Stone"' in refused.text
    changed = manager.post_form(link, {"name": "Ada Stone", "outcome": "agreed", "seen": "0"})
    assert changed.status_code == 409
    fields = {"name": "Ada Stone", "outcome": "agreed", "seen": seen_on(changed.text)}
    assert "You have signed it off" in manager.post_form(link, fields).text
    assert "You have signed it off" in manager.get(link).text
    assert "Signed off as it stands" in client.get(desk).text
    assert FormClient(client.application).get("/sign-off/made-up").status_code == 404
