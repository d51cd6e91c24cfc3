"""The small world in which rights are proved: who is there, which cases, and who sees which of them.

`SEES` is written by hand from the sentences of the architecture page, not computed from the code it judges.
"""

from dataclasses import dataclass, field
from typing import Any

from mediation.models import User
from mediation.operations.limitation import record_limitation
from mediation.operations.meeting_plans import Entry, Plan
from mediation.operations.meetings import convene
from mediation.operations.papers import draw_paper
from mediation.operations.people import recuse
from mediation.operations.tasks import Order, open_task
from mediation.operations.uploads import attach
from tests import cast, factories
from tests.mediation.uploads.corpus import taken
from tests.remembering import remembered

MONDAY = factories.MONDAY

PEOPLE = (
    "city_mediator", "town_mediator", "other_town_mediator", "enterprise_mediator", "volunteer", "reviewer", "chair",
    "town_chair", "manager", "inspector", "hr_liaison", "court_liaison", "prosecutor", "employer_user", "worker_user",
    "auditor", "archivist", "administrator", "stranger", "superuser",
)  # fmt: skip
CITY_STAFF = frozenset({"city_mediator", "reviewer", "chair", "manager", "auditor", "archivist"})
TOWN_STAFF = frozenset({"town_mediator", "town_chair"})

# Who sees a case: its relation to the people of the world.
SEES: dict[str, frozenset[str]] = {
    "city": CITY_STAFF,  # registered and held by the city
    "town": CITY_STAFF | TOWN_STAFF,
    "passed_up": CITY_STAFF | TOWN_STAFF,  # registered by the town, held by the city since
    "enterprise": CITY_STAFF | TOWN_STAFF | {"enterprise_mediator"},
    "other_town": CITY_STAFF | {"other_town_mediator"},
    "complaint": CITY_STAFF | TOWN_STAFF,  # against the employer, a letter issued, nothing served
    "served": CITY_STAFF | {"volunteer", "employer_user"},
    "at_hr": CITY_STAFF | {"inspector", "hr_liaison"},
    "at_court": CITY_STAFF | {"court_liaison", "worker_user"},
    "at_procuratorate": CITY_STAFF | {"prosecutor"},
    "recused": CITY_STAFF - {"city_mediator"} | {"town_mediator"},  # town_chair has an interest
}


@dataclass
class World:
    """People by name, cases by relation, letters by relation, and proceedings by relation."""

    people: dict[str, User] = field(default_factory=dict)
    cases: dict[str, Any] = field(default_factory=dict)
    letters: dict[str, Any] = field(default_factory=dict)
    proceedings: dict[str, Any] = field(default_factory=dict)
    instalment: Any = None
    meeting: Any = None
    task: Any = None
    entry: Any = None  # of the limitation of the case of the town
    upload: Any = None  # a photo in the case of the town
    paper: Any = None  # its register of acceptance


@remembered
def make_world() -> World:
    """About a dozen cases, each reached by the steps of an office; the same at each call."""
    world = World()
    for name in PEOPLE[:-2]:
        world.people[name] = getattr(cast, name)()
    world.people["stranger"] = User.objects.create_user("stranger", password="pass-word-0001", display_name="路人甲")
    world.people["superuser"] = User.objects.create_superuser(
        "root.only", "root@example.cn", "pass-word-0002", display_name="超管乙"
    )
    _held_cases(world)
    _papers(world)
    _meetings(world)
    _letters(world)
    _partners(world)
    _recused(world)
    return world


