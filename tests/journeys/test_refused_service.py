"""拒收: the employer refuses the opinion letter; that alone opens the suggestion (ZJ-SUP 23)."""

import pytest

from tests import cast
from tests.factories import MONDAY, draft, fresh, issue, later, make_dispute, make_letter, serve, take
from tests.journeys.story import acts, clocks, papers

pytestmark = pytest.mark.django_db


def test_refused_service():
    mediator = cast.city_mediator()
    dispute = make_dispute("accepted", request="supervision")
    opinion = make_letter("opinion", "service_refused", dispute=dispute, on=later(MONDAY, 4))
    assert not opinion.is_finished
    suggestion = serve(
        issue(draft("suggestion", fresh(dispute), later(MONDAY, 7), agency=cast.hr()), later(MONDAY, 8)),
        later(MONDAY, 8),
    )
    assert suggestion.content["ground"] == "refused"
    assert fresh(opinion).is_finished
    take(
        suggestion, "verify", mediator, later(MONDAY, 30),
        verified_on=later(MONDAY, 30), corrected=True, verification="责令后已支付。",
    )  # fmt: skip
    dispute = take(dispute, "close", mediator, later(MONDAY, 30), outcome="R04")

    assert dispute.state == "closed"
    assert acts(dispute) == [
        "dispute register",
        "dispute accept",
        "letter draft",
        "letter submit",
        "letter approve",
        "letter sign",
        "letter refuse_service",
        "letter draft",
        "letter submit",
        "letter approve",
        "letter sign",
        "letter serve",
        "letter verify",
        "dispute close",
    ]
    assert clocks(dispute) == ["M1 2026-03-09 met", "B1a 2027-02-22 ended", "S3 2026-03-17 met", "M12 2026-04-08 open"]
    assert papers(dispute) == [
        "opinion service_refused 诸总工劳监意〔2026〕1号",
        "suggestion verified 诸总工劳监建〔2026〕1号",
    ]
