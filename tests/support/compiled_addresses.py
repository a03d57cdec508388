"""Compiled addresses that all applications of a process share, as each would spend a fifth of a second on its own."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


def share_compiled_addresses() -> None:
    """Let every application of this process use what another compiled of the same address."""
    compile_builder: Callable[[Rule, bool], Builder] = Rule._compile_builder
    known: dict[tuple[Any, ...], Builder] = {}

    def remembered(self: Rule, append_unknown: bool = True) -> Builder:
        # What is compiled takes the rule as its first argument, so it holds nothing of the application it was made for.
        told = self.rule, tuple(self._trace), repr(self.defaults), append_unknown
        if told not in known:
            known[told] = compile_builder(self, append_unknown)
        return known[told]

    Rule._compile_builder = remembered  # type: ignore[method-assign]
