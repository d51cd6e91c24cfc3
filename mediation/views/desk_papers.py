"""Sections of the desk about letters and proceedings. Each is one query of a few rows."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediation.access import SCOPES, Act, Scope, grants
from mediation.letters import EDITABLE, ROWS, State
from mediation.machine import StrOrPromise
from mediation.models import HandOver, Letter, Organisation, Proceeding
from mediation.models.letter import AWAITED
from mediation.models.proceeding import WAITING
from mediation.models.scoping import Among
from mediation.proceedings import BEFORE_AGENCY
from mediation.views.desk_rows import (
    CAP,
    Bearer,
    Part,
    Row,
    Section,
    built_once,
    case_url,
    cut,
    cut_each,
    due_of,
    together,
)

UNREVIEWED = Q(state__in=EDITABLE, kind__in=[kind for kind, row in ROWS.items() if not row.reviewed])
LETTER_DUTIES: dict[str, StrOrPromise] = {
    State.DRAFT: gettext_lazy("write"),
    State.RETURNED: gettext_lazy("change as the reviewer asks"),
    State.IN_REVIEW: gettext_lazy("review"),
    State.APPROVED: gettext_lazy("sign"),
    State.ISSUED: gettext_lazy("serve"),
    State.ANSWERED: gettext_lazy("verify the correction"),
}
TABS: dict[str, str] = {
    State.DRAFT: "write", State.RETURNED: "write", State.IN_REVIEW: "review", State.APPROVED: "sign",
    State.ISSUED: "serve",
}  # fmt: skip


def _letter_row(letter: Any, note: StrOrPromise) -> Row:
    return Row(
        reverse("letter-detail", args=[letter.pk]), letter.number or letter.dispute.number,
        f"{letter.get_kind_display()} · {letter.dispute.employer.name}", note, letter.state, letter.get_state_display(),
        letter.due,
    )  # fmt: skip


def _letters(bearer: Bearer, wanted: Q) -> tuple[list[Any], bool]:
    rows = bearer.sees(Letter.objects.filter(wanted)).with_record().select_related("dispute__employer")
    return cut(rows.annotate(due=due_of("letter")).order_by(F("due").asc(nulls_last=True), "drafted_at", "pk"))


def _our_letters(bearer: Bearer) -> dict[str, tuple[list[Any], bool]]:
    """Letters to work on, and letters an answer to which is awaited, as far as the person's rights go. Read once."""
    if "letters" not in bearer.shared:
        parts = _letter_parts(bearer)
        bearer.shared["letters"] = cut_each(_letter_rows(bearer), parts) if parts else {}
    return bearer.shared["letters"]


@built_once
def _letter_rows(bearer: Bearer) -> QuerySet[Any]:
    rows = bearer.sees(Letter.objects.all()).with_record()
    rows = rows.select_related("dispute__employer").annotate(due=due_of("letter"))
    return together(rows, _letter_parts(bearer))


def _letter_parts(bearer: Bearer) -> dict[str, Part]:
    order = (F("due").asc(nulls_last=True), "drafted_at", "pk")
    wanted = {"todo": _todo(bearer), "awaited": _awaited(bearer)}
    return {name: Part(what, order, _by_due) for name, what in wanted.items() if what}


def _by_due(row: Any) -> tuple[Any, ...]:
    return row.due or date.max, row.drafted_at, row.pk


def _todo(bearer: Bearer) -> Q:
    user, wanted = bearer.user, Q()
    if grants(user, Act.DRAFT):
        wanted |= Q(state__in=EDITABLE, drafter=user)
    if review := bearer.units(Act.REVIEW):
        wanted |= Q(state=State.IN_REVIEW, issuer__in=review) & ~Q(drafter=user)
    if sign := bearer.units(Act.SIGN):
        wanted |= Q(issuer__in=sign, state=State.APPROVED) & ~Q(drafter=user) | Q(issuer__in=sign) & UNREVIEWED
    if bearer.units(Act.SEAL):
        wanted |= UNREVIEWED & (Q(dispute__handler=user) | Q(drafter=user))
    if serve := bearer.units(Act.SERVE):
        unheld = Q(dispute__handler__isnull=True, issuer__in=serve)
        wanted |= Q(state__in=(State.ISSUED, State.ANSWERED)) & (Q(dispute__handler=user) | unheld)
    return wanted


def _awaited(bearer: Bearer) -> Q:
    if not (hands := bearer.units(Act.VERIFY)):
        return Q()
    mine = Q(dispute__handler=bearer.user) | Q(dispute__handler__isnull=True, issuer__in=hands)
    # The few letters that wait come first: PostgreSQL believes that of all letters every sixth is one of them.
    return mine & Q(Among(F("pk"), Letter.objects.filter(AWAITED).order_by().values("pk")))


