"""How each option did in pairs."""

from consult.exports.standings import Standing, standings_of


def test_each_option_is_counted_where_it_won_lost_or_nobody_could_decide_and_the_best_comes_first() -> None:
    found = standings_of("abc", {"a>b": 1, "b>a": 3, "a=b": 2})
    assert found == {"b": Standing(3, 1, 2), "c": Standing(), "a": Standing(1, 3, 2)}
    assert list(found) == ["b", "c", "a"]
    assert [round(one.score, 2) for one in found.values()] == [66.67, 50, 33.33]
    assert [one.shown for one in found.values()] == [6, 0, 6]