def _held_cases(world: World) -> None:
    cases = world.cases
    cases["city"] = factories.make_dispute("accepted", employer=cast.other_employer())
    cases["town"] = factories.make_dispute("mediating", holder=cast.town())
    cases["enterprise"] = factories.make_dispute("accepted", holder=cast.enterprise())
    cases["other_town"] = factories.make_dispute(
        "accepted", holder=cast.other_town(), employer=cast.other_employer(), workers=("何喆",)
    )
    passed = factories.make_dispute("accepted", holder=cast.town())
    cases["passed_up"] = factories.take(
        passed, "escalate", cast.town_mediator(), factories.later(MONDAY, 3), holder=cast.city(), reason="涉及人数较多"
    )
    world.proceedings["town"] = factories.mediation_of(cases["town"])
    world.entry = record_limitation(
        cases["town"], cause="claim", happened_on=factories.later(MONDAY, -2), proof="催告函", by=cast.town_mediator(),
        at=factories.at(factories.later(MONDAY, 3)),
    )  # fmt: skip
    (world.upload,) = attach(
        factories.fresh(cases["town"]), [taken("照片.jpg", code="jpeg")], purpose="evidence", by=cast.town_mediator(),
        at=factories.at(factories.later(MONDAY, 3)),
    )  # fmt: skip


def _papers(world: World) -> None:
    by, at = cast.town_mediator(), factories.at(factories.later(MONDAY, 3))
    world.paper = draw_paper(factories.fresh(world.cases["town"]), "intake_form", by=by, at=at)


def _meetings(world: World) -> None:
    """The town's, with the HR bureau; a task in the town's case for the town itself."""
    case, at = factories.fresh(world.cases["town"]), factories.at(factories.later(MONDAY, 4))
    plan = Plan("joint", "枫桥镇联席会议", at, "枫桥镇总工会", "", (cast.hr(),))
    world.meeting = convene(plan, [Entry(case)], convener=cast.town(), by=cast.town_mediator(), at=at)
    order = Order("回访职工", cast.town(), factories.later(MONDAY, 9))
    world.task = open_task(case, order, by=cast.town_mediator(), at=at)


def _letters(world: World) -> None:
    complaint = factories.make_dispute("accepted", holder=cast.town(), request="supervision")
    draft = factories.draft("reminder", complaint, factories.later(MONDAY, 2))
    world.letters["complaint"] = factories.issue(draft, factories.later(MONDAY, 2), by=cast.town_chair())
    served = factories.make_dispute("accepted", request="supervision")
    world.letters["served"] = factories.make_letter("reminder", "served", dispute=served)
    world.letters["drafted"] = factories.draft(
        "opinion", factories.fresh(served), factories.later(MONDAY, 2), drafter=cast.volunteer()
    )
    world.cases |= {"complaint": factories.fresh(complaint), "served": factories.fresh(served)}


def _partners(world: World) -> None:
    for relation in ("at_hr", "at_court", "at_procuratorate"):
        dispute = factories.make_dispute(relation, employer=cast.other_employer())
        world.cases[relation] = dispute
        world.proceedings[relation] = dispute.proceedings.latest("pk")
    world.proceedings["unfiled"] = factories.prepare_proceeding(
        world.cases["at_court"], "litigation", cast.court(), cast.city_mediator(), factories.later(MONDAY, 60),
        basis="wage_agreement",
    )  # fmt: skip
    court = world.cases["at_court"]
    court.parties.filter(role="applicant").update(account=world.people["worker_user"])
    world.instalment = court.agreements.get().instalments.first()


def _recused(world: World) -> None:
    dispute = factories.make_dispute("accepted", holder=cast.town(), employer=_employer_of_interest())
    recuse(
        dispute, by=cast.reviewer(), at=factories.at(factories.later(MONDAY, 3)), person=cast.city_mediator(),
        reason="近亲属",
    )  # fmt: skip
    world.people["town_chair"].interests.create(employer=dispute.employer, note="配偶任职")
    world.cases["recused"] = factories.fresh(dispute)


def _employer_of_interest() -> Any:
    employer = cast.employer()
    return type(employer).objects.create(name="诸暨市枫桥米兰针织厂", credit_code="", town=cast.town())


def person(world: World, name: str) -> User:
    """A fresh instance, as each request has one."""
    return User.objects.get(pk=world.people[name].pk)
