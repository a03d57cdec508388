"""Conditions of other programs are read where they compare answers with values, and refused otherwise."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.survey.convert.expressions import Always, Compared, Joined, Opposite, Tree, read_expression
from plugins.survey.convert.outcome import DoesNotFit
from tests.plugins.survey.conftest import patient

A_IS_X = Compared("a", "eq", ("x",))
A_ANSWERED = Compared("a", "answered")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("${a} = 'x'", A_IS_X),
        ("'x' = ${a}", A_IS_X),
        ("{a} == 'x'", A_IS_X),
        ("{a} equal 'x'", A_IS_X),
        ('a.NAOK == "x"', A_IS_X),
        ("../group/a = 'x'", A_IS_X),
        ("/data/group/a='x'", A_IS_X),
        ("number(${a}) = 5", Compared("a", "eq", (5.0,))),
        ("${a} != 'x'", Opposite(A_IS_X)),
        ("{a} <> 'x'", Opposite(A_IS_X)),
        ("not(${a} = 'x')", Opposite(A_IS_X)),
        ("!({a} = 'x')", Opposite(A_IS_X)),
        ("!!{a} = 'x'", A_IS_X),
        ("5 < ${a}", Compared("a", "gt", (5.0,))),
        ("{a} >= -2.5", Compared("a", "ge", (-2.5,))),
        ("selected(${a}, 'x')", Compared("a", "has", ("x",))),
        ("{a} contains 'x'", Compared("a", "has", ("x",))),
        ("{a} anyof ['x', 'y']", Compared("a", "has", ("x", "y"))),
        ("{a} allof ['x', 2]", Compared("a", "has_all", ("x", 2.0))),
        ("{a} notcontains 'x'", Opposite(Compared("a", "has", ("x",)))),
        ("{a} notempty", A_ANSWERED),
        ("{a} empty", Opposite(A_ANSWERED)),
        ("is_empty(a.NAOK)", Opposite(A_ANSWERED)),
        ("string-length(${a}) > 0", A_ANSWERED),
        ("count-selected(${a}) < 1", Opposite(A_ANSWERED)),
        ("{a} = true", Compared("a", "eq", (True,))),
        ("{a}", Compared("a", "is_true")),
        ("123X4X5SQ001.NAOK == 'Y'", Compared("123X4X5SQ001", "eq", ("Y",))),
        ("true()", Always(True)),
        ("1", Always(True)),
        ("0", Always(False)),
        ("${a}='x' and ${a}='x'", Joined((A_IS_X, A_IS_X), needs_all=True)),
        ("{a}='x' || {a}='x' && {a} notempty", Joined((A_IS_X, Joined((A_IS_X, A_ANSWERED), True)), False)),
        ("(({a}='x' or {a}='x'))", Joined((A_IS_X, A_IS_X), needs_all=False)),
    ],
)
def test_what_it_says(text: str, tree: Tree) -> None:
    assert read_expression(text) == tree


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("regex(${a}, 'x')", "uses regex()"),
        ("${a} = ${b}", "two answers"),
        ("${a} + 1 > 2", "no comparison"),
        ("string-length(${a}) > 5", "counts letters"),
        ("(${a} = 'x'", "“)” is missing"),
        ("${a} =", "no comparison"),
        ("", "no comparison"),
        ("{a} = 'x", "no comparison"),
        ("{a} anyof [{b}]", "more than values"),
        ("('x' = 'y') empty", "something else"),
        ("[1] and {a} = 1", "something else"),
        ("(" * 1_000 + "{a}", "too deeply"),
        ("{a} = '" + "x" * 6_000 + "'", "too long"),
    ],
)
def test_what_it_says_that_we_cannot(text: str, why: str) -> None:
    with pytest.raises(DoesNotFit) as refused:
        read_expression(text)
    assert why in str(refused.value)


PIECES = [
    "${a}",
    "{b}",
    "c.NAOK",
    "'x'",
    "5",
    "-1",
    "=",
    "!=",
    "<",
    "and",
    "or",
    "not",
    "(",
    ")",
    "[",
    "]",
    ",",
    "empty",
]


@patient
@given(st.lists(st.sampled_from([*PIECES, "empty", "selected(", "contains"])))
def test_whatever_it_says_it_is_read_or_refused(pieces: list[str]) -> None:
    with suppress(DoesNotFit):
        read_expression(" ".join(pieces))


def test_two_values_are_compared_at_once() -> None:
    assert read_expression("'a' = \"a\"") == Always(True)
    assert read_expression("'a' != 'a'") == Opposite(Always(True))
    with pytest.raises(DoesNotFit):
        read_expression("'a' < 'b'")
