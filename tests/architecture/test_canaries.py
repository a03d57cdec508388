"""What only some may read turns up in no answer to anybody else, and what anybody typed is never markup."""

import re
from collections.abc import Callable

import pytest

from tests.architecture.conftest import Answer, Walk
from tests.architecture.world import ROLES
from tests.factories import XSS
from tests.support.pages import faults_of, read_strictly

pytestmark = pytest.mark.crawl

# Whoever holds the secret of such a link is shown whose account it is for.
BY_SECRET_LINK = {"/password/{password_link}"}


def pages(walk: Walk) -> list[Answer]:
    """Return the answers that are whole pages."""
    shown = (answer for answer in walk.answers if answer.status not in range(300, 400))
    return [answer for answer in shown if answer.media_type == "text/html" and "<html" in answer.body]


def found_in(answer: Answer, walk: Walk) -> list[str]:
    """Return the canaries that an answer shows."""
    body = answer.body.lower()
    return [canary for canary in walk.canaries if canary in body]


@pytest.mark.parametrize("role", ROLES)
def test_what_only_others_may_read_is_in_no_answer(walk: Callable[[str], Walk], role: str) -> None:
    taken = walk(role)
    assert taken.canaries
    leaks = [
        f"{answer}: {canary}"
        for answer in taken.answers
        for canary in found_in(answer, taken)
        if role not in taken.canaries[canary] and answer.line.address not in BY_SECRET_LINK
    ]
    assert leaks == []


def test_the_search_for_leaks_finds_what_is_there(walk: Callable[[str], Walk]) -> None:
    taken = walk("officer")
    seen = [answer for answer in taken.answers if found_in(answer, taken)]
    assert seen, "a search that finds nothing anywhere would not find a leak either"


@pytest.mark.parametrize("role", ROLES)
def test_what_anybody_typed_is_never_markup(walk: Callable[[str], Walk], role: str) -> None:
    probe = XSS[: XSS.index("<img")]
    assert [str(answer) for answer in pages(walk(role)) if probe in answer.body] == []


@pytest.mark.parametrize("role", ["anonymous", "group_own", "councillor_own", "officer", "auditor", "administrator"])
def test_every_page_is_sound_html_with_one_heading_and_a_title(walk: Callable[[str], Walk], role: str) -> None:
    faults = []
    for answer in pages(walk(role)):
        found = faults_of(read_strictly(answer.body))
        headings = len(re.findall(r"<h1[ >]", answer.body))
        title = re.search(r"<title>(.*?)</title>", answer.body, re.DOTALL)
        if found or headings != 1 or title is None or "–" not in title[1]:
            faults.append(f"{answer}: {found}, {headings} headings")
    assert faults == []
