"""Texts that are nearly the same are found whatever their order, and texts that are not stay apart."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.desk.likeness import MIN_WORDS, are_alike, groups_of, sketch_of

KEY = b"k" * 32
CAMPAIGN = (
    "I am writing to ask the council to think again about cameras that know our faces. They have stopped the wrong "
    "people in other places, nobody has shown that they make a street safer, and there is no law that says who may "
    "be put on a list. Until Parliament has made one, the council should say no and tell the police so in public."
)
WORDS = ("camera", "street", "safer", "police", "list", "face", "night", "station", "council", "friend", "wrong", "law")
sentences = st.lists(st.sampled_from(WORDS), min_size=MIN_WORDS, max_size=40).map(" ".join)


def own_words(number: int) -> str:
    """Return a text that nobody else wrote."""
    chance = random.Random(number)
    return " ".join(f"{chance.choice(WORDS)}{chance.randrange(1000)}" for _ in range(60))


def grouped(texts: list[str]) -> dict[int, int]:
    """Group texts by their place in the list."""
    return groups_of({place: sketch_of(text, KEY) for place, text in enumerate(texts)})


@pytest.mark.parametrize(
    "changed",
    [
        CAMPAIGN.upper(),
        CAMPAIGN.replace(",", "").replace(".", " –"),
        f"Dear Sir or Madam, my name is Amara and I have lived here since 1998. {CAMPAIGN}",
        f"{CAMPAIGN} My daughter walks home past the station, and I worry about this every day.",
        CAMPAIGN.replace("nobody has shown", "no study has shown").replace("say no", "refuse"),
    ],
    ids=["capitals", "other signs", "a beginning of one's own", "an end of one's own", "some words changed"],
)
def test_a_campaign_letter_is_known_again(changed: str) -> None:
    assert are_alike(sketch_of(CAMPAIGN, KEY), sketch_of(changed, KEY))
    assert grouped([CAMPAIGN, own_words(1), changed]) == {0: 0, 2: 0}


def test_texts_of_ones_own_stay_apart_though_they_share_a_sentence() -> None:
    shared = "The cameras should be shown clearly on signs."
    assert grouped([f"{own_words(number)} {shared} {own_words(number + 1000)}" for number in range(50)]) == {}


@pytest.mark.parametrize("text", ["", "No.", "I do not want cameras in our town", "….!?"])
def test_short_texts_are_the_same_by_chance(text: str) -> None:
    assert grouped([text, text]) == {}


def test_a_letter_in_a_script_without_spaces_is_known_again() -> None:
    text = "我反对在公共场所使用人脸识别摄像头因为它会误认无辜的人"
    assert grouped([text, f"{text}。谢谢", "我支持警方在车站附近使用这些设备来寻找失踪的孩子和老人"]) == {0: 0, 1: 0}


def test_another_key_gives_another_sketch() -> None:
    assert sketch_of(CAMPAIGN, KEY) != sketch_of(CAMPAIGN, b"x" * 32)


@given(st.lists(sentences, max_size=30), st.randoms(use_true_random=False))
def test_the_groups_follow_from_the_texts_whatever_their_order(texts: list[str], chance: random.Random) -> None:
    sketches = [(number, sketch_of(text, KEY)) for number, text in enumerate(texts)]
    found = groups_of(dict(sketches))
    shuffled = sketches.copy()
    chance.shuffle(shuffled)
    assert groups_of(dict(shuffled)) == found
    assert groups_of(dict(sketches)) == found


@given(st.lists(sentences, max_size=15), st.data())
def test_the_same_text_is_in_the_same_group_and_groups_have_two_at_least(texts: list[str], data: st.DataObject) -> None:
    twice = [*texts, *(data.draw(st.lists(st.sampled_from(texts), max_size=5)) if texts else [])]
    found = grouped(twice)
    for place, text in enumerate(twice):
        others = [number for number, other in enumerate(twice) if other == text and number != place]
        assert all(found.get(place, -1) == found.get(number, -2) for number in others)
    for number, first in found.items():
        assert first <= number
        assert list(found.values()).count(first) > 1
        assert found[first] == first


def test_groups_do_not_depend_on_how_the_texts_are_numbered() -> None:
    texts = [CAMPAIGN, own_words(1), f"{CAMPAIGN} Thank you.", own_words(2), own_words(2)]
    numbered = groups_of({10 * place + 7: sketch_of(text, KEY) for place, text in enumerate(texts)})
    assert numbered == {7: 7, 27: 7, 37: 37, 47: 37}


def test_the_work_grows_with_the_texts_and_not_with_their_pairs() -> None:
    letters = [f"{CAMPAIGN} {own_words(number)[:60]}" for number in range(1_000)]
    sketches = {number: sketch_of(text, KEY) for number, text in enumerate(letters)}

    def seconds(count: int) -> float:
        some = dict(list(sketches.items())[:count])
        started = time.process_time()
        assert len(groups_of(some)) > 0.95 * count
        return time.process_time() - started

    few = min(seconds(250) for _ in range(3))
    assert min(seconds(1_000) for _ in range(3)) < 10 * few
