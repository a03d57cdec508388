"""In the world that has one of everything, nobody is shown a link or a form that they are then refused."""

from collections.abc import Callable

import pytest

from tests.architecture.conftest import Asker
from tests.architecture.world import ROLES
from tests.support.crawl import Crawl

# Kinds of faults in plugins that wait to be mended there, and who meets them; this list may only grow shorter.
KNOWN = {
    # the form to let a motion lapse is shown before it may lapse
    "POST 409 /staff/motions/<int:motion_id>/lapse": "officer",
    # these pages say in their title what they do, and not to what
    "title /motions/drafts/<int:motion_id>": "councillor_own",
    "title /motions/drafts/<int:motion_id>/clauses/<key>": "councillor_own",
    "title /motions/drafts/<int:motion_id>/consent": "councillor_own",
    "title /staff/impact/<int:activity_id>": "auditor",
    "title /staff/motions/activities/<int:activity_id>": "officer",
    "title /survey/<int:activity_id>/build": "officer",
    "title /survey/<int:activity_id>/build/introduction": "officer",
    "title /survey/<int:activity_id>/build/pages/<page>": "officer",
    "title /survey/<int:activity_id>/build/pages/new": "officer",
    "title /survey/<int:activity_id>/build/questions/<key>": "officer",
    "title /survey/<int:activity_id>/preview": "officer",
    "title /survey/<int:activity_id>/publish": "officer",
    "title /survey/<int:activity_id>/results": "officer",
}


@pytest.mark.parametrize("who", [role for role in ROLES if role != "officer_other"])
def test_nobody_is_shown_a_way_that_is_closed_to_them(asker: Callable[[str], Asker], who: str) -> None:
    somebody = asker(who)
    crawl = Crawl(
        somebody.app, somebody.database, somebody.world.session, somebody.client(), who in somebody.world.people, 4
    )
    crawl.walk()
    unexpected = crawl.unexpected(KNOWN, who)
    assert not unexpected, "\n" + "\n".join(unexpected)
