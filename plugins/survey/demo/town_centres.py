"""An invented survey of the demo that shows what a survey can ask, in English and Welsh, with made-up answers."""

import io
from collections.abc import Iterator
from random import Random

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Activity
from consult.sdk.database import JsonObject
from plugins.survey.definition import LANGUAGE, SCHEMA
from plugins.survey.pictures import add_picture
from plugins.survey.services import change_draft
from plugins.survey.translating import Given, digest_of, with_translations

TITLE = "Town centres after dark: what would you change?"
RESPONSES = 48
PICTURES = {
    "globe": ("#f4c95d", 60, "A low lamp with a round, warm light", "Lamp isel â golau crwn, cynnes"),
    "mast": ("#dfe9f5", 20, "A tall mast with a narrow, white light", "Mast uchel â golau cul, gwyn"),
    "post": ("#f6e3a1", 130, "A post at knee height beside the path", "Postyn at uchder pen-glin wrth ymyl y llwybr"),
}
"""The lamps: the colour of their light, how far below the top they begin, and what is drawn."""


def _text(words: str, welsh: str) -> dict[str, str]:
    return {LANGUAGE: words, "cy": welsh}


def _options(**labels: tuple[str, str]) -> list[JsonObject]:
    return [{"code": code, "label": _text(*label)} for code, label in labels.items()]


def _item(key: str, kind: str, words: str, welsh: str, **more: object) -> JsonObject:
    return {"id": f"i_{key}", "key": key, "kind": kind, "label": _text(words, welsh), **more}


def _page(page_id: str, *items: JsonObject, **more: object) -> JsonObject:
    return {"id": page_id, "items": list(items), **more}


CENTRES = {name.lower().replace(" ", "_"): name for name in ("Canning Town", "East Ham", "Forest Gate", "Stratford")}
MEASURES = {
    "lights": ("Brighter street lights", "Goleuadau stryd mwy llachar"),
    "officers": ("Police officers on foot", "Swyddogion heddlu ar droed"),
    "youth_work": ("Youth workers", "Gweithwyr ieuenctid"),
    "cameras": ("More cameras", "Rhagor o gamerâu"),
    "toilets": ("Toilets that stay open", "Toiledau sy’n aros ar agor"),
}
NONE: JsonObject = {"code": "none", "label": _text("None of these", "Dim un o’r rhain"), "exclusive": True}
PEOPLE = {"least": 0, "most": 20, "whole": True}
NOT_HERE = {"q": "here", "op": "eq", "value": "no"}
GOES_OUT = {"q": "goes_out", "op": "any_of", "value": ["other"]}

PAGES: list[JsonObject] = [
    _page(
        "here",
        _item(
            "here",
            "radios",
            "Do you live, work or study in Newham?",
            "Ydych chi’n byw, yn gweithio neu’n astudio yn Newham?",
            required=True,
            options=_options(
                live=("I live here", "Rwy’n byw yma"),
                work=("I work or study here", "Rwy’n gweithio neu’n astudio yma"),
                no=("No", "Nac ydw"),
            ),
        ),
        _item(
            "came_by",
            "hidden",
            "How you came to this survey",
            "Sut y daethoch chi at yr arolwg hwn",
            options=_options(
                poster=("A poster", "Poster"), letter=("A letter", "Llythyr"), school=("A school", "Ysgol")
            ),
        ),
        title=_text("You and Newham", "Chi a Newham"),
    ),
    _page(
        "elsewhere",
        title=_text("This survey is about Newham", "Mae’r arolwg hwn am Newham"),
        text=_text(
            "It asks people who **live, work or study** here. You can send what you answered.",
            "Mae’n gofyn i bobl sy’n **byw, yn gweithio neu’n astudio** yma. Gallwch anfon eich atebion.",
        ),
        exit=True,
        show_if=NOT_HERE,
    ),
    _page(
        "centre",
        _item(
            "centre",
            "select",
            "Which town centre do you know best?",
            "Pa ganol tref ydych chi’n ei adnabod orau?",
            required=True,
            options=_options(**{code: (name, name) for code, name in CENTRES.items()}),
        ),
    ),
    _page(
        "place",
        _item(
            "place",
            "geopoint",
            "Where in ((centre|your town centre)) should there be more light?",
            "Ble yn ((centre|y dref)) y dylai fod mwy o olau?",
        ),
    ),
    _page(
        "lamp",
        _item(
            "lamp",
            "radios",
            "Which lamp would you like beside the path?",
            "Pa lamp hoffech chi wrth ymyl y llwybr?",
            options=_options(globe=("Globe", "Glôb"), mast=("Mast", "Mast"), post=("Post", "Postyn")),
            order="random",
        ),
    ),
    _page(
        "money",
        _item(
            "money",
            "budget",
            "How would you share out 100 points in ((centre|your town centre))?",
            "Sut fyddech chi’n rhannu 100 pwynt yn ((centre|y dref))?",
            total=100,
            unit="points",
            options=_options(**MEASURES),
        ),
    ),
    _page(
        "pairs",
        _item(
            "pairs",
            "pairwise",
            "Which of the two would help you more?",
            "Pa un o’r ddau fyddai’n eich helpu chi fwyaf?",
            pairs=4,
            options=_options(**MEASURES),
        ),
    ),
    _page(
        "home",
        _item(
            "adults",
            "number",
            "How many adults live in your home, with yourself?",
            "Faint o oedolion sy’n byw yn eich cartref, gan eich cynnwys chi?",
            **PEOPLE,
        ),
        _item(
            "children",
            "number",
            "How many children live in your home?",
            "Faint o blant sy’n byw yn eich cartref?",
            **PEOPLE,
        ),
        _item(
            "household",
            "computed",
            "People who live together",
            "Pobl sy’n byw gyda’i gilydd",
            formula={"sum": [{"q": "adults"}, {"q": "children"}]},
        ),
        title=_text("Who lives in your home", "Pwy sy’n byw yn eich cartref"),
    ),
    _page(
        "goes_out",
        _item(
            "goes_out",
            "checkboxes",
            "Which of these does anybody in your home do in town after dark?",
            "Pa rai o’r rhain y mae rhywun yn eich cartref yn eu gwneud yn y dref ar ôl iddi nosi?",
            hint=_text(
                "Think of everybody in your home: ((household|all of them)).",
                "Meddyliwch am bawb yn eich cartref: ((household|pob un)).",
            ),
            options=[
                *_options(
                    eat=("Eat or drink", "Bwyta neu yfed"),
                    work=("Go to work", "Mynd i’r gwaith"),
                    sport=("Sport", "Chwaraeon"),
                    worship=("Go to worship", "Mynd i addoli"),
                    other=("Something else", "Rhywbeth arall"),
                ),
                NONE,
            ],
            order="random",
        ),
        _item("goes_out_other", "short_text", "What else?", "Beth arall?", show_if=GOES_OUT),
    ),
    _page(
        "idea",
        _item(
            "idea", "long_text", "What one thing would you change?", "Pa un peth fyddech chi’n ei newid?", max_words=150
        ),
    ),
]
DEFINITION: JsonObject = {
    "schema": SCHEMA,
    "languages": [LANGUAGE, "cy"],
    "title": _text(TITLE, "Canol trefi ar ôl iddi nosi: beth fyddech chi’n ei newid?"),
    "introduction": _text(
        "This survey and every answer to it are invented, to show what a survey can ask. It takes about 5 minutes.",
        "Mae’r arolwg hwn a phob ateb iddo yn ddychmygol, i ddangos beth all arolwg ei ofyn. Mae’n cymryd tua 5 munud. "
        "Cyfieithwyd y geiriau Cymraeg gan beiriant.",
    ),
    "settings": {"journey": "pages", "asks_area": True, "asks_about_you": False, "asks_consent": False},
    "sections": [{"id": "s1", "pages": PAGES}],
}
IDEAS = (
    "Made up: keep the lights on until the last bus.",
    "Made up: fix the lamps behind the market first.",
    "Made up: ask the shops to stay open later.",
    "Made up: more benches, and somebody to talk to.",
)


