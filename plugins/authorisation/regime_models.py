"""The rules of the police for facial recognition: each version is kept as it was entered, with its source."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.sdk.database import Base, keep_rows, text_enum
from consult.sdk.messages import gettext as _
from consult.sdk.office import Rank

REGIME = "authorisation_regime.id"


class Regime(Base):
    """One version of the rules, in force from a day until the next version is.

    `authority_hours` is how long an authority may be, where the rules limit it; `list_hours` how long before the start
    a watchlist may be built.
    """

    __tablename__ = "authorisation_regime"
    __table_args__ = (CheckConstraint("source != ''", name="names_its_source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    from_on: Mapped[date] = mapped_column(index=True)
    threshold: Mapped[str] = mapped_column(String(10), default="")
    rank: Mapped[Rank] = mapped_column(text_enum(Rank, 40))
    urgent_rank: Mapped[Rank] = mapped_column(text_enum(Rank, 40))
    ratify_hours: Mapped[int]
    list_hours: Mapped[int]
    authority_hours: Mapped[int | None]
    delete_days: Mapped[int]
    review_days: Mapped[int]
    source: Mapped[str] = mapped_column(String(300))
    address: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    entered_at: Mapped[datetime]

    uses: Mapped[list["UseCase"]] = relationship(back_populates="regime", order_by="UseCase.id")

    @property
    def use_cases(self) -> dict[str, str]:
        """For what facial recognition may be used, in words, by code."""
        return {use.code: use.in_words for use in self.uses}


class UseCase(Base):
    """A purpose or use case that a version of the rules names."""

    __tablename__ = "authorisation_use_case"
    __table_args__ = (UniqueConstraint("regime_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    regime_id: Mapped[int] = mapped_column(ForeignKey(REGIME))
    code: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(300))
    paragraph: Mapped[str] = mapped_column(String(40), default="")

    regime: Mapped[Regime] = relationship(back_populates="uses")

    @property
    def in_words(self) -> str:
        """What it is, with the paragraph of the policy that names it."""
        if not self.paragraph:
            return self.words
        return _("%(words)s, policy paragraph %(paragraph)s", words=self.words, paragraph=self.paragraph)


keep_rows(Regime)
keep_rows(UseCase)
