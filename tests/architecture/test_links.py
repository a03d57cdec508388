"""In the world that has one of everything, nobody is shown a link or a form that they are then refused."""

from collections.abc import Callable

import pytest

from tests.architecture.conftest import Asker
from tests.architecture.world import ROLES
from tests.support.crawl import Crawl

pytestmark = pytest.mark.crawl


@pytest.mark.parametrize("who", [role for role in ROLES if role != "officer_other"])
def test_nobody_is_shown_a_way_that_is_closed_to_them(asker: Callable[[str], Asker], who: str) -> None:
    somebody = asker(who)
    crawl = Crawl(
        somebody.app, somebody.database, somebody.world.session, somebody.client(), who in somebody.world.people, 4
    )
    crawl.walk()
    assert not crawl.faults, crawl.faults_told()
