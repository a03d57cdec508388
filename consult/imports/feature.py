"""What this feature adds to Consult."""

from consult.accounts.office import acts_in_office
from consult.contract.plugin import Feature, JobKind
from consult.imports import staff_views
from consult.imports.files import purge_imports
from consult.imports.jobs import IMPORT, run_import
from consult.imports.models import ResponseImport
from consult.kernel.messages import lazy_gettext as _l

FEATURE = Feature(
    name="imports",
    blueprints=(staff_views.bp,),
    jobs=(JobKind(name=IMPORT, title=_l("Importing responses"), run=run_import),),
    personal_data=(acts_in_office(ResponseImport.asked_by_id, purge=purge_imports),),
)
