"""Ways out of a default (逾期不履行的救济途径): what is open when a performance date has passed unpaid.

Whether a way is open says the row of its kind of proceeding; this table adds which limits bind it and whether it is of
use once the agreement can be enforced. Sources: LMA 15-16, CPL 225 and 250, LD-JI1 51; domain notes M-11.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from mediation import grounds
from mediation.deadline_rules.groups import LIMITATION
from mediation.machine import StrOrPromise, Unmet
from mediation.proceeding_kinds import KINDS, Kind


@dataclass(frozen=True)
class Route:
    """One way: a kind of proceeding, with its legal basis where the kind has several."""

    kind: str
    what: StrOrPromise
    basis: str = ""
    limits: tuple[str, ...] = ()  # rules whose deadlines bind the creditor
    on_title: bool | None = False  # True: needs an enforceable paper; False: no use beside one; None: either

    @property
    def row(self) -> Kind:
        return KINDS[self.kind]

    def conditions(self) -> Iterator[StrOrPromise]:
        """What the application must show, in the words of the table of kinds."""
        if (basis := self.row.basis(self.basis)) and basis.lacking:
            yield basis.lacking
        yield from (ask.lacking for ask in self.row.questions_at("file", self.basis) if ask.must and ask.lacking)

    def papers(self) -> list[StrOrPromise]:
        return [paper.label for paper in self.row.papers_for(self.basis)]

    def unmet(self, dispute: Any, today: date) -> list[Unmet]:
        """What only this way asks for, beyond what `unmet_to_prepare` says of its kind."""
        has_title = any(grounds.is_title(row) for row in dispute.proceedings.all())
        if self.on_title is False and has_title:
            return [Unmet(_("no paper that can be enforced at once: go to enforcement"), _("nobody"))]
        basis = self.row.basis(self.basis)
        if basis is None or basis.proved is None or basis.proved(Asking(dispute), {"filed_on": today}):
            return []
        return [Unmet(basis.lacking, grounds.HANDLER)]


@dataclass(frozen=True)
class Asking:
    """A proceeding that is only thought of, for the proofs of a legal basis."""

    dispute: Any
    pk: None = None


ROUTES = (
    Route("enforcement", _("The court takes what is owed. For an agreement that was confirmed or reviewed."),
        limits=("T12",), on_title=True),
    Route("payment_order", _("An order without a hearing, in force when the employer does not object in 15 days."),
        "agreement"),
    Route("litigation", _("The court hears a suit on a wage-only agreement directly, without arbitration."),
        "wage_agreement"),
    Route("arbitration", _("The commission decides on the claim; it takes up the agreement as evidence."),
        limits=LIMITATION),
    Route("support_for_prosecution", _("The procuratorate supports the suit of a worker who cannot sue alone."),
        on_title=None),
)  # fmt: skip