def lamp_picture(code: str) -> bytes:
    """Draw a lamp beside a path at night."""
    from PIL import Image, ImageDraw  # only the demo draws, so no other start waits for it

    colour, top, *_words = PICTURES[code]
    picture = Image.new("RGB", (360, 240), "#26324a")
    drawn = ImageDraw.Draw(picture)
    drawn.polygon([(0, 240), (360, 240), (220, 150), (150, 150)], fill="#4b566b")
    drawn.ellipse((100 - top // 4, top - 10, 200 + top // 4, top + 110), fill="#3d4a66")
    drawn.rectangle((146, top + 20, 154, 215), fill="#10151f")
    drawn.ellipse((132, top, 168, top + 36), fill=colour)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def put_pictures(session: Session, actor: Actor, activity: Activity) -> None:
    """Put the pictures of the lamps into the draft, with their words in both languages."""
    welsh = {}
    for code, (_colour, _top, alt, alt_in_welsh) in PICTURES.items():
        content = io.BytesIO(lamp_picture(code))
        add_picture(session, actor, activity, key="lamp", code=code, alt=alt, name="lamp.png", content=content)
        welsh[f"items.lamp.options.{code}.picture.alt"] = Given(alt_in_welsh, digest_of(alt))
    change_draft(session, actor, activity, lambda draft: with_translations(draft, "cy", welsh))


def made_up_answers() -> Iterator[JsonObject]:
    """Yield the answers of people whom nobody asked; the same ones each time."""
    chance = Random(26)  # noqa: S311 (made-up answers, nothing secret)
    for number in range(RESPONSES):
        came = {"came_by": chance.choice(["poster", "letter", "school"])} if number % 3 else {}
        if number % 12 == 7:
            yield {"here": "no", **came}
            continue
        adults, children = chance.randint(1, 3), chance.choice([0, 0, 1, 2, 3])
        codes = [*MEASURES]
        chance.shuffle(codes)
        first, second, third = codes[:3]
        given = {
            "here": chance.choice(["live", "live", "work"]),
            **came,
            "centre": chance.choice([*CENTRES]),
            "place": f"{chance.uniform(51.51, 51.55):.5f},{chance.uniform(0.0, 0.06):.5f}",
            "lamp": chance.choices(["globe", "mast", "post"], [5, 2, 3])[0],
            "money": {first: 50, second: 30, third: 20},
            "pairs": [f"{first}>{second}", f"{third}={codes[3]}", f"{second}>{third}", f"{first}>{codes[4]}"],
            "adults": adults,
            "children": children,
            "household": adults + children,
            "goes_out": sorted(chance.sample(["eat", "work", "sport", "worship"], 2)),
        }
        yield {**given, "idea": IDEAS[number % len(IDEAS)]} if number % 4 == 0 else given
