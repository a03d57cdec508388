"""Each method is named as people read it."""

from consult.analysis.themes.run_models import Method


def test_each_method_has_words() -> None:
    assert len({str(method.label) for method in Method}) == len(Method)
