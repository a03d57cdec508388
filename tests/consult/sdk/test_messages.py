"""Sentences of plugins go the way of the core's."""

from consult.kernel import messages as of_the_core
from consult.sdk import messages


def test_a_plugin_says_its_sentences_as_the_core_does() -> None:
    for name in messages.__all__:
        assert getattr(messages, name) is getattr(of_the_core, name)
