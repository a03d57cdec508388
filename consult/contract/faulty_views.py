"""Which views of a plugin break the contract: their addresses, and the permissions that they ask for."""

import re
from collections import Counter
from collections.abc import Iterable

from flask import Flask

from consult.contract.plugin import Plugin


def faulty_views(plugin: Plugin) -> Iterable[str]:
    """Yield each way in which the views of a plugin break the contract, in plain words."""
    name = plugin.name
    names = Counter(blueprint.name for blueprint in plugin.blueprints)
    twice = [endpoint_name for endpoint_name, count in names.items() if count > 1]
    if twice:
        yield f"two of its blueprints are called {twice[0]}"
        return
    probe = Flask("probe", static_folder=None)
    for blueprint in plugin.blueprints:
        probe.register_blueprint(blueprint)
    for rule in probe.url_map.iter_rules():
        parts = re.sub("^/(staff|api/1)(?=/)", "", rule.rule).strip("/").split("/")
        if parts[0] not in {name, f"{name}s"}:
            yield f"its page {rule.rule} must be under /{name} or /staff/{name}"
        permission = getattr(probe.view_functions[rule.endpoint], "permission", None)
        if permission is None and not rule.endpoint.endswith(".static"):
            yield f"its page {rule.rule} has no permission; put @permit(…) on its view"
        elif str(permission).startswith(f"{name}.") and permission not in plugin.permissions:
            yield f"its page {rule.rule} asks for the permission {permission}, which it does not define"