def letters(bearer: Bearer) -> Section | None:
    """文书: to write, review, sign, issue, serve or verify."""
    found, more = _our_letters(bearer).get("todo", ([], False))
    rows = [_letter_row(row, _("check and issue") if _at_once(row) else LETTER_DUTIES[row.state]) for row in found]
    url = _desk(*{"sign" if _at_once(row) else TABS.get(row.state, "all") for row in found}) if more else ""
    return Section("letters", _("Letters that wait for me"), "pencil", rows, url)


def _at_once(letter: Any) -> bool:
    """Whether it is signed without a review."""
    return letter.state in EDITABLE and not letter.row.reviewed


def _desk(*tabs: str) -> str:
    """The letter desk, at the tab that has all of the rows."""
    return f"{reverse('letter-list')}?tab={tabs[0] if len(tabs) == 1 else 'all'}"


def awaited_answers(bearer: Bearer) -> Section | None:
    """待复: letters served on others, with the day their answer is due."""
    found, more = _our_letters(bearer).get("awaited", ([], False))
    rows = [_letter_row(row, _("served on %(day)s") % {"day": row.served_on}) for row in found]
    return Section("answers", _("Waiting for an answer"), "send", rows, _desk("wait") if more else "")


def letters_to_us(bearer: Bearer) -> Section | None:
    """来函: letters served on the partner's agency or on the employer."""
    wanted = Q()
    if units := bearer.units(Act.ANSWER, Scope.HANDED_OVER):
        wanted |= _agency(units) & Q(state=State.SERVED)
    for membership in bearer.user.memberships_now:
        if SCOPES[membership.role] == Scope.SERVED and membership.organisation.employer_id:
            wanted |= Q(addressee_employer=membership.organisation.employer_id, served_on__isnull=False)
    if not wanted:
        return None
    found, _more = _letters(bearer, wanted)
    rows = [_letter_row(row, _("served on %(day)s") % {"day": row.served_on}) for row in found]
    return Section("received", _("Letters to us"), "mail", rows)


def _agency(units: list[int]) -> Q:
    """Addressed to one of the agencies or an arm of one."""
    return Q(Among(F("agency"), Organisation.objects.below(units).values("pk")))


def _proceedings(rows: Any) -> QuerySet[Any]:
    """The first of those that run, the longest wait first; found before anything is joined to them."""
    rows = rows.filter(WAITING, state__in=BEFORE_AGENCY).order_by("filed_on", "pk")
    first = Proceeding.objects.filter(Among(F("pk"), rows.values("pk")[: CAP + 1]))
    due = Coalesce(due_of("proceeding"), due_of("hand_over__proceeding"))
    return first.annotate(due=due).select_related("dispute__employer", "agency").order_by("filed_on", "pk")


@built_once
def _at_partners(bearer: Bearer) -> QuerySet[Any]:
    return _proceedings(bearer.follows(Proceeding.objects.all()))


@built_once
def _at_us(bearer: Bearer) -> QuerySet[Any]:
    ours = Proceeding.objects.filter(_agency(bearer.units(Act.RECORD, Scope.HANDED_OVER)))
    rows = _proceedings(bearer.sees(ours))
    return rows.annotate(known=Exists(disclosing(bearer)))


def _proceeding_rows(bearer: Bearer, found: list[Any], *, is_partner: bool = False) -> list[Row]:
    """A partner reads the employer's name where it was disclosed."""
    return [
        Row(
            case_url(row.dispute), row.dispute.number, words(row, str(row.get_kind_display()), is_partner),
            _("for %(days)d days") % {"days": (bearer.today - row.filed_on).days},
            row.state, row.get_state_display(), row.due,
        )
        for row in found
    ]  # fmt: skip


def words(row: Any, what: str, is_partner: bool) -> str:
    """What it is, at which office, against whom."""
    employer = row.dispute.employer.name if not is_partner or row.known else ""
    return " · ".join(filter(None, (what, row.agency.short_name, employer)))


def disclosing(bearer: Bearer) -> Any:
    """The partner's hand-overs that name the employer of the case of the outer row."""
    units = bearer.units(Act.RECORD, Scope.HANDED_OVER)
    return HandOver.objects.sent_to(units).disclosing("employer").filter(dispute=OuterRef("dispute"))


def at_partners(bearer: Bearer) -> Section | None:
    """移送: proceedings that wait at a partner, the longest wait first."""
    if bearer.concern() is None:
        return None
    found, _more = cut(_at_partners(bearer))
    return Section("partners", _("With the partners"), "building-community", _proceeding_rows(bearer, found))


def at_us(bearer: Bearer) -> Section | None:
    """受托: proceedings at the liaison's own agency, to accept or to conclude."""
    if not bearer.units(Act.RECORD, Scope.HANDED_OVER):
        return None
    found, _more = cut(_at_us(bearer))
    rows = _proceeding_rows(bearer, found, is_partner=True)
    return Section("agency", _("Handed over to us"), "inbox", rows)
