"""What only some may read turns up in no answer to anybody else, and what anybody typed is never markup."""

import re
from collections.abc import Callable

import pytest

from tests.architecture.conftest import Answer, Walk
from tests.architecture.world import ROLES
from tests.factories import XSS
from tests.support.pages import faults_of, parsed

pytestmark = pytest.mark.crawl

# Whoever holds the secret of such a link is shown whose account it is for.
BY_SECRET_LINK = {"/password/{password_link}"}


def pages(walk: Walk) -> list[Answer]:
    """Return the answers that are whole pages."""
    shown = (answer for answer in walk.answers if answer.status not in range(300, 400))
    return [answer for answer in shown if answer.media_type == "text/html" and "<html" in answer.body]


@pytest.mark.parametrize("role", ROLES)
def test_what_only_others_may_read_is_in_no_answer(walk: Callable[[str], Walk], role: str) -> None:
    taken = walk(role)
    assert taken.canaries
    leaks = [
        f"{answer}: {canary}"
        for answer in taken.answers
        for canary, allowed in taken.canaries.items()
        if role not in allowed and canary in answer.body.lower() and answer.line.address not in BY_SECRET_LINK
    ]
    assert leaks == []


def test_the_search_for_leaks_finds_what_is_there(walk: Callable[[str], Walk]) -> None:
    taken = walk("officer")
    seen = {canary for canary in taken.canaries if any(canary in answer.body.lower() for answer in taken.answers)}
    assert seen, "a search that finds nothing anywhere would not find a leak either"


@pytest.mark.parametrize("role", ROLES)
def test_what_anybody_typed_is_never_markup(walk: Callable[[str], Walk], role: str) -> None:
    probe = XSS[: XSS.index("<img")]
    assert [str(answer) for answer in pages(walk(role)) if probe in answer.body] == []


@pytest.mark.parametrize("role", ["anonymous", "group_own", "councillor_own", "officer", "auditor", "administrator"])
def test_every_page_is_sound_html_with_one_heading_and_a_title(walk: Callable[[str], Walk], role: str) -> None:
    faults = []
    for answer in pages(walk(role)):
        found = faults_of(parsed(answer.body, is_page=True))
        headings = len(re.findall(r"<h1[ >]", answer.body))
        title = re.search(r"<title>(.*?)</title>", answer.body, re.DOTALL)
        if found or headings != 1 or title is None or "–" not in title[1]:
            faults.append(f"{answer}: {found}, {headings} headings")
    assert faults == []
