"""Themes as records: an example in the code book may quote somebody, so passages are taken out of it too."""

from consult.analysis.themes.models import Theme
from consult.consultations.records import belongs_to, of_consultation
from consult.contract.records import Record, RecordField
from consult.kernel.messages import lazy_gettext as _l

RECORDS = (
    Record(
        model=Theme,
        title=_l("Theme"),
        fields=(
            RecordField(column="title", label=_l("Title"), kind="line", quotes=True),
            RecordField(column="definition", label=_l("Definition"), quotes=True),
            RecordField(column="examples", label=_l("Examples"), quotes=True),
        ),
        name=lambda theme: theme.code,
        parent=Theme.consultation_id,
        page=lambda theme: ("themes.theme", {"theme_id": theme.id}),
        rows=of_consultation(Theme),
        consultation_id=belongs_to,
    ),
)
