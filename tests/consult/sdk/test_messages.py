"""Sentences of plugins go the way of the core's."""

from consult.contract import deployment
from consult.kernel import foreign
from consult.kernel import messages as of_the_core
from consult.sdk import messages


def test_a_plugin_says_its_sentences_as_the_core_does() -> None:
    for name in messages.__all__:
        found = [getattr(core, name) for core in (of_the_core, foreign, deployment) if hasattr(core, name)]
        assert found[:1] == [getattr(messages, name)]
