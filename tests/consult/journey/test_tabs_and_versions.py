"""Several people with old tabs, codes and changes, while versions come: no page fails, and nothing typed is lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity
from consult.kernel.authz import Actor, Role
from plugins.survey import proposals, services
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.consult.journey.test_admission_views import another
from tests.factories import make_actor
from tests.plugins.survey.conftest import OpenSurvey, item, opened, options, page, publish, survey
from tests.plugins.survey.test_entries import repeated
from tests.support.pages import parsed
from tests.support.web import FormClient

__all__ = ["opened", "publish"]
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
STAMP = re.compile(r'name="stamp" value="([^"]*)"')
ANSWERED = {200, 303, 404, 409, 410, 422}
STEPS = 200
PAGES = ("p1", "p2", "p3", "p4", "p5", "p5-2", "p5-list", "p6", "p7", "where-you-live")


def definition(*, has_more: bool, has_line: bool, has_order: bool) -> dict[str, Any]:
    """Return a survey with a branch, an exit, what can be added again and an order by chance."""
    line = [item("line", "short_text", required=True)] if has_line else []
    return survey(
        page("p1", item("which", "radios", options=options("a", "b", "c", "d"), required=True, order="random")),
        page(
            "out",
            text={"en-GB": "That is all"},
            title={"en-GB": "The end"},
            exit=True,
            show_if={"q": "which", "op": "eq", "value": "d"},
        ),
        page("p2", item("why", "long_text", required=True), show_if={"q": "which", "op": "eq", "value": "a"}),
        page("p3", item("number", "number", least=0, most=50), *line),
        *([page("p4", item("rank", "ranking"), item("day", "date"))] if has_order else []),
        repeated("p5", item("place", required=True), item("how", "radios"), most=3),
        page("p6", item("last", "long_text"), show_if={"not": {"q": "number", "op": "gt", "value": 40}}),
        *([page("p7", item("new", "short_text", required=True))] if has_more else []),
        settings={"asks_area": True, "asks_about_you": False},
    )


@dataclass
class Somebody:
    """A browser, the forms that stand in its tabs, and what went wrong in it."""

    browser: FormClient
    chance: Random
    tabs: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def opens(self, address: str) -> str:
        """Open a page and whatever it leads to; return where that is, with its form in a tab, or nothing."""
        for _hop in range(5):
            shown = self.browser.get(address)
            self._note(shown.status_code, "opened", address)
            if shown.status_code != 303:
                break
            address = shown.location
        form = next(iter(forms_on(shown.text)), None) if shown.status_code == 200 else None
        if form is None or "/question/" not in address:
            return ""
        self.tabs.append((form.get("action") or address, dict(self._filled(form))))
        return address

    def sends(self, address: str, typed: dict[str, Any]) -> str:
        """Send a form; return where it leads. What was typed in words is kept, or stands on the page that answers."""
        answer = self.browser.post_form(address, typed)
        self._note(answer.status_code, "sent", address)
        words = [said for said in typed.values() if str(said).startswith("said-")]
        shown = answer.text
        if answer.status_code == 303 and words:
            shown = self.browser.get(f"{address.partition('?')[0]}?change=1").text
            shown += self.browser.get(address.partition("/question/")[0] + "/check").text
        self.faults += [f"{said} is lost by {address}: {answer.status_code}" for said in words if said not in shown]
        return answer.location or ""

    def _note(self, status: int, did: str, address: str) -> None:
        if status not in ANSWERED:
            self.faults.append(f"{status} for {address}, {did}")

    def _filled(self, form: Any) -> Iterator[tuple[str, Any]]:
        is_right = self.chance.random() < 0.8
        choices: dict[str, list[str]] = {}
        for box in form.iter():
            if box.tag not in {"input", "textarea", "select"}:
                continue
            name, kind = str(box.get("name")), box.get("type") or box.tag
            if kind == "radio":
                choices.setdefault(name, []).append(box.get("value"))
            elif kind == "hidden":
                yield name, box.get("value") or ""
            elif name == "number":
                yield name, self.chance.choice(("5", "45") if is_right else ("51", "some", ""))
            elif kind == "select" or name.startswith("day") or name == "district":
                yield name, ""
            else:
                yield name, f"said-{self.chance.getrandbits(40)}-" if is_right or self.chance.random() < 0.8 else ""
        for name, offered in choices.items():
            if is_right or self.chance.random() < 0.8:
                yield name, self.chance.choice(offered)


def forms_on(html: str) -> list[Any]:
    """Return the forms in the main part of a page that send something."""
    main = parsed(html, is_page=True).find(".//main")
    return [form for form in main.iter("form") if form.get("method") == "post"]


def publish_another(session: Session, officers: list[Actor], asked: Activity, chance: Random) -> None:
    """Publish a version with other questions, by two officers where it takes both."""
    made = definition(has_more=chance.random() < 0.5, has_line=chance.random() < 0.7, has_order=chance.random() < 0.7)
    services.change_draft(session, officers[0], asked, lambda _draft: read_definition(made))
    seen, ahead = find_draft(session, asked.id).as_seen, services.check(session, asked)
    if ahead.needs_second:
        proposals.propose(session, officers[0], asked, seen=seen, reason="We were asked to.")
        proposals.confirm(session, officers[1], asked, seen=seen)
    elif ahead.differences:
        services.publish(session, officers[0], asked, seen=seen, public_note="We were asked to.")


@pytest.mark.postgresql
@pytest.mark.parametrize("seed", [6, 14, 22])
def test_nothing_fails_and_nothing_typed_is_lost(
    client: FormClient, session: Session, opened: OpenSurvey, officer: Person, seed: int
) -> None:
    chance = Random(seed)
    asked = opened(definition(has_more=False, has_line=True, has_order=True))
    officers = [make_actor(session, Role.OFFICER) for _number in range(2)]
    base, codes = f"/take-part/{asked.id}", list[str]()
    people = [Somebody(another(client, session), chance) for _number in range(3)]
    for _step in range(STEPS):
        one = chance.choice(people)
        act = chance.choices(
            ("walks", "opens", "sends a tab", "checks", "changes", "saves", "returns", "withdraws", "version"),
            (25, 25, 20, 12, 6, 5, 5, 1, 4),
        )[0]
        if act == "walks":
            place = one.sends(f"{base}/start", {})
            while "/question/" in place and one.opens(place):
                place = one.sends(*one.tabs[-1])
        elif act == "opens":
            one.opens(f"{base}/question/{chance.choice(PAGES)}{chance.choice(('', '?change=1'))}")
        elif act == "sends a tab" and one.tabs:
            one.sends(*chance.choice(one.tabs))
        elif act == "checks":
            found = STAMP.search(one.browser.get(f"{base}/check").text)
            one.sends(f"{base}/check", {"stamp": found[1]} if found else {})
        elif act == "changes":
            one.sends(f"{base}/change", {})
        elif act == "saves":
            codes += CODE.findall(one.browser.get(f"{base}/save").text)
        elif act == "returns" and codes:
            one.sends("/take-part/return", {"code": chance.choice(codes)})
        elif act == "withdraws":
            one.sends(f"{base}/withdraw", {"sure": "yes"})
        elif act == "version":
            publish_another(session, officers, asked, chance)
    assert [fault for one in people for fault in one.faults] == []
