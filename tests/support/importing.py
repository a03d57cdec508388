"""Import every module while a language is spoken that notes what is asked of it: `python -m tests.support.importing`.

What is worded at import is fixed in one language for all readers.
"""

import importlib
import pkgutil
import sys
import traceback
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

from consult.kernel.messages import Language, speaking

NOT_IMPORTED = {"consult.__main__"}


class Listening(NullTranslations):
    """Translations that note each sentence which is asked for, and the line that asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def gettext(self, message: str) -> str:
        """Note a sentence."""
        self._note(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Note a sentence with a number."""
        self._note(msgid1)
        return msgid1

    def _note(self, message: str) -> None:
        caller = next(
            frame for frame in reversed(traceback.extract_stack()) if frame.filename not in {__file__, _MESSAGES}
        )
        self.asked.append(f"{caller.filename}:{caller.lineno}: {message}")


_MESSAGES = sys.modules["consult.kernel.messages"].__file__


def modules_of(*names: str) -> Iterator[str]:
    """Yield the names of packages and of all modules in them, without those that run when they are imported."""
    for name in names:
        yield name
        home = Path(importlib.import_module(name).__file__ or "").parent
        found = (module.name for module in pkgutil.walk_packages([str(home)], f"{name}."))
        yield from (module for module in found if module not in NOT_IMPORTED and ".migrations" not in module)


def said_at_import(*names: str) -> list[str]:
    """Return what is worded while these packages are imported."""
    listening = Listening()
    with speaking(Language("en-GB", listening)):
        for name in modules_of(*names):
            importlib.import_module(name)
    return listening.asked


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in sorted(set(said_at_import(*sys.argv[1:]))))
