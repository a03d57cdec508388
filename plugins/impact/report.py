"""The evidence of groups in the report on a consultation: what the public reads of it, under the name it chose."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from consult.sdk.activities import Activity
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import Block, FactList, Heading, Paragraph, Quotation, ReportSection
from plugins.impact.presentation import public_name, public_rows
from plugins.impact.procedure import Status
from plugins.impact.queries import all_published


def evidence_blocks(session: Session, consultation_id: int) -> Sequence[Block]:
    """Return each piece of evidence that the public may read."""
    of_consultation = all_published().join(Activity).where(Activity.consultation_id == consultation_id)
    blocks: list[Block] = []
    for evidence in session.scalars(of_consultation):
        blocks.append(Heading(3, f"{public_name(evidence)} ({evidence.reference})"))
        blocks.append(Quotation(evidence.text("statement"), reference=evidence.reference))
        blocks.append(FactList(tuple((str(label), str(text)) for label, text in public_rows(evidence))))
        if evidence.stands_at is Status.RESPONDED:
            blocks.append(Paragraph(_("The answer to it: %(answer)s", answer=evidence.answer)))
    return blocks


SECTION = ReportSection(code="evidence", title=_l("What groups said of the impact"), place=90, blocks=evidence_blocks)
