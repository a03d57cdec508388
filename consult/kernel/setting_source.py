"""Settings from the environment, read one by one, with a sentence for each fault."""

import difflib
from datetime import date, timedelta
from email.utils import parseaddr
from pathlib import Path

from consult.kernel.addresses import is_address
from consult.kernel.errors import Misconfigured

# Read by the installation, the command line and the tests, not by the service.
_OTHERS = (
    "CONSULT_ENV_FILE",
    "CONSULT_TRACEBACK",
    "CONSULT_SKIP_ASSETS",
    "CONSULT_NO_UV",
    "CONSULT_TEST_",
    "CONSULT_REQUIRE_",
)


def _ends(typed: str) -> list[str]:
    """Return the first and the last day of a time, which are one where only one is given."""
    days = typed.split("/")
    return days * 2 if len(days) == 1 else days


class Source:
    """The settings as the environment has them; it notes every fault, and which settings were asked for."""

    def __init__(self, environment: dict[str, str], *, may_make: bool) -> None:
        self._environment = environment
        self._faults: list[str] = []
        self._asked: set[str] = set()
        self.may_make = may_make
        self.made: list[Path] = []

    def text(self, name: str, default: str) -> str:
        """Return a setting, or its default."""
        return self.optional(name) or default

    def optional(self, name: str) -> str | None:
        """Return a setting, or nothing where it is empty."""
        self._asked.add(f"CONSULT_{name}")
        return self._environment.get(f"CONSULT_{name}", "").strip() or None

    def words(self, name: str, default: str) -> list[str]:
        """Return a setting that is a list with commas."""
        self._asked.add(f"CONSULT_{name}")
        value = self._environment.get(f"CONSULT_{name}")
        return [word.strip() for word in (default if value is None else value).split(",") if word.strip()]

    def word(self, name: str, known: tuple[str, ...]) -> str:
        """Return a setting that is one of a few words, the first by default."""
        typed = self.text(name, known[0]).lower()
        if typed not in known:
            self.fault(f"CONSULT_{name} must be {' or '.join(known)}; it is “{typed}”.")
        return typed

    def number(self, name: str, default: int, *, minimum: int, maximum: int) -> int:
        """Return a setting that is a whole number."""
        typed = self.text(name, str(default))
        if typed.isdecimal() and minimum <= int(typed) <= maximum:
            return int(typed)
        self.fault(f"CONSULT_{name} must be a whole number from {minimum} to {maximum}; it is “{typed}”.")
        return default

    def days(self, name: str) -> frozenset[date]:
        """Read days and times, as 2026-12-24 and 2026-12-29/2026-12-31, with commas between them."""
        found: set[date] = set()
        for typed in self.words(name, ""):
            try:
                first, last = (date.fromisoformat(day) for day in _ends(typed))
            except ValueError:
                self.fault(
                    f"CONSULT_{name} must be days such as 2026-12-24 or 2026-12-29/2026-12-31; it has “{typed}”."
                )
                continue
            if not 0 <= (last - first).days <= 366:
                self.fault(f"CONSULT_{name} has “{typed}”, which ends before it begins or lasts more than a year.")
                continue
            found |= {first + timedelta(days=step) for step in range((last - first).days + 1)}
        return frozenset(found)

    def flag(self, name: str, default: bool) -> bool:
        """Return a setting that is yes or no."""
        typed = self.text(name, "1" if default else "0").lower()
        if typed in {"1", "true", "yes", "on"}:
            return True
        if typed not in {"0", "false", "no", "off"}:
            self.fault(f"CONSULT_{name} must be yes or no; it is “{typed}”.")
        return False

    def address(self, name: str, default: str, *, is_named: bool = False) -> str:
        """Return a setting that is an email address, with or without a name."""
        typed = self.text(name, default)
        if not is_address(parseaddr(typed)[1] if is_named else typed):
            how = ", with or without a name before it: Consult <no-reply@council.example>" if is_named else ""
            self.fault(f"CONSULT_{name} must be an email address{how}; it is “{typed}”.")
        return typed

    def folder(self, name: str) -> Path | None:
        """Return a setting that names a folder which is there."""
        typed = self.optional(name)
        if typed is None:
            return None
        if not Path(typed).is_dir():
            self.fault(f"CONSULT_{name} names the folder {typed}, which does not exist.")
        return Path(typed)

    def name_unknown(self) -> None:
        """Say of each setting that nobody asked for that it is none, and what it may have been meant for."""
        for name in sorted(set(self._environment) - self._asked):
            if not name.startswith("CONSULT_") or name.startswith(_OTHERS):
                continue
            like = difflib.get_close_matches(name, self._asked, n=1, cutoff=0.8)
            self.fault(f"{name} is no setting of Consult.{f' Did you mean {like[0]}?' if like else ''}")

    def fault(self, sentence: str) -> None:
        """Note what is wrong, in one sentence."""
        self._faults.append(sentence)

    def stop_at_faults(self) -> None:
        """Raise `Misconfigured` with every fault that was noted."""
        if self._faults:
            raise Misconfigured("\n".join(self._faults))
