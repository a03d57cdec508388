"""The files of a new plugin, ready to be installed: a way of taking part, to be changed into another."""

import re
from pathlib import Path
from string import Template

from consult import core
from consult.contract.faults import names_of_core
from consult.contract.plugin import CONTRACT
from consult.kernel.errors import Misconfigured

TEMPLATES = Path(__file__).with_name("new_plugin")
SUFFIX = ".tmpl"


def write_skeleton(name: str, folder: Path) -> Path:
    """Write the files of a plugin and return their folder.

    Raises `Misconfigured` when the name cannot be used, or the folder is there already.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]{1,29}", name):
        raise Misconfigured("A plugin's name is 2 to 30 small letters and digits, and begins with a letter.")
    if name in names_of_core(core.FEATURES):
        raise Misconfigured(f"The name {name} is taken by Consult itself. Choose another one.")
    target = folder / f"consult-{name}"
    if target.exists():
        raise Misconfigured(f"{target} exists already. Move it away, or choose another name.")
    words = {"name": name, "title": name.capitalize(), "api": str(CONTRACT)}
    for template in sorted(TEMPLATES.rglob(f"*{SUFFIX}")):
        path = str(template.relative_to(TEMPLATES)).removesuffix(SUFFIX)
        file = target / Template(path).substitute(words)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(Template(template.read_text()).substitute(words))
    return target
