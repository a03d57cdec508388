"""Our form controls say the same as the macros of govuk-frontend-jinja, for many sets of arguments."""

from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from consult.web import markup, widgets
from consult.web.markup import Frame
from tests.support.pages import HOSTILE, macro, meaning, parsed

TEXTS = st.sampled_from(["", "Name", HOSTILE, "two\nlines", "naïve – “quoted”"])
SOME = st.sampled_from(["Name", HOSTILE, "x"])
CLASSES = st.sampled_from(["", "govuk-input--width-20", "govuk-!-width-one-half"])
FRAMES = st.builds(
    Frame,
    id=st.sampled_from(["name", "a-1-name"]),
    name=st.just("name"),
    label=SOME,
    hint=TEXTS,
    error=TEXTS,
    label_classes=st.sampled_from(["", "govuk-label--s"]),
    page_heading=st.booleans(),
    classes=CLASSES,
    group_classes=st.sampled_from(["", "app-thing"]),
    attributes=st.sampled_from([{}, {"data-x": "1"}]),
)


def params(frame: Frame, **more: Any) -> dict[str, Any]:
    """Return the GOV.UK parameters that mean the same as a frame."""
    out: dict[str, Any] = {
        "id": frame.id,
        "name": frame.name,
        "label": {
            "text": frame.label,
            "classes": frame.label_classes,
            "isPageHeading": frame.page_heading,
        },
        "classes": frame.classes,
        "formGroup": {"classes": frame.group_classes},
        "attributes": dict(frame.attributes),
        **more,
    }
    if frame.hint:
        out["hint"] = {"text": frame.hint}
    if frame.error:
        out["errorMessage"] = {"text": frame.error}
    return out


def fieldset_params(frame: Frame, **more: Any) -> dict[str, Any]:
    """The same for controls under a legend."""
    out = params(frame, idPrefix=frame.id, **more)
    legend = out.pop("label")
    return {**out, "fieldset": {"legend": legend}}


@given(
    frame=FRAMES,
    value=TEXTS,
    autocomplete=st.sampled_from(["", "email"]),
    spellcheck=st.sampled_from([None, True, False]),
    prefix=TEXTS,
    suffix=TEXTS,
)
def test_text_input_is_the_govuk_input(
    frame: Frame, value: str, autocomplete: str, spellcheck: bool | None, prefix: str, suffix: str
) -> None:
    ours = widgets.text_input(
        frame,
        value,
        type="email",
        autocomplete=autocomplete,
        inputmode="numeric",
        spellcheck=spellcheck,
        prefix=prefix,
        suffix=suffix,
    )
    theirs = params(frame, value=value or None, type="email", autocomplete=autocomplete or None, inputmode="numeric")
    if spellcheck is not None:
        theirs["spellcheck"] = spellcheck
    theirs |= {"prefix": {"text": prefix}} if prefix else {}
    theirs |= {"suffix": {"text": suffix}} if suffix else {}
    assert meaning(ours) == meaning(macro("input", theirs))


@given(frame=FRAMES)
def test_password_input_is_the_govuk_password_input(frame: Frame) -> None:
    theirs = params(frame, autocomplete="new-password")
    del theirs["formGroup"]
    frame.group_classes = ""
    ours = widgets.password_input(frame, autocomplete="new-password")
    assert meaning(ours) == meaning(macro("password-input", theirs))


@given(frame=FRAMES, value=TEXTS, rows=st.integers(1, 20), limit=st.sampled_from([None, "characters", "words"]))
def test_text_area_is_the_govuk_textarea_or_character_count(
    frame: Frame, value: str, rows: int, limit: str | None
) -> None:
    characters, words = (120 if limit == unit else None for unit in ("characters", "words"))
    ours = widgets.text_area(frame, value, rows=rows, maximum_characters=characters, most_words=words)
    theirs = params(frame, value=value, rows=rows)
    if limit is None:
        assert meaning(ours) == meaning(macro("textarea", theirs))
        return
    theirs |= {"maxlength": 120} if limit == "characters" else {"maxwords": 120}
    assert meaning(ours) == meaning(macro("character-count", theirs))


@given(value=st.text(alphabet="\n\t &<>\"'x", max_size=12))
def test_text_area_gives_back_every_character(value: str) -> None:
    html = widgets.text_area(Frame(id="a", name="a", label="A"), value)
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    assert (tree.find(".//textarea").text or "") == value


ITEMS = st.lists(
    st.builds(
        widgets.Item,
        value=SOME,
        label=SOME,
        checked=st.booleans(),
        hint=TEXTS,
        exclusive=st.booleans(),
        divider=st.sampled_from(["", "or"]),
        reveal=st.sampled_from([Markup(""), Markup("<p>more</p>")]),
    ),
    min_size=1,
    max_size=5,
)


