"""Options that are compared two by two."""

import pytest
from werkzeug.datastructures import MultiDict

from consult.web.forms import Form, PairField, choice
from tests.support.pages import faults_of, parsed


class Sample(Form):
    class Meta:
        csrf = False

    best = PairField("Which?", choices=[choice(c, hint="About it") for c in "abc"], pairs=[("b", "a"), ("a", "c")])


def sent(*said: str, before: list[str] | None = None, also: dict[str, str] | None = None) -> Sample:
    """Return the form as if this had been chosen of the pairs."""
    names = {f"best-{'-'.join(sorted(one.replace('=', '>').split('>')))}": one for one in said}
    return Sample(formdata=MultiDict({**names, **(also or {})}), data={"best": before})


def test_what_is_chosen_is_kept_in_the_order_of_the_pairs() -> None:
    form = sent("a=c", "a>b")
    assert form.validate()
    assert form.best.data == ["a>b", "a=c"]
    assert sent().validate()
    assert sent().best.data == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (["b>a"], "Choose one in each pair, or “Cannot decide”: pair 2 is still open"),
        (["a=c"], "Choose one in each pair, or “Cannot decide”: pair 1 is still open"),
    ],
)
def test_a_pair_that_is_left_open_is_named_and_what_was_chosen_stays(said: list[str], sentence: str) -> None:
    form = sent(*said)
    assert not form.validate()
    assert form.best.errors == [sentence]
    assert form.best.focus_id() == f"best-{sentence[-15]}"
    assert str(form.best()).count(" checked") == 1


def test_what_is_neither_of_a_pair_is_refused_and_other_pairs_are_not_read() -> None:
    form = sent("b>a", also={"best-a-c": "a>b"})
    assert not form.validate()
    assert form.best.errors == ["Select from the options shown"]
    assert sent("b>c").best.data == []


def test_the_present_answer_is_shown_with_its_own_pairs_and_kept_when_it_is_sent_again() -> None:
    form = Sample(data={"best": ["c>b", "a=b"]})
    page = str(form.best())
    assert page.count(" checked") == 2
    assert 'value="c&gt;b" checked' in page
    assert 'value="b=a" checked' in page
    assert [frozenset(pair) for pair in form.best.pairs] == [frozenset("bc"), frozenset("ab")]
    again = sent("c>b", "b=a", before=["c>b", "a=b"])
    assert again.validate()
    assert again.best.data == ["c>b", "b=a"]


def test_pairs_of_options_that_are_gone_are_not_shown() -> None:
    form = Sample(data={"best": ["z>a", "a>b"]})
    assert form.best.pairs == [("b", "a"), ("a", "c")]
    assert form.best.data == ["a>b"]


def test_every_pair_is_a_group_with_a_legend() -> None:
    page = str(Sample().best())
    assert page.count("<fieldset") == 3
    assert page.count('type="radio"') == 6
    assert "Pair 2 of 2" in page
    assert faults_of(parsed(page)) == []


def test_a_choice_can_be_taken_back() -> None:
    form = sent("b>a")
    form.best.clear()
    assert form.validate()
    assert form.best.data == []
