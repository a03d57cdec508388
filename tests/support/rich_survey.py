"""Surveys in every state that a page can show, with words in three languages: for walks over all pages of surveys."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.exports.making import publish_results
from consult.journey.address_views import seal_link
from consult.journey.admissions import make_invitations, set_access
from consult.journey.drafts import Content, start_draft
from consult.journey.models import Access
from consult.journey.previews import make_link
from consult.kernel import clock, tokens
from consult.kernel.authz import Actor, Role
from consult.submissions.models import Channel
from plugins.survey import pictures, proposals, services
from plugins.survey.definition import FILE, UNASKED, Definition, definition_from
from plugins.survey.document import read_definition
from plugins.survey.edits import edit_page, put_words
from plugins.survey.pictures import add_picture
from plugins.survey.queries import find_draft
from plugins.survey.texts import PlacedText, with_texts
from tests.factories import actor_for, make_activity, make_consultation, make_person, make_submission
from tests.journeys.conftest import PASSWORD
from tests.journeys.test_resident_puts_in_order import GIVEN
from tests.plugins.survey.conftest import ALL_KINDS, NEWER_KINDS, item, options, page, survey, text
from tests.support.counted_surveys import OPINION_SURVEY, fill_closed, fill_opinions, let_a_program_read, send_photo
from tests.support.documents import picture
from tests.support.pseudo import accented

LANGUAGES = ("en-GB", "cy", "ar-XB")
ALONE = ("boxes", "scale", "budget", "pairwise", "ranking", "rating", "select", "date", "geopoint", "geoshape", "money")
"""What is asked on a page of its own; all other kinds share one, so that each stands on one or the other."""
IS_A, IS_B, IS_C = ({"q": "which", "op": "eq", "value": code} for code in "abc")
SAYS_MORE = {"q": "which", "op": "eq", "value": "other"}
CONSENTS = {"consent_to_publish": "named", "name_to_publish": "A resident"}
ANSWERS: dict[str, Any] = {
    **{"which": "a", "why": "Because of the trees.", "boxes": ["x"], "scale": "hi", "line": "A line", "count": 3},
    **GIVEN,
}
MORE = {**item("more", "yes_no", required=True), "label": text("Do you want to add another journey?")}
JOURNEYS = {"seen_at": "Park", "more": "yes", "seen_at_2": "Pier"}
EVERY = [one for part in (ALL_KINDS, NEWER_KINDS) for asked in part["sections"][0]["pages"] for one in asked["items"]]
ASKED = [
    {**one, "required": one["kind"] not in UNASKED, "hint": text("Say it as you would to a friend.")}
    for one in EVERY
    if one["key"] not in {"choice", "why"}
]


def rich_definition(title: str) -> Definition:
    """Return a survey with each kind, an exit, a quota, conditions, words of earlier answers and a random order."""
    which = item("which", "radios", options=options("a", "b", "c", "other"), required=True, order="random")
    more = item("other_words", "short_text", show_if=SAYS_MORE)
    pages = [
        page("which", which, more, title=text("Which of them?")),
        page("leave", title=text("That is all"), text=text("Thank **you**."), exit=True, show_if=IS_B),
        page("enough", title=text("Enough said C"), text=text("*Many* said so."), exit=True, quota=1, show_if=IS_C),
        page("why", item("why", "long_text", label=text("Why ((which))?"), required=True), show_if={"ref": "is_a"}),
        *(page(f"p_{one['key']}", one) for one in ASKED if one["key"] in ALONE),
        page("together", *(one for one in ASKED if one["key"] not in ALONE), text=text("Answer *each* of them.")),
        page("photo", item("photo", FILE)),
        page("journeys", item("seen_at", required=True), repeat={"most": 3, "entry": text("journey"), "another": MORE}),
        page("last", item("last", "yes_no")),
    ]
    made = survey(
        *pages,
        title=text(title),
        introduction=text("It takes **5 minutes**."),
        conditions=[{"id": "is_a", "label": text("Chose A"), "when": IS_A}],
        languages=list(LANGUAGES),
        settings={"asks_area": True, "asks_about_you": True, "asks_consent": True},
    )
    return in_all_languages(read_definition(made))


def in_all_languages(definition: Definition) -> Definition:
    """Return a definition with words in Welsh, made up, and in the language that nobody speaks."""

    def said(found: PlacedText) -> dict[str, str]:
        words = found.text["en-GB"]
        strange = words if "((" in words else accented(words)
        return {**found.text, "cy": f"{words} (Cymraeg)", "ar-XB": strange}

    return with_texts(definition, lambda found: said(found) if any(found.text.values()) else found.text)


def make_surveys(session: Session) -> dict[str, Any]:
    """Make surveys in every state, and return where they are, who looks after them, and the codes of who answers."""
    roles = {"officer": Role.OFFICER, "second": Role.OFFICER, "administrator": Role.ADMINISTRATOR}
    officers = {
        name: make_person(session, role, email=f"{name}@people.example", password=PASSWORD)
        for name, role in roles.items()
    }
    officer = actor_for(session, officers["officer"])
    places: dict[str, Any] = {name: person.id for name, person in officers.items()}
    _rich(session, officer, places)
    _waiting(session, officer, places)
    _invited(session, officer, places)
    _by_address(session, officer, places)
    _in_parts(session, officer, places)
    _closed(session, officer, places)
    _opinions(session, officer, places)
    let_a_program_read(session, officer)
    return places


def _survey(session: Session, name: str, state: State = State.DRAFT) -> Activity:
    begun = clock.now() - timedelta(days=60 if state is State.ANALYSING else 7)
    held = make_consultation(session, state=State.DRAFT, slug=name, title=f"A plan for {name}", opens_at=begun)
    return make_activity(session, held, "survey", title=f"Survey of {name}")


def _publish(session: Session, officer: Actor, activity: Activity, definition: Definition | None = None) -> None:
    if definition is not None:
        services.change_draft(session, officer, activity, lambda _draft: definition)
    seen = find_draft(session, activity.id).as_seen
    services.publish(session, officer, activity, seen=seen, public_note="Somebody asked for it.")


def _rich(session: Session, officer: Actor, places: dict[str, Any]) -> None:
    activity = _survey(session, "rich")
    services.change_draft(session, officer, activity, lambda _draft: rich_definition(activity.title))
    for code, wide in (("a", 300), ("b", 301)):
        content, alt = io.BytesIO(picture("PNG", size=(wide, 200))), f"Drawing {code}"
        add_picture(session, officer, activity, key="which", code=code, alt=alt, name="a.png", content=content)
    services.change_draft(session, officer, activity, in_all_languages)
    places["read"] = pictures.keep(session, "tree.png", io.BytesIO(picture("PNG", size=(302, 200))))
    services.change_draft(session, officer, activity, lambda draft: with_blocks(draft, places["read"]))
    pictured = draft_of(session, activity).find_item("which").options[0].picture
    places["picture"] = pictured.sha256 if pictured else ""
    _publish(session, officer, activity)
    activity.consultation.state = State.OPEN
    session.flush()
    places.update({name: tokens.new_code() for name in ("code", "sent_code", "full_code", "exit_code")})
    places.update(rich=activity.id, preview_secret=make_link(session, officer, activity))
    for answers in (ANSWERS, {"which": "b"}, {"which": "c"}):
        places["response"] = make_submission(session, activity, answers=answers).id
    places["with_photo"] = send_photo(session, activity, ANSWERS)
    make_submission(session, activity, answers={**ANSWERS, **CONSENTS}, code=places["sent_code"])
    second = session.get_one(Person, places["second"])
    entered = make_submission(session, activity, answers=ANSWERS, channel=Channel.PAPER, transcribed_by=second)
    entered.is_in_check_sample = True
    places["entered"] = entered.id
    added = read_definition(survey(page("new", item("new_one", "yes_no", label=text("Anything new?")))))
    _publish(session, officer, activity, in_all_languages(with_page(draft_of(session, activity), added)))
    definition = draft_of(session, activity)
    seen = [*(each.id for each in definition.pages), "where-you-live", "answer-about-you"]
    begun = (
        ("code", {**ANSWERS, **JOURNEYS, "new_one": "yes"}),
        ("full_code", {"which": "c"}),
        ("exit_code", {"which": "b"}),
    )
    for code, answers in begun:
        held = Content(answers=answers, area="Abbey", willing="yes", seen=seen, seed="a")
        start_draft(session, activity.id, activity.settings_version, content=held, code=places[code])
    # A draft with a stale translation, a missing one, and what cannot be published.
    unfinished = read_definition(survey(page("unfinished", item("later", "ranking"), item("later_too", "radios"))))
    stale = put_words(definition.introduction, "It takes 6 minutes.")
    services.change_draft(
        session, officer, activity, lambda draft: replace(with_page(draft, unfinished), introduction=stale)
    )


def with_blocks(definition: Definition, digest: str) -> Definition:
    """Return a definition with one of each sort of what is read before the questions of its last page."""
    made: list[dict[str, Any]] = [
        {"id": "b1", "block": "inset", "text": text("This ends **in May**.")},
        {"id": "b2", "block": "details", "title": text("How we count"), "text": text("By hand.")},
        {"id": "b3", "block": "image", "sha256": digest, "alt": text("A tree"), "text": text("Under it")},
        {
            "id": "b4",
            "block": "video",
            "title": text("The plan"),
            "url": "https://video.example/",
            "text": text("We"),
        },
    ]
    blocks = read_definition(survey(page("last", item("last"), blocks=made))).pages[0].blocks
    changed = edit_page(definition, definition.pages[-1].id, lambda there: replace(there, blocks=blocks))
    return in_all_languages(changed)


def draft_of(session: Session, activity: Activity) -> Definition:
    """Return what the draft of a survey asks now."""
    return definition_from(find_draft(session, activity.id).definition)


def with_page(definition: Definition, other: Definition) -> Definition:
    """Return a definition with the pages of another one behind its own."""
    section = definition.sections[-1]
    return replace(definition, sections=(replace(section, pages=(*section.pages, *other.pages)),))


def _waiting(session: Session, officer: Actor, places: dict[str, Any]) -> None:
    activity = _survey(session, "waiting")
    _publish(session, officer, activity, read_definition(survey(page("p1", item("park", "radios")))))
    activity.consultation.state = State.OPEN
    make_submission(session, activity, answers={"park": "a"})
    turned = read_definition(survey(page("p1", item("park", "radios", label=text("Other words?")))))
    services.change_draft(session, officer, activity, lambda _draft: turned)
    seen = find_draft(session, activity.id).as_seen
    proposals.propose(session, officer, activity, seen=seen, reason="It was hard to read.")
    places["waiting"] = activity.id


def _invited(session: Session, officer: Actor, places: dict[str, Any]) -> None:
    activity = _survey(session, "invited")
    set_access(session, officer, activity, Access.INVITED)
    make_invitations(session, officer, activity, 2, seen=0)
    _publish(session, officer, activity, read_definition(survey(page("p1", item("park", "radios")))))
    activity.consultation.state = State.OPEN
    places["invited"] = activity.id


def _by_address(session: Session, officer: Actor, places: dict[str, Any]) -> None:
    activity = _survey(session, "by-address")
    set_access(session, officer, activity, Access.ADDRESS)
    _publish(session, officer, activity, read_definition(survey(page("p1", item("park", "radios")))))
    activity.consultation.state = State.OPEN
    places["by_address"] = activity.id
    places["address_link"] = seal_link(session, activity.id, "ada@people.example")


def _in_parts(session: Session, officer: Actor, places: dict[str, Any]) -> None:
    activity = _survey(session, "parts")
    asked = [
        {"id": "s1", "title": text("Your street"), "pages": [page("p1", item("park", "radios", required=True))]},
        {"id": "s2", "title": text("Why"), "pages": [page("p2", item("why"), show_if={"q": "park", "op": "answered"})]},
    ]
    parts = read_definition({"schema": "survey/1", "sections": asked, "settings": {"journey": "task_list"}})
    _publish(session, officer, activity, parts)
    activity.consultation.state = State.OPEN
    places.update(parts=activity.id, parts_code=tokens.new_code())
    begun = Content(answers={}, area="Abbey", seen=["where-you-live"])
    start_draft(session, activity.id, activity.settings_version, content=begun, code=places["parts_code"])


def _closed(session: Session, officer: Actor, places: dict[str, Any]) -> None:
    activity = _survey(session, "closed", State.ANALYSING)
    _publish(session, officer, activity, rich_definition(activity.title))
    activity.consultation.state = State.OPEN
    for number in range(12):
        chosen = {"which": "a", **JOURNEYS} if number % 3 else {"which": "b"}
        make_submission(session, activity, answers={**ANSWERS, **chosen})
    activity.consultation.state = State.ANALYSING
    session.flush()
    publish_results(session, officer, activity)
    fill_closed(session, officer, session.get_one(Person, places["second"]), activity)
    places.update(closed=activity.id, late_code=tokens.new_code())
    content = Content(answers=ANSWERS, seen=["which"])
    start_draft(session, activity.id, activity.settings_version, content=content, code=places["late_code"])


def _opinions(session: Session, officer: Actor, places: dict[str, Any]) -> None:
    activity = _survey(session, "opinions", State.ANALYSING)
    _publish(session, officer, activity, OPINION_SURVEY)
    activity.consultation.state = State.OPEN
    fill_opinions(session, activity)
    activity.consultation.state = State.ANALYSING
    session.flush()
    publish_results(session, officer, activity, with_crossed=True)
    places["opinions"] = activity.id
