"""What happens to the register."""

from dataclasses import dataclass

from consult.sdk.events import Event
from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class DeploymentsImported(Event):
    """Deployments were taken from a file; what changes a row waits to be confirmed."""

    name = "register.deployments_imported"
    sentence = _l("{actor} imported deployments ({added} new, {changed} to be confirmed)")

    added: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class AboutDeployment(Event):
    """Something that happened to one deployment of the register."""

    deployment_id: int


@dataclass(frozen=True, kw_only=True)
class DeploymentAnnounced(AboutDeployment):
    """A deployment was announced, and has its public number."""

    name = "register.deployment_announced"
    sentence = _l("{actor} announced deployment {deployment_id}")


@dataclass(frozen=True, kw_only=True)
class DeploymentCancelled(AboutDeployment):
    """A deployment that was announced was cancelled."""

    name = "register.deployment_cancelled"
    sentence = _l("{actor} cancelled deployment {deployment_id}")


@dataclass(frozen=True, kw_only=True)
class DeploymentCorrected(AboutDeployment):
    """An officer corrected the figures of a deployment, for a public reason."""

    name = "register.deployment_corrected"
    sentence = _l("{actor} corrected deployment {deployment_id} (version {version})")

    version: int


@dataclass(frozen=True, kw_only=True)
class ChangeSettled(AboutDeployment):
    """An officer confirmed what a file says of a deployment, or left it as it was."""

    name = "register.change_settled"
    sentence = _l("{actor} settled a change of deployment {deployment_id} (confirmed: {is_confirmed})")

    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class DeploymentLinked(AboutDeployment):
    """An officer said on what a deployment stands."""

    name = "register.deployment_linked"
    sentence = _l("{actor} linked deployment {deployment_id} with what it stands on ({added} new)")

    added: int


@dataclass(frozen=True, kw_only=True)
class DeploymentWithheld(AboutDeployment):
    """What the register holds of a deployment was withheld until a day."""

    name = "register.deployment_withheld"
    sentence = _l("{actor} withheld deployment {deployment_id} under {exemption} until {until}")

    exemption: str
    until: str


@dataclass(frozen=True, kw_only=True)
class DeploymentReleased(AboutDeployment):
    """A deployment that was withheld is public."""

    name = "register.deployment_released"
    sentence = _l("{actor} released deployment {deployment_id}")


@dataclass(frozen=True, kw_only=True)
class UsePaused(Event):
    """Use of live facial recognition was suspended in an area."""

    name = "register.use_paused"
    sentence = _l("{actor} noted pause {pause_id} of live facial recognition")

    pause_id: int


@dataclass(frozen=True, kw_only=True)
class UseResumed(Event):
    """Use of live facial recognition was resumed in an area."""

    name = "register.use_resumed"
    sentence = _l("{actor} noted the end of pause {pause_id} of live facial recognition")

    pause_id: int


@dataclass(frozen=True, kw_only=True)
class ResultsImported(Event):
    """Results of tests of accuracy were taken from a file; what changes one waits to be confirmed."""

    name = "register.results_imported"
    sentence = _l("{actor} imported results of accuracy ({added} new, {changed} to be confirmed)")

    added: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class AboutResult(Event):
    """Something that happened to one result of a test of accuracy."""

    result_id: int


@dataclass(frozen=True, kw_only=True)
class ResultCorrected(AboutResult):
    """An officer corrected a result of accuracy, for a public reason."""

    name = "register.result_corrected"
    sentence = _l("{actor} corrected result {result_id} (version {version})")

    version: int


@dataclass(frozen=True, kw_only=True)
class ResultChangeSettled(AboutResult):
    """An officer confirmed what a file says of a result of accuracy, or left it as it was."""

    name = "register.result_change_settled"
    sentence = _l("{actor} settled a change of result {result_id} (confirmed: {is_confirmed})")

    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class ResultWithdrawn(AboutResult):
    """An officer noted that a result of accuracy was withdrawn."""

    name = "register.result_withdrawn"
    sentence = _l("{actor} withdrew result {result_id}")


@dataclass(frozen=True, kw_only=True)
class ResultRestored(AboutResult):
    """An officer restored a result of accuracy that was withdrawn."""

    name = "register.result_restored"
    sentence = _l("{actor} restored result {result_id}")


EVENTS: tuple[type[Event], ...] = (
    DeploymentsImported,
    DeploymentAnnounced,
    DeploymentCancelled,
    DeploymentCorrected,
    ChangeSettled,
    DeploymentLinked,
    DeploymentWithheld,
    DeploymentReleased,
    UsePaused,
    UseResumed,
    ResultsImported,
    ResultCorrected,
    ResultChangeSettled,
    ResultWithdrawn,
    ResultRestored,
)
