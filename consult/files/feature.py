"""What this feature adds to Consult."""

from consult.contract.plugin import Feature, JobKind
from consult.files import events, policies, views
from consult.files.jobs import SWEEP, sweep
from consult.files.uploads import CLEAN, clean
from consult.kernel.messages import lazy_gettext as _l

FEATURE = Feature(
    name="files",
    blueprints=(views.bp,),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    jobs=(
        JobKind(name=SWEEP, title=_l("Deleting files that nothing refers to"), run=sweep, is_daily=True),
        JobKind(name=CLEAN, title=_l("Checking a file that somebody sent"), run=clean),
    ),
)
