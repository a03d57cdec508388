"""An invented survey of the demo in parts that people answer in any order, with entries, a photo and statements."""

import io
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Activity
from consult.sdk.database import JsonObject
from plugins.survey.content import Block
from plugins.survey.definition import LANGUAGE, SCHEMA, Definition
from plugins.survey.edits import edit_page
from plugins.survey.pictures import keep
from plugins.survey.services import change_draft

TITLE = "Walking home after dark: your ways and your views"
RESPONSES = 96
MOST_WAYS = 4


def _text(words: str) -> dict[str, str]:
    return {LANGUAGE: words}


def _options(*pairs: tuple[str, str], **values: int) -> list[JsonObject]:
    return [{"code": code, "label": _text(label), "value": values.get(code)} for code, label in pairs]


def _item(key: str, kind: str, words: str, **more: object) -> JsonObject:
    return {"id": f"i_{key}", "key": key, "kind": kind, "label": _text(words), **more}


OPINIONS = _options(
    ("agree", "Agree"),
    ("disagree", "Disagree"),
    ("pass", "Pass, or not sure"),
    **{"agree": 1, "disagree": -1, "pass": 0},
)
STATEMENTS = (
    "Street lights should be on all night.",
    "Cameras make me feel safer.",
    "I would rather see more people than more cameras.",
    "Police officers on foot help more than police cars.",
    "Too much light keeps people awake.",
    "Cameras watch people who do nothing wrong.",
    "Shops that stay open make a street safer.",
    "Paths between houses should be closed at night.",
)
VIEWS = (
    (1, 1, -1, 1, -1, -1, 1, 1),
    (1, -1, 1, -1, -1, 1, 1, -1),
    (-1, -1, 1, 1, 1, 1, 1, -1),
)
"""What three groups of people who do not exist say of the statements."""
SHARES = (5, 4, 3)
CODES = {1: "agree", -1: "disagree", 0: "pass"}
PLACES = ("The station", "The market", "The park gate", "The bus stop", "The library")

SECTIONS: list[JsonObject] = [
    {
        "id": "evenings",
        "title": _text("Your evenings"),
        "pages": [
            {
                "id": "evenings",
                "title": _text("How often you are out"),
                "items": [
                    _item(
                        "evenings",
                        "number",
                        "On how many evenings of a week are you out after dark?",
                        least=0,
                        most=7,
                        whole=True,
                        required=True,
                    ),
                    _item(
                        "alone",
                        "number",
                        "On how many of these do you go home alone?",
                        least=0,
                        most=7,
                        whole=True,
                        rules=[
                            {
                                "op": "le",
                                "q": "evenings",
                                "message": _text("You cannot go home alone on more evenings than you are out."),
                            }
                        ],
                    ),
                ],
            }
        ],
    },
    {
        "id": "ways",
        "title": _text("Your ways home"),
        "pages": [
            {
                "id": "way",
                "title": _text("A way that you walk home"),
                "repeat": {
                    "most": MOST_WAYS,
                    "entry": _text("way home"),
                    "another": _item(
                        "another_way",
                        "yes_no",
                        "Do you want to add another way home?",
                        required=True,
                        options=_options(("yes", "Yes"), ("no", "No")),
                    ),
                },
                "items": [
                    _item("sets_out", "short_text", "Where do you set out?", required=True),
                    _item(
                        "feels",
                        "radios",
                        "How does it feel?",
                        options=_options(("safe", "Safe"), ("mixed", "Safe in some parts"), ("unsafe", "Unsafe")),
                    ),
                ],
            }
        ],
    },
    {
        "id": "place",
        "title": _text("A place to look at"),
        "pages": [
            {
                "id": "photo",
                "title": _text("A photo of a dark place"),
                "items": [_item("photo", "file", "Add a photo of a place that should be lighter")],
            },
            {"id": "why", "items": [_item("why", "long_text", "What should be done there?", max_words=100)]},
        ],
    },
    {
        "id": "views",
        "title": _text("What you think"),
        "pages": [
            {
                "id": "views",
                "title": _text("Do you agree?"),
                "items": [
                    _item(f"view_{number}", "likert", statement, options=OPINIONS)
                    for number, statement in enumerate(STATEMENTS, start=1)
                ],
            }
        ],
    },
]
DEFINITION: JsonObject = {
    "schema": SCHEMA,
    "introduction": _text(
        "This survey and every answer to it are invented, to show what a survey can ask. "
        "Answer its parts in the order you like. It takes about 6 minutes."
    ),
    "settings": {"journey": "task_list", "asks_area": True, "asks_about_you": False, "asks_consent": False},
    "sections": SECTIONS,
}


def street_picture() -> bytes:
    """Draw a street with a gap between two lamps."""
    from PIL import Image, ImageDraw  # only the demo draws, so no other start waits for it

    picture = Image.new("RGB", (480, 240), "#1d2638")
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((0, 185, 480, 240), fill="#3b4557")
    for left in (60, 400):
        drawn.polygon([(left, 60), (left - 60, 200), (left + 60, 200)], fill="#7d7350")
        drawn.rectangle((left - 3, 60, left + 3, 200), fill="#0d1119")
        drawn.ellipse((left - 12, 48, left + 12, 72), fill="#f4c95d")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def put_blocks(session: Session, actor: Actor, activity: Activity) -> None:
    """Put what people read before they answer on two pages: a picture, words that stand out, and words to open."""
    digest = keep(session, "street.png", io.BytesIO(street_picture()))
    photo = (
        Block(
            "street",
            "image",
            sha256=digest,
            alt=_text("A street at night with a dark gap between two lamps"),
            text=_text("A drawing: the gap between the lamps is what we look for."),
        ),
        Block("faces", "inset", text=_text("Show the place and **no people**. Stay where you are safe.")),
    )
    views = (
        Block(
            "why",
            "details",
            title=_text("Why we ask this"),
            text=_text("People who live here want different things. We look for what most of them share."),
        ),
    )

    def edit(draft: Definition) -> Definition:
        pictured = edit_page(draft, "photo", lambda page: replace(page, blocks=photo))
        return edit_page(pictured, "views", lambda page: replace(page, blocks=views))

    change_draft(session, actor, activity, edit)


def made_up_answers() -> Iterator[JsonObject]:
    """Yield the answers of people whom nobody asked; the same ones each time."""
    chance = Random(62)  # noqa: S311 (made-up answers, nothing secret)
    for number in range(RESPONSES):
        evenings = chance.randint(1, 6)
        given: JsonObject = {"evenings": evenings, "alone": chance.randint(0, evenings)}
        ways = chance.choice([1, 1, 2, 2, 3])
        for way in range(1, ways + 1):
            behind = "" if way == 1 else f"_{way}"
            given[f"sets_out{behind}"] = f"Made up: {chance.choice(PLACES)}"
            given[f"feels{behind}"] = chance.choices(["safe", "mixed", "unsafe"], [3, 4, 2])[0]
            given[f"another_way{behind}"] = "no" if way == ways else "yes"
        if number % 8 == 0:
            given["why"] = "Made up: one more lamp, and cut the hedge."
        view = chance.choices(VIEWS, SHARES)[0]
        for place, said in enumerate(view, start=1):
            given[f"view_{place}"] = CODES[said if chance.random() > 0.12 else chance.choice([*CODES])]
        yield given
