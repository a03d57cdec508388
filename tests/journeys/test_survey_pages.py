"""Every page of surveys, in English, Welsh and a language from right to left, on the smallest screen: for everybody."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect

from consult.config import Settings
from consult.contract.registry import Registry
from consult.jobs import wake_up_queue
from tests.conftest import CHOSEN
from tests.consult.kernel.test_outlines import WARDS
from tests.journeys.conftest import PASSWORD, SMALL
from tests.support import databases, server
from tests.support.pseudo import write_pseudo_catalogue
from tests.support.rich_survey import ALONE as ALONE_KEYS
from tests.support.rich_survey import ASKED, LANGUAGES, make_surveys
from tests.support.walker import Site, Walker

pytestmark = pytest.mark.xdist_group("survey_pages")
"""One worker runs all of it: one service is started, and what was seen in one language is not sought in the next."""


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, template: str, settings: Settings, registry: Registry
) -> Iterator[Site]:
    """The service in three languages, with outlines of its wards and surveys in every state."""
    folder: Path = tmp_path_factory.mktemp("surveys")
    write_pseudo_catalogue(folder)
    (folder / "wards.geojson").write_bytes(WARDS)
    with databases.copy_of(template, folder) as url:
        database = databases.opened(url, replace(settings, database_url=url, data=folder), registry)
        with database.unit_of_work() as session:
            places = make_surveys(session)
        chosen = {
            **CHOSEN,
            "CONSULT_THEME": str(folder),
            "CONSULT_LANGUAGES": ",".join(LANGUAGES),
            "CONSULT_OUTLINES": str(folder / "wards.geojson"),
            "CONSULT_OUTLINES_CREDIT": "© Somebody",
            "CONSULT_EXACT_COUNTS": "1",
        }
        port = server.free_port()
        with server.running(server.environment_for(folder, url, port, chosen), port, folder) as started:
            yield Site(started.url, places)
        wake_up_queue.close_queue(database)
        database.engine.dispose()


@pytest.fixture
def walker(site: Site, new_context: Callable[..., BrowserContext], axe: Callable[..., None], tag: str) -> Walker:
    """Somebody who reads a language on a small screen."""
    page = new_context(viewport=SMALL, reduced_motion="reduce").new_page()
    page.set_default_timeout(20_000)
    return Walker(page, site, tag, axe)


def sign_in(walker: Walker, name: str) -> None:
    """Sign in as an officer."""
    page = walker.page
    page.goto(f"{walker.site.url}/sign-in")
    page.get_by_label("Email address").fill(f"{name}@people.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


BAD = """<html lang="en-GB" dir="ltr"><title>A title</title><main><h1>A page</h1>
<style>a:focus { outline: none }</style><a href="#">Go</a> <div inert><button>Press</button></div></main>"""


@pytest.mark.parametrize("tag", ["en-GB"])
def test_the_walk_sees_what_is_not_reached_and_where_nobody_sees_the_focus(walker: Walker) -> None:
    walker.page.set_content(BAD)
    with pytest.raises(AssertionError) as found:
        walker.tabs_through()
    said = str(found.value)
    assert "<button>Press</button>" in said
    assert '<a href="#">Go</a>' in said or '<a href="#">Go</a>' in said


ALONE = [f"p_{one['key']}" for one in ASKED if one["key"] in ALONE_KEYS]
QUESTIONS = ["which", "why", *ALONE, "together", "last"]
BUILD, DESK, CLOSED = "/survey/{rich}", "/staff/activities/{rich}", "/staff/activities/{closed}"
OFFICER: dict[str, tuple[str, ...]] = {
    "builder": (
        f"{BUILD}/build",
        f"{BUILD}/build/introduction",
        f"{BUILD}/build/pages/new",
        f"{BUILD}/build/pages/which",
        f"{BUILD}/build/pages/enough",
        f"{BUILD}/build/pages/journeys",
        f"{BUILD}/build/pages/last",
        f"{BUILD}/build/pages/last/remove",
        f"{BUILD}/build/pages/last/read",
        f"{BUILD}/build/pages/last/read/add/image",
        f"{BUILD}/build/pages/last/read/b4",
        f"{BUILD}/build/pages/last/read/b1/remove",
        f"{BUILD}/build/read/{{read}}/delete",
        f"{BUILD}/build/add",
        f"{BUILD}/build/questions/which/pictures",
        f"{BUILD}/build/questions/which/pictures/{{picture}}/remove",
        f"{BUILD}/build/questions/last/remove",
        f"{BUILD}/build/copy",
        f"{BUILD}/build/copy?from={{waiting}}",
        f"{BUILD}/import",
    ),
    "questions": tuple(f"{BUILD}/build/questions/{one['key']}" for one in ASKED),
    "translations": (
        f"{BUILD}/translations",
        f"{BUILD}/translations/cy",
        f"{BUILD}/translations/cy/around",
        f"{BUILD}/translations/cy/pages/which",
        f"{BUILD}/translations/ar-XB/pages/together",
        f"{BUILD}/translations/cy/upload",
    ),
    "versions": (
        f"{BUILD}/publish",
        f"{BUILD}/changes",
        "/survey/{waiting}/build",
        "/survey/{waiting}/publish",
        f"{DESK}/preview",
        f"{DESK}/preview/which",
        f"{DESK}/preview/together",
        f"{DESK}/test-answers",
        f"{DESK}/test-answers/clear",
        "/staff/activities/{invited}/access",
        f"{DESK}/access",
        f"{DESK}/enter",
        "/staff/responses/{entered}/key-again",
        "/staff/responses/{entered}/check",
        "/staff/responses/{entered}/correct",
        f"{DESK}/library",
    ),
    "results": (
        f"{BUILD}/results",
        "/survey/{closed}/results",
        f"{DESK}/responses",
        "/staff/responses/{response}",
        "/staff/activities/{closed}/publish",
        "/staff/activities/{closed}/weights",
        "/staff/consultations/closed/export",
        "/staff/consultations/closed/summary",
        "/staff/consultations/closed",
        f"{CLOSED}/publish/withdraw",
        f"{CLOSED}/exact-counts",
        "/staff/responses/{with_photo}",
        "/staff/responses/{with_photo}/files/photo/delete",
    ),
    "statistics": (
        f"{CLOSED}/compare?rows=which&columns=scale",
        f"{CLOSED}/wards",
        f"{CLOSED}/where-people-stop",
        f"{CLOSED}/opinion-groups",
        "/staff/activities/{opinions}/opinion-groups",
        "/staff/activities/{opinions}/wards",
        "/staff/activities/{opinions}/where-people-stop",
    ),
    "programs": ("/account/programs", "/account/programs/new"),
}


ADMINISTRATOR = ("/staff/people/{officer}/programs",)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_an_administrator_can_use_the_page_of_somebodys_programs(walker: Walker) -> None:
    sign_in(walker, "administrator")
    for path in ADMINISTRATOR:
        walker.goes_to(path)
        walker.tabs_through()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_an_officer_can_use_every_page_on_which_an_access_token_is_made_and_taken_back(walker: Walker) -> None:
    sign_in(walker, "second")
    page = walker.page
    page.goto(walker.address("/account/programs/new"))
    walker.sends_nothing()
    assert page.locator(".govuk-error-summary").count() == 1
    page.locator("[name=name]").fill("A script")
    page.locator("[name=allows]").first.check()
    page.locator("[name=days]").first.check()
    page.locator("main form[method=post] button").click()
    expect(page.get_by_role("main")).to_contain_text("consult_")
    walker.looks()
    walker.tabs_through()
    walker.goes_to("/account/programs")
    page.locator("main form[method=post] button").first.click()
    page.locator(".govuk-notification-banner").wait_for()
    walker.looks()


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("part", OFFICER)
def test_an_officer_can_use_every_page_of_surveys(walker: Walker, part: str) -> None:
    sign_in(walker, "officer")
    for path in OFFICER[part]:
        walker.goes_to(path)
        walker.tabs_through()


OF_ALL = "/take-part/{rich}"
ON_THE_WAY = (*QUESTIONS, "new", "where-you-live", "answer-about-you", "about-you")
RESIDENT: dict[str, tuple[str, ...]] = {
    "": (
        "/consultations/rich",
        OF_ALL,
        f"{OF_ALL}/form",
        f"{OF_ALL}/shared-device",
        "/preview/{preview_secret}",
        "/preview/{preview_secret}/which",
        "/take-part/return",
        "/take-part/{invited}",
        "/take-part/{invited}/invitation",
        *("/take-part/{by_address}", "/take-part/{by_address}/address", "/take-part/{by_address}/address/mailed"),
        *("/take-part/{by_address}/address/confirm/{address_link}", "/take-part/{by_address}/address/confirm/no"),
        "/consultations/closed",
        "/consultations/closed/results",
        "/consultations/opinions/results",
        "/consultations/opinions/results/{opinions}/table?rows=question:opinion_1&columns=question:opinion_2",
        "/consultations/closed/results/{closed}/exact-counts",
    ),
    "code": (
        *(f"{OF_ALL}/question/{page}" for page in ON_THE_WAY),
        f"{OF_ALL}/file/photo",
        f"{OF_ALL}/question/journeys",
        f"{OF_ALL}/question/journeys-2",
        f"{OF_ALL}/question/journeys-2-list",
        f"{OF_ALL}/question/journeys-2/remove",
        f"{OF_ALL}/check",
        f"{OF_ALL}/save",
        f"{OF_ALL}/question/leave",
        f"{OF_ALL}/start-again",
        OF_ALL,
    ),
    "exit_code": (f"{OF_ALL}/question/leave", f"{OF_ALL}/check"),
    "sent_code": (OF_ALL, f"{OF_ALL}/done", f"{OF_ALL}/withdraw", f"{OF_ALL}/publication"),
    "parts_code": ("/take-part/{parts}", "/take-part/{parts}/question/task-list", "/take-part/{parts}/question/p1"),
    "late_code": ("/take-part/{closed}/unsent",),
}


def comes_back(walker: Walker, code: str) -> None:
    """Enter a code."""
    page = walker.page
    page.goto(walker.address("/take-part/return"))
    page.locator("main input[name=code]").fill(walker.site.places[code])
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda url: "/return" not in url)


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("code", RESIDENT)
def test_a_resident_can_use_every_page_of_surveys(walker: Walker, code: str) -> None:
    if code:
        comes_back(walker, code)
    for path in RESIDENT[code]:
        walker.goes_to(path)
        walker.tabs_through()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_residents_can_use_a_device_that_they_share(walker: Walker) -> None:
    walker.page.goto(walker.address(f"{OF_ALL}/shared-device"))
    walker.page.locator("main form[method=post] button").first.click()
    walker.page.wait_for_url(lambda url: "/shared-device" not in url)
    walker.looks()
    walker.tabs_through()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_resident_can_use_every_page_that_says_what_is_wrong(walker: Walker) -> None:
    comes_back(walker, "full_code")
    walker.goes_to(f"{OF_ALL}/question/together", status=409)
    walker.tabs_through()
    comes_back(walker, "code")
    for page in QUESTIONS[:-1]:
        walker.page.goto(walker.address(f"{OF_ALL}/question/{page}"))
        walker.sends_nothing()
        assert walker.page.locator(".govuk-error-summary").count() == 1, page
    walker.page.goto(walker.address("/take-part/{invited}/invitation"))
    walker.sends_nothing()


FAULTY = (
    f"{BUILD}/build/add",
    f"{BUILD}/build/questions/which",
    f"{BUILD}/build/questions/computed",
    f"{BUILD}/build/questions/which/pictures",
    f"{BUILD}/build/copy?from={{waiting}}",
    f"{BUILD}/import",
    f"{BUILD}/translations/cy/upload",
    f"{DESK}/preview/which",
    f"{DESK}/enter",
    "/staff/responses/{with_photo}/files/photo/delete",
)
OF_ANOTHER = {"pages": [{"name": "p1", "elements": [{"type": "file", "name": "f"}, {"type": "text", "name": "t"}]}]}
COLUMNS = "place,what,source,translation_cy,source_digest,translation_digest"
TRANSLATED = f"{COLUMNS}\nitems.nothing.label,Words,Which?,Pa un?,x123456789012345,x123456789012345\n"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_an_officer_can_use_every_page_that_answers_a_form(walker: Walker) -> None:
    sign_in(walker, "second")
    walker.goes_to("/survey/{waiting}/confirm")
    walker.tabs_through()
    for path in FAULTY:
        walker.page.goto(walker.address(path))
        walker.sends_nothing()
        assert walker.page.locator(".govuk-error-summary").count() == 1, path
    page = walker.page
    page.goto(walker.address(f"{BUILD}/import"))
    page.locator("[name=text]").fill(json.dumps(OF_ANOTHER))
    page.locator("main form[method=post] button[type=submit]").last.click()
    walker.looks()
    walker.tabs_through()
    assert page.locator("main textarea, main input[name=text]").count() == 1
    page.goto(walker.address(f"{BUILD}/translations/cy/upload"))
    page.locator("input[type=file]").set_input_files(
        {"name": "t.csv", "mimeType": "text/csv", "buffer": TRANSLATED.encode()}
    )
    page.locator("main form[method=post] button[type=submit]").click()
    expect(page.get_by_role("main")).to_contain_text("items.nothing.label")
    walker.looks()
    walker.tabs_through()
    page.goto(walker.address(f"{DESK}/preview"))
    page.locator("main form[action$='/test'] button").click()
    walker.looks()
    page.goto(walker.address(f"{DESK}/test/check"))
    walker.looks()
    walker.tabs_through()


NO_PAGES = {
    *("survey_versions.definition", "survey_versions.schema", "survey_pictures.show", "printed.pdf"),
    *("survey_programs.index", "survey_programs.draft", "survey_programs.version"),
    *("survey_translation_files.csv", "survey_translation_files.xliff", "answer_files.download"),
}
"""Addresses that answer with a file, with what a program reads, or lead to one."""
REACHED_BY_FORM = {
    "survey_proposals.confirm",
    "trials.check",
    "trials.check_by_link",
    "receipts.save_page",
    "access_tokens.shown",
    *("trial_entries.remove", "trial_entries.remove_by_link"),
}
"""Pages that a test above comes to by a form, and those that look as another one does."""
WALKED = ("consult.journey", "consult.statistics", "consult.accounts.access_token_views", "plugins.survey")


def test_no_page_of_surveys_is_left_out(application: Flask) -> None:
    addresses = application.url_map.bind("localhost")
    walked = [path for part in (*OFFICER.values(), ADMINISTRATOR, *RESIDENT.values()) for path in part]
    known = defaultdict(lambda: "1", preview_secret="a", picture="a", read="a")
    looked_at = {addresses.match(path.format_map(known).partition("?")[0])[0] for path in walked}
    pages = {
        rule.endpoint
        for rule in application.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and application.view_functions[rule.endpoint].__module__.startswith(WALKED)
    }
    assert pages - looked_at - NO_PAGES - REACHED_BY_FORM == set()
