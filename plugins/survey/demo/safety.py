"""A short survey of the demo that most people can answer in three minutes, with made-up answers."""

from consult.sdk.database import JsonObject
from plugins.survey.definition import LANGUAGE, SCHEMA

TITLE = "How safe do you feel?"


def _text(words: str) -> dict[str, str]:
    return {LANGUAGE: words}


def _options(*pairs: tuple[str, str], **values: float) -> list[JsonObject]:
    return [{"code": code, "label": _text(label), "value": values.get(code)} for code, label in pairs]


def _page(number: int, kind: str, key: str, label: str, **more: object) -> JsonObject:
    page = {name: more.pop(name) for name in ("show_if",) if name in more}
    item = {"id": f"i{number}", "key": key, "kind": kind, "label": _text(label), **more}
    return {"id": f"p{number}", "items": [item], **page}


DEFINITION: JsonObject = {
    "schema": SCHEMA,
    "introduction": _text(
        "We want to know how safe people feel in town centres, and what would help. It takes about 3 minutes."
    ),
    "sections": [
        {
            "id": "s1",
            "pages": [
                _page(
                    1,
                    "likert",
                    "safe_after_dark",
                    "I feel safe in my nearest town centre after dark.",
                    options=[
                        *_options(
                            ("strongly_agree", "Strongly agree"),
                            ("agree", "Agree"),
                            ("neither", "Neither agree nor disagree"),
                            ("disagree", "Disagree"),
                            ("strongly_disagree", "Strongly disagree"),
                            strongly_agree=5,
                            agree=4,
                            neither=3,
                            disagree=2,
                            strongly_disagree=1,
                        ),
                        {"code": "dont_know", "label": _text("Don’t know"), "missing": "dk", "exclusive": True},
                    ],
                ),
                _page(
                    2,
                    "short_text",
                    "where_unsafe",
                    "Where do you feel least safe?",
                    hint=_text("A street, a station or a park. Do not give names of people."),
                    show_if={"q": "safe_after_dark", "op": "in", "value": ["disagree", "strongly_disagree"]},
                ),
                _page(
                    3,
                    "radios",
                    "seen_cameras",
                    "Have you seen police use live facial recognition in Newham?",
                    options=_options(("yes", "Yes"), ("no", "No"), ("not_sure", "I am not sure")),
                ),
                _page(
                    4,
                    "number",
                    "times_seen",
                    "About how many times have you seen it in the last 12 months?",
                    least=0,
                    most=365,
                    show_if={"q": "seen_cameras", "op": "eq", "value": "yes"},
                ),
                _page(
                    5,
                    "checkboxes",
                    "would_help",
                    "What would help you to feel safer?",
                    options=[
                        *_options(
                            ("lighting", "Better street lighting"),
                            ("officers", "More police officers on foot"),
                            ("youth_work", "More youth workers"),
                            ("cameras", "More CCTV"),
                        ),
                        {"code": "none", "label": _text("None of these"), "exclusive": True},
                    ],
                ),
                _page(
                    6,
                    "long_text",
                    "anything_else",
                    "Is there anything else you want to tell us?",
                    hint=_text("Do not give your name or anybody else’s."),
                    max_words=250,
                ),
            ],
        }
    ],
}

# Made up: no resident said this.
RESPONSES: tuple[JsonObject, ...] = (
    {"safe_after_dark": "agree", "seen_cameras": "no", "would_help": ["lighting"]},
    {"safe_after_dark": "disagree", "where_unsafe": "The way from the station", "seen_cameras": "yes", "times_seen": 3},
    {"safe_after_dark": "strongly_disagree", "seen_cameras": "not_sure", "would_help": ["lighting", "officers"]},
    {"safe_after_dark": "neither", "seen_cameras": "yes", "times_seen": 1, "would_help": ["none"]},
    {"safe_after_dark": "agree", "seen_cameras": "no", "would_help": ["youth_work", "lighting"]},
    {"safe_after_dark": "dont_know", "seen_cameras": "no", "anything_else": "A made-up answer: ask young people too."},
)
