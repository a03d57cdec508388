"""Pages in the making."""

from typing import Any

from plugins.survey.conditions import And, Comparison
from plugins.survey.convert.layout import MOST_ON_PAGE, OpenPage, Placed, joined, laid_out

IS_A, IS_B = Comparison("q", "eq", "a"), Comparison("other", "eq", "b")


def placed(key: str, *parts: Comparison, **more: Any) -> Placed:
    return Placed({"key": key, "kind": "radios"}, parts, **more)


def test_conditions_are_joined_where_there_are_several() -> None:
    assert (joined(()), joined((IS_A,)), joined((IS_A, IS_B))) == (None, IS_A, And((IS_A, IS_B)))


def test_a_page_takes_what_belongs_there_and_does_not_ask_about_it() -> None:
    page = OpenPage("one", (IS_B,), {}, placed=[placed("q", IS_B)])
    assert page.takes((IS_B,), "one", is_text=False, offered=())
    assert not page.takes((IS_B,), "two", is_text=False, offered=())
    assert not page.takes((IS_B,), None, is_text=False, offered=())
    assert not page.takes((IS_B,), "one", is_text=True, offered=())
    assert not page.takes((IS_B, IS_A), "one", is_text=False, offered=())
    assert not page.takes((IS_B,), "one", is_text=False, offered=(IS_A,))
    page.placed *= MOST_ON_PAGE
    assert not page.takes((IS_B,), "one", is_text=False, offered=())


def test_a_condition_that_all_share_is_that_of_the_page() -> None:
    shared = OpenPage(None, (IS_B,), {}, placed=[placed("q", IS_B), placed("more", IS_B, above=IS_A)])
    made = shared.as_json(3, {"en-GB": "Streets"})
    assert (made["id"], made["title"], made["show_if"]) == ("p3", {}, {"q": "other", "op": "eq", "value": "b"})
    assert [item.get("show_if") for item in made["items"]] == [None, {"q": "q", "op": "eq", "value": "a"}]
    apart = OpenPage(None, (), {}, placed=[placed("q"), placed("r", IS_B)]).as_json(1, {"en-GB": "Streets"})
    assert (apart["title"], apart["show_if"]) == ({"en-GB": "Streets"}, None)
    assert [item.get("show_if") for item in apart["items"]] == [None, {"q": "other", "op": "eq", "value": "b"}]


def test_a_heading_that_nobody_reads_anywhere_is_told_once() -> None:
    def under(heading: str, label: str) -> Placed:
        item = {"key": label.lower(), "kind": "radios", "label": {"en-GB": label}}
        return Placed(item, (), heading={"en-GB": heading})

    pages = [
        OpenPage(
            1, (), {"en-GB": "You"}, placed=[under("You", "Age"), under("Your partner", "Age"), under("You", "Sex")]
        ),
        OpenPage(2, (), {"en-GB": "Work"}, placed=[under("Work", "Hours")]),
        OpenPage(3, (), {"en-GB": "Work"}, placed=[under("Work", "Pay")]),
        OpenPage(3, (), {"en-GB": "You"}, placed=[under("You", "Birthday")]),
        OpenPage(4, (), {"en-GB": "Home"}, placed=[under("Home", "Rooms")]),
        OpenPage(5, (), {"en-GB": "Rate"}, placed=[under("Rate", "Rate: buses")]),
        OpenPage(6, (), {"en-GB": "Child"}, placed=[under("Child", "Name")], repeat={"entry": {"en-GB": "Child"}}),
        OpenPage(7, (), {}, placed=[placed("q")]),
    ]
    pages[-1].placed[0].item["label"] = {"en-GB": "Why?"}
    sections, told = laid_out([({"en-GB": "Home"}, pages)], {})
    assert [page["title"] for page in sections[0]["pages"]] == [{"en-GB": "You"}, {}, {}, {}, {}, {}, {}, {}]
    assert told == [
        f"The heading “{lost}” is not shown. Put it into the words of its questions."
        for lost in ("Your partner", "Work")
    ]
