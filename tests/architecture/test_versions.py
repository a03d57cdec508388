"""A form that shows what is saved says which version it shows, so that the last one to save never wins in silence."""

from collections.abc import Callable, Iterator
from typing import Any

import html5lib
import pytest

from tests.architecture.conftest import Walk

NAMES = {"version", "seen", "seen_version", "stamp", "text_hash"}
WITHOUT = {
    "/survey/{open_survey}/build/add": "begins something new",
    "/survey/{open_survey}/translations/cy/around": "each text is compared with the words that the page showed",
    "/account/name": "one person's own name",
    "/account/language": "one person's own choice",
    "/invitations/{invitation}": "the name with which somebody was invited; the account does not exist yet",
    "/staff/register/new": "begins something new",
    "/staff/consultations/draft/copy": "begins something new",
    "/impact/{open_impact}/file": "chooses among a person's groups; begins something new",
    "/staff/data": "chooses a format, changes nothing",
    "/staff/consultations/decided/report": "chooses the sections of something new",
    "/staff/consultations/open/export": "chooses a format, changes nothing",
    "/staff/exports/of/motion/{valid_motion}": "chooses a format, changes nothing",
    "/staff/motions/actions/{action}/statements/new": "begins something new",
    "/staff/motions/{planned_motion}/act": "what the meeting did, once and for all",
    "/staff/motions/{valid_motion}/urgent": "what the chair said, once and for all",
    "/staff/motions/{planned_motion}/closure": "a vote, once and for all",
    "/staff/motions/{planned_motion}/casting-vote": "a vote, once and for all",
    "/staff/motions/meetings/new": "begins something new",
    "/staff/motions/meetings/{meeting}/cancel": "says that a meeting is not held, once and for all",
    "/staff/motions/meetings/{meeting}/order": "the items that the page showed are compared",
    "/staff/motions/{planned_motion}/vote": "choices that are made before anything is saved",
    "/staff/motions/actions/{action}/letters/new": "begins something new",
    "/staff/motions/actions/{action}/replies/new": "begins something new",
    "/staff/motions/{resolved_motion}/actions/new": "begins something new",
    "/staff/motions/amendments/{amendment}/vote": "choices that are made before anything is saved",
    "/staff/motions/amendments/{amendment}/vote/list": "choices that are made before anything is saved",
    "/staff/motions/amendments/{amendment}/outcome": "a vote, once and for all",
    "/staff/motions/amendments/{amendment}/casting-vote": "a vote, once and for all",
    "/staff/motions/{planned_motion}/outcome": "a vote, once and for all",
    "/staff/motions/{planned_motion}/closures/put_now/vote": "choices that are made before anything is saved",
    "/staff/motions/{planned_motion}/closures/put_now/vote/list": "choices that are made before anything is saved",
    "/staff/motions/{planned_motion}/closures/put_now/casting-vote": "a vote, once and for all",
    "/staff/motions/{planned_motion}/vote/list": "choices that are made before anything is saved",
}

pytestmark = pytest.mark.crawl


@pytest.mark.parametrize("role", ["resident", "group_own", "councillor_own", "officer", "administrator"])
def test_every_form_that_shows_what_is_saved_names_its_version(walk: Callable[[str], Walk], role: str) -> None:
    found = set()
    for answer in walk(role).answers:
        if answer.line.method == "GET" and answer.status == 200 and answer.media_type == "text/html":
            page = html5lib.parse(answer.body, namespaceHTMLElements=False)
            for form in page.iter("form"):
                if form.get("method") == "post" and any(shown_values(form)) and not versions(form):
                    found.add(answer.line.address)
    rest = sorted(found - set(WITHOUT))
    assert not rest, "derive these forms from VersionedForm, or say here why not:\n" + "\n".join(rest)


def versions(form: Any) -> set[str]:
    """Return the hidden fields of a form that say which version it shows."""
    return {field.get("name") for field in form.iter("input") if field.get("type") == "hidden"} & NAMES


def shown_values(form: Any) -> Iterator[str]:
    """Yield what the fields of a form that people can change hold already."""
    for field in form.iter("input"):
        kind = field.get("type", "text")
        if kind in {"radio", "checkbox"}:
            if field.get("checked") is not None:
                yield f"{field.get('name')}={field.get('value')}"
        elif kind not in {"hidden", "submit", "file", "password"} and field.get("value"):
            yield f"{field.get('name')}={field.get('value')}"
    for area in form.iter("textarea"):
        if (area.text or "").strip():
            yield f"{area.get('name')}={area.text}"
    for option in form.iter("option"):
        if option.get("selected") is not None and option.get("value"):
            yield f"option={option.get('value')}"
