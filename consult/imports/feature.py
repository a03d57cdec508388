"""What this feature adds to Consult."""

from consult.accounts.office import acts_in_office
from consult.contract.plugin import Feature, JobKind, PersonalData
from consult.imports import letter_views, letters, staff_views
from consult.imports.files import purge_imports
from consult.imports.jobs import IMPORT, run_import
from consult.imports.models import ResponseImport
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.letters import Letter

FEATURE = Feature(
    name="imports",
    blueprints=(staff_views.bp, letter_views.bp),
    jobs=(
        JobKind(name=IMPORT, title=_l("Importing responses"), run=run_import),
        JobKind(name=letters.READ, title=_l("Reading a letter"), run=letters.read_letter),
    ),
    personal_data=(
        acts_in_office(ResponseImport.asked_by_id, purge=purge_imports),
        acts_in_office(Letter.added_by_id),
        PersonalData(
            tables=("letter", "letter_entry"),
            collect_address=letters.collect_from,
            erase_address=letters.erase_from,
            purge=letters.purge_letters,
            kept=_l("A year after the letter was taken in"),
        ),
    ),
    subjects={"letter_id": letters.names_of},
    file_holders=(letters.may_read_file,),
)
