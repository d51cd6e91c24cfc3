"""What each kind of proceeding is, needs and leads to, in plain words for a mediator."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from mediation.machine import StrOrPromise


@dataclass(frozen=True)
class Guide:
    """Three sentences: what it is, what it needs, what follows."""

    what: StrOrPromise
    needs: StrOrPromise
    follows: StrOrPromise


GUIDES: dict[str, Guide] = {
    "union_mediation": Guide(
        _("The union brings both sides together; nobody is forced."),
        _("Consent of both sides. If a court assigned the case, its own time limit counts."),
        _("An agreement signed by both sides and the mediator, or the other routes, which stay open all the time."),
    ),
    "arbitration_review": Guide(
        _("The arbitration commission looks at the agreement and makes a mediation paper of it."),
        _("Both sides apply together within fifteen days of the agreement; not for whether a labour relation exists."),
        _("A paper that the court enforces. Judicial confirmation is then no longer possible."),
    ),
    "judicial_confirmation": Guide(
        _("The court confirms the agreement by ruling; there is no fee."),
        _("Both sides apply together within thirty days of the agreement."),
        _("The ruling is enforceable. A party may object within fifteen days. Review is then no longer possible."),
    ),
    "payment_order": Guide(
        _("The court orders the employer to pay without a hearing."),
        _("A fixed sum that is due, an employer on whom the order can be served, and no other debt between the two."),
        _(
            "No objection within fifteen days of service: the order is enforceable. An objection ends it: on an "
            "agreement the worker may sue at once, for wages alone arbitration comes first."
        ),
    ),
    "inspection": Guide(
        _("The labour inspection investigates and orders the employer to correct or pay."),
        _("A complaint within two years of the breach; the same claim is not in arbitration or before the court."),
        _(
            "Sixty working days, thirty more with approval. When the time is extended or stands still, the complainant "
            "is told within three days."
        ),
    ),
    "arbitration": Guide(
        _("The commission decides the dispute; for most labour claims it comes before the court."),
        _("An application within one year; a labour relation; the commission where the contract is performed first."),
        _(
            "Forty-five days, fifteen more with approval; thirty in the simplified procedure. An "
            "award is final when no "
            "item exceeds twelve months of the minimum wage."
        ),
    ),
    "litigation": Guide(
        _("The court decides; also appeal and retrial are recorded here."),
        _(
            "A basis for going to the court: an award, a refusal, a wage IOU, an agreement about "
            "wages, a lapsed payment "
            "order, a service relation; for an appeal the judgment."
        ),
        _("Six months, three in the simplified procedure, two for small claims, which are final at first instance."),
    ),
    "enforcement": Guide(
        _("The court makes the employer do what an enforceable paper says."),
        _("A confirmed agreement, mediation paper, award, payment order or judgment in force; apply within two years."),
        _("Payment, a settlement, or an end for now when there is nothing to take."),
    ),
    "support_for_prosecution": Guide(
        _("The procuratorate supports a worker who finds it hard to sue; it does not sue instead."),
        _(
            "The worker wants to sue and signs the application; the departments in charge were "
            "asked; the court has not "
            "accepted the suit yet."
        ),
        _("An opinion to the court. The worker stays master of the suit."),
    ),
    "procuratorial_suggestion": Guide(
        _("The procuratorate writes to an office or employer that does not do its duty."),
        _("A clue letter of the union, served, with its list of materials."),
        _("The addressee answers within two months, in urgent public-interest matters within fifteen days."),
    ),
    "civil_supervision": Guide(
        _("The procuratorate looks at a judgment that may be wrong."),
        _("First a retrial asked of the court: refused, not decided in time, or decided wrongly. It is given once."),
        _("Three months; then a protest, a suggestion to the court, or no support."),
    ),
    "legal_aid": Guide(
        _("A lawyer or legal worker helps without a fee."),
        _("An application; migrant workers who claim wages or work-injury benefits need not prove their means."),
        _("Decision within seven days, a lawyer within three more. A refusal can be contested within five days."),
    ),
    "hardship_relief": Guide(
        _("The union helps with money while the dispute goes on; it is not the wage."),
        _("An application and proof of hardship."),
        _("The relief is paid, or it is told why not."),
    ),
    "emotional_support": Guide(
        _("Talks with a volunteer of an emotion station."),
        _("The worker's consent. What is said stays with the station."),
        _("The talks end, go on with a professional, or a crisis is reported at once."),
    ),
}
