"""Cases in any state; the days the steps take are those of the makers."""

from uuid import uuid4

from mediation.operations.filing import Filing, register
from tests import cast
from tests.factories.days import MONDAY, at, fresh, later, take
from tests.factories.proceedings import (
    CLAIMED,
    file_proceeding,
    finish_papers,
    mediation_of,
    open_mediation,
    perform,
    reach_agreement,
)
from tests.remembering import remembered


def filing(on=MONDAY, *, workers=("蒋喆",), groups=(), employer=None, **fields):
    """What intake writes down for a wage case of these workers."""
    employer = employer or cast.employer()
    values = {
        "request": "mediation", "channel": "walk_in", "received_on": on, "category": "01", "relation": "labour",
        "summary": "拖欠两个月工资", "facts": "用人单位未按约定日期支付2026年1月至2月的工资。",
        "occurred_on": later(on, -30), "knew_on": later(on, -30), "employment_ended_on": later(on, -10),
        "worker_count": len(workers), "employer": employer,
    }  # fmt: skip
    applicants = [
        {
            "role": "applicant", "kind": "worker", "name": name, "groups": list(groups),
            "is_representative": index < 3 < len(workers),
        }
        for index, name in enumerate(workers)
    ]  # fmt: skip
    respondent = {"role": "respondent", "kind": "employer", "name": employer.name, "employer": employer}
    claims = [{"category": (values | fields)["category"], "text": "支付拖欠的工资", "amount": CLAIMED}]
    return Filing(values | fields, [*applicants, respondent], claims)


@remembered
def register_dispute(on=MONDAY, *, holder=None, by=None, **given):
    """A case just registered; `given` are fields of the dispute, `workers`, `groups` or `employer`."""
    holder = holder or cast.city()
    by = by or mediator_of(holder)
    return register(filing(on, **given), holder=holder, by=by, at=at(on), key=uuid4())


def mediator_of(holder):
    """The mediator of the cast in this union."""
    people = {
        cast.CITY: cast.city_mediator,
        cast.FENGQIAO: cast.town_mediator,
        cast.DIANKOU: cast.other_town_mediator,
        cast.SHIRTS.code: cast.enterprise_mediator,
    }
    return people[holder.code]()


@remembered
def make_dispute(state="registered", *, on=MONDAY, holder=None, by=None, handler=None, **given):
    """A case in this state of the dispute machine; the days it takes are those of the makers below."""
    holder = holder or cast.city()
    handler = handler or mediator_of(holder)
    dispute = register_dispute(on, holder=holder, by=by or handler, **_with_groups(state, given))
    return fresh(_MAKERS[state](dispute, handler, on) or dispute)


def _with_groups(state, given):
    return {"groups": ["migrant"], **given} if state == "at_procuratorate" else given


@remembered
def return_dispute(dispute, handler, on):
    return take(
        dispute, "return_for_completion", cast.reviewer(), later(on, 1),
        missing_items="身份证复印件\n劳动合同", complete_by=later(on, 8),
    )  # fmt: skip


@remembered
def decline_dispute(dispute, handler, on):
    return take(
        dispute, "decline", cast.reviewer(), later(on, 1), decline_reason="not_labour", reason="双方系承揽关系。"
    )


@remembered
def accept_dispute(dispute, handler, on):
    """Accepted the day after registration."""
    return take(dispute, "accept", cast.reviewer(), later(on, 1), handler=handler)


@remembered
def mediate_dispute(dispute, handler, on):
    """Mediation is open two days after registration."""
    dispute = accept_dispute(dispute, handler, on)
    open_mediation(dispute, handler, later(on, 1), later(on, 2))
    return dispute


@remembered
def agree_dispute(dispute, handler, on):
    """The agreement takes effect eight days after registration."""
    dispute = mediate_dispute(dispute, handler, on)
    reach_agreement(mediation_of(dispute), handler, later(on, 8))
    return dispute


@remembered
def fail_dispute(dispute, handler, on):
    """Mediation ends without agreement eight days after registration."""
    dispute = mediate_dispute(dispute, handler, on)
    take(mediation_of(dispute), "conclude", handler, later(on, 8), outcome="disagreement", concluded_on=later(on, 8))
    return dispute


@remembered
def inspect_dispute(dispute, handler, on):
    """The inspection has the case three days after registration."""
    dispute = accept_dispute(dispute, handler, on)
    file_proceeding(dispute, "inspection", cast.inspection(), handler, later(on, 3))
    return dispute


@remembered
def confirm_dispute(dispute, handler, on):
    """Judicial confirmation is applied for ten days after registration."""
    dispute = agree_dispute(dispute, handler, on)
    file_proceeding(dispute, "judicial_confirmation", cast.court(), handler, later(on, 10))
    return dispute


@remembered
def support_dispute(dispute, handler, on):
    """The procuratorate is asked for support ten days after registration."""
    dispute = fail_dispute(dispute, handler, on)
    file_proceeding(dispute, "support_for_prosecution", cast.procuratorate(), handler, later(on, 10))
    return dispute


@remembered
def suspend_dispute(dispute, handler, on):
    """Suspended four days after registration, in mediation."""
    dispute = mediate_dispute(dispute, handler, on)
    return take(dispute, "suspend", handler, later(on, 4), reason="等待工伤认定结论。")


@remembered
def close_dispute(dispute, handler, on):
    """Performed and closed fifteen days after registration."""
    dispute = agree_dispute(dispute, handler, on)
    perform(dispute, handler, later(on, 12))
    finish_papers(dispute, handler, later(on, 13))
    return take(dispute, "close", handler, later(on, 15), outcome="R01")


@remembered
def archive_dispute(dispute, handler, on):
    dispute = close_dispute(dispute, handler, on)
    return take(dispute, "archive", cast.archivist(), later(on, 20), volume_complete=True, redaction_done=True)


_MAKERS = {
    "registered": lambda dispute, handler, on: None,
    "returned": return_dispute,
    "declined": decline_dispute,
    "accepted": accept_dispute,
    "mediating": mediate_dispute,
    "agreed": agree_dispute,
    "unresolved": fail_dispute,
    "at_hr": inspect_dispute,
    "at_court": confirm_dispute,
    "at_procuratorate": support_dispute,
    "suspended": suspend_dispute,
    "closed": close_dispute,
    "archived": archive_dispute,
}
