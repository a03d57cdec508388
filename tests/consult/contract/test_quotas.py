"""Of whom no more responses are taken than some number."""

from consult.contract.quotas import Quota, met_by

NOT_A = Quota(
    id="q",
    most=1,
    title="",
    text="",
    is_so=lambda answers: answers.get("choice") != "a",
    depends_on=frozenset({"choice"}),
)


def test_nobody_counts_before_what_decides_it_is_answered() -> None:
    assert met_by([NOT_A], {}) == []
    assert met_by([NOT_A], {"choice": "b"}) == [NOT_A]
    assert met_by([NOT_A], {"choice": "a"}) == []