def govuk_items(items: list[widgets.Item], kind: str) -> list[dict[str, Any]]:
    """Return items as the macros take them."""
    out: list[dict[str, Any]] = []
    for item in items:
        if item.divider:
            out.append({"divider": item.divider})
        its: dict[str, Any] = {"value": item.value, "text": item.label, "checked": item.checked}
        its |= {"hint": {"text": item.hint}} if item.hint else {}
        its |= {"conditional": {"html": item.reveal}} if item.reveal else {}
        its |= {"behaviour": "exclusive"} if item.exclusive and kind == "checkboxes" else {}
        out.append(its)
    return out


@given(frame=FRAMES, items=ITEMS, inline=st.booleans(), small=st.booleans())
@pytest.mark.parametrize("kind", ["radios", "checkboxes"])
def test_choice_list_is_the_govuk_radios_or_checkboxes(
    kind: Any, frame: Frame, items: list[widgets.Item], inline: bool, small: bool
) -> None:
    if kind == "radios":
        for item in items:
            item.exclusive, item.reveal = False, Markup("")
    ours = widgets.choice_list(frame, items, kind=kind, inline=inline, small=small)
    theirs = fieldset_params(frame, items=govuk_items(items, kind))
    theirs["classes"] = markup.join(
        f"govuk-{kind}--inline" if inline else "", f"govuk-{kind}--small" if small else "", frame.classes
    )
    assert meaning(ours) == meaning(macro(kind, theirs))


def test_a_picture_stands_in_the_label_with_its_words() -> None:
    frame = Frame(id="f", name="f", label="Which?")
    items = [widgets.Item("a", "Oak", picture="/oak.png", alt='A "wide" tree'), widgets.Item("b", "None")]
    shown = str(widgets.choice_list(frame, items, kind="radios"))
    assert 'src="/oak.png" alt="A &#34;wide&#34; tree" loading="lazy">Oak</label>' in shown
    assert shown.count("<img") == 1
    assert 'class="govuk-radios app-pictures' in shown


def test_what_a_radio_reveals_follows_it_and_is_left_to_the_style() -> None:
    items = [widgets.Item("a", "A", reveal=Markup("<p>more</p>")), widgets.Item("b", "B")]
    tree = parsed(widgets.choice_list(Frame(id="k", name="k", label="K"), items, kind="radios"))
    first, revealed, second = tree.find(".//div[@class='govuk-radios']")
    assert first.get("class") == second.get("class") == "govuk-radios__item"
    assert revealed.get("class") == "govuk-radios__conditional"
    assert revealed.find("p").text == "more"
    assert first.find("input").get("data-aria-controls") is None


@given(frame=FRAMES, checked=st.booleans(), hint=TEXTS)
def test_single_checkbox_is_the_govuk_one_without_a_fieldset(frame: Frame, checked: bool, hint: str) -> None:
    items = [widgets.Item(value="yes", label="I agree", checked=checked, hint=hint)]
    ours = widgets.choice_list(frame, items, kind="checkboxes", legend=False)
    theirs = fieldset_params(frame, items=govuk_items(items, "checkboxes"))
    del theirs["fieldset"]
    assert meaning(ours) == meaning(macro("checkboxes", theirs))


@given(frame=FRAMES, items=ITEMS)
def test_select_box_is_the_govuk_select(frame: Frame, items: list[widgets.Item]) -> None:
    theirs = params(
        frame,
        items=[{"value": item.value, "text": item.label, "selected": item.checked} for item in items],
    )
    assert meaning(widgets.select_box(frame, items)) == meaning(macro("select", theirs))


def test_select_box_groups_its_options() -> None:
    items = [
        widgets.Item("", "Choose"),
        widgets.Item("a", "A", group="North"),
        widgets.Item("b", "B", group="North"),
        widgets.Item("c", "C", group="South"),
    ]
    html = widgets.select_box(Frame(id="ward", name="ward", label="Ward"), items)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
    groups = {group.get("label"): len(list(group)) for group in tree.iter("optgroup")}
    assert groups == {"North": 2, "South": 1}
    assert len(list(tree.iter("option"))) == 4


@given(frame=FRAMES, day=st.sampled_from(["", "31", HOSTILE]), faulty=st.booleans())
def test_date_boxes_are_the_govuk_date_input(frame: Frame, day: str, faulty: bool) -> None:
    frame.attributes = {}
    parts = [
        widgets.Part("day", "Day", day, 2, faulty, autocomplete="bday-day"),
        widgets.Part("year", "Year", "", 4),
    ]
    theirs = fieldset_params(frame, namePrefix=frame.name)
    theirs["items"] = [
        {
            "name": "day",
            "value": day or None,
            "autocomplete": "bday-day",
            "classes": "govuk-input--width-2" + (" govuk-input--error" if faulty else ""),
        },
        {"name": "year", "classes": "govuk-input--width-4"},
    ]
    assert meaning(widgets.date_boxes(frame, parts)) == meaning(macro("date-input", theirs))


@given(frame=FRAMES, multiple=st.booleans())
def test_file_input_is_the_govuk_file_upload(frame: Frame, multiple: bool) -> None:
    frame.attributes = {}
    ours = widgets.file_input(frame, accept=".csv", multiple=multiple)
    theirs = params(frame, multiple=multiple, attributes={"accept": ".csv"})
    assert meaning(ours) == meaning(macro("file-upload", theirs))
