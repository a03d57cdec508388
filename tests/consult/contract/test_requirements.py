"""The names of requirements lead to their owner, and each says over which rows it is."""

from consult.contract.registry import Registry
from consult.contract.requirements import Unmet


def test_every_requirement_is_named_after_its_feature_or_plugin(registry: Registry) -> None:
    assert {name.partition(".")[0] for name in registry.requirements} == {"decisions", "impact"}
    assert all(hasattr(requirement.model, "__tablename__") for requirement in registry.requirements.values())


def test_what_is_unmet_may_lead_nowhere() -> None:
    assert Unmet("It has no date.").link is None
