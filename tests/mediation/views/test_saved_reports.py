"""Saving a report with what was chosen on the report page, changing it, freezing it, deleting it."""

from datetime import date

import pytest
from django.urls import reverse

from mediation.models import SavedReport, Snapshot
from mediation.reports.indicators.money import MONEY
from mediation.reports.statement import Asked
from tests import cast, factories
from tests.factories.reports import INDICATORS, YEAR, frozen_report, kept_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    client.force_login(cast.manager())
    client.cookies["django_language"] = "en"
    return client


def answers(**changed):
    return {
        "name": "镇街月报", "union": cast.city().pk, "span": "last_month", "groups": ["town", "category"],
        "indicators": ["received", "clearance"], "level": "town", "rhythm": "monthly", "day": "5", **changed,
    }  # fmt: skip


def test_a_report_is_saved_changed_frozen_and_deleted(manager):
    factories.make_dispute("registered")
    address = reverse("saved-report-new")
    form = manager.get(f"{address}?first=2026-01-01&last=2026-12-31&by=town&category=01&chapter=money").context["form"]
    assert form["groups"].value() == ["town"]
    assert form["category"].value() == "01"
    assert form["indicators"].value() == [row.code for row in MONEY]
    manager.post(address, answers(receivers=[cast.chair().pk]))
    saved = SavedReport.objects.get()
    assert (saved.owner, saved.filters, saved.is_shared) == (cast.manager(), {"level": "town"}, False)
    assert saved.sends_from is not None
    assert list(saved.receivers.all()) == [cast.chair()]
    page = manager.get(reverse("saved-report-detail", args=[saved.pk]))
    assert [division.heading for division in page.context["divisions"]] == ["Town", "Dispute type"]
    amend = reverse("saved-report-amend", args=[saved.pk])
    assert manager.get(amend).context["form"]["day"].value() == 5
    manager.post(amend, answers(name="新名", rhythm="", is_shared="on"))
    saved.refresh_from_db()
    assert (saved.name, saved.rhythm, saved.sends_from, saved.is_shared) == ("新名", "", None, True)
    manager.post(
        f"{reverse('snapshot-new')}?saved={saved.pk}", {"union": cast.city().pk, "title": "题", "reason": "由"}
    )
    assert Snapshot.objects.get().statement["asked"]["groups"] == ["town", "category"]
    manager.post(reverse("saved-report-delete", args=[saved.pk]))
    assert not SavedReport.objects.exists()
    assert Snapshot.objects.exists()


def test_joint_groups_are_saved_shown_changed_and_frozen(manager):
    dispute = factories.make_dispute("registered", town=cast.town())
    form = manager.get(f"{reverse('saved-report-new')}?by=town&by=category").context["form"]
    assert (form["groups"].value(), form["are_joint"].value()) == (["town", "category"], True)
    manager.post(reverse("saved-report-new"), answers(are_joint="on", level="", span="this_year"))
    saved = SavedReport.objects.get()
    assert saved.groups == ["town,category"]
    SavedReport.objects.update(span="twelve_months")
    form = manager.get(reverse("saved-report-amend", args=[saved.pk])).context["form"]
    assert (form["groups"].value(), form["are_joint"].value()) == (["town", "category"], True)
    shown = manager.get(reverse("saved-report-detail", args=[saved.pk])).context["divisions"]
    assert [division.heading for division in shown] == ["Town · Dispute type"]
    snapshot = frozen_report(asked=Asked(YEAR, INDICATORS, ("town,category",), {}), at=factories.at(date(2026, 11, 23)))
    page = manager.get(reverse("snapshot-detail", args=[snapshot.pk]))
    rows = page.context["divisions"][0].tables[0].rows
    assert [label for label, _cells in rows] == [f"{dispute.town.short_name} · {dispute.get_category_display()}"]
    assert "This period is not over" in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"rhythm": "weekly", "day": "8"}, "day"), ({"day": "29"}, "day"), ({"indicators": []}, "indicators"),
        ({"groups": ["weather"]}, "groups"),
        ({"groups": ["month", "level", "town", "channel", "year"]}, "groups"),
        ({"groups": ["month", "level", "town", "channel"], "are_joint": "on"}, "groups"),
        ({"groups": ["month", "year"], "are_joint": "on"}, "groups"),
        ({"name": "x" * 101}, "name"), ({"span": "ever"}, "span"),
        ({"union": "town"}, "union"), ({"receivers": ["volunteer"]}, "receivers"), ({"day": ""}, "day"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_at_its_field_and_nothing_is_saved(manager, changed, field):
    people = {"town": cast.town, "volunteer": cast.volunteer}
    changed = {
        name: people[value]().pk if value in ("town",) else [people[v]().pk if v in people else v for v in value]
        if isinstance(value, list) else value
        for name, value in changed.items()
    }  # fmt: skip
    page = manager.post(reverse("saved-report-new"), answers(**changed))
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert page.context["form"]["level"].value() == "town"
    assert not SavedReport.objects.exists()


def test_a_shared_report_is_read_by_colleagues_and_changed_by_its_owner_alone(client):
    saved = kept_report()
    client.force_login(cast.chair())
    assert client.get(reverse("saved-report-detail", args=[saved.pk])).status_code == 200
    for page in ("amend", "delete"):
        assert client.post(reverse(f"saved-report-{page}", args=[saved.pk]), answers()).status_code == 403
    assert SavedReport.objects.get().name == "劳动争议月报"
    copied = client.get(f"{reverse('saved-report-new')}?saved={saved.pk}").context["form"]
    assert [copied[name].value() for name in ("name", "groups", "rhythm")] == ["劳动争议月报", ["town"], ""]
    SavedReport.objects.update(is_shared=False)
    assert client.get(f"{reverse('saved-report-new')}?saved={saved.pk}").status_code == 404
    assert client.get(reverse("saved-report-detail", args=[saved.pk])).status_code == 404


def test_a_report_with_a_group_that_is_gone_says_so_and_is_not_counted(manager):
    for changed in ({"groups": ["month,colour"]}, {"filters": {"colour": "red"}}):
        saved = kept_report(**changed)
        page = manager.get(reverse("saved-report-detail", args=[saved.pk]))
        text, here = page.content.decode(), reverse("saved-report-detail", args=[saved.pk])
        assert page.status_code == 200
        assert "no longer knows the group or filter “colour”" in text
        assert "<table" not in text
        freeze = f"{reverse('snapshot-new')}?saved={saved.pk}"
        assert manager.get(reverse("saved-report-file", args=[saved.pk]) + "?format=xlsx")["Location"] == here
        assert manager.get(freeze)["Location"] == here
        assert manager.post(freeze, {"title": "t", "reason": "r"})["Location"] == here
        assert manager.get(reverse("saved-report-amend", args=[saved.pk])).status_code == 200
    assert not Snapshot.objects.exists()


def test_the_lists_show_what_became_of_the_last_sending(manager):
    saved, snapshot = kept_report(rhythm="weekly", day=2), frozen_report()
    saved.sendings.create(due_on="2026-03-03", at=snapshot.at, snapshot=snapshot)
    other = kept_report(name="停发", rhythm="monthly", day=3)
    other.sendings.create(due_on="2026-03-03", at=snapshot.at, refusal="no_right")
    body = manager.get(reverse("saved-report-list")).content.decode()
    assert "every week on Tuesday" in body
    assert "every month on day 3" in body
    assert reverse("snapshot-detail", args=[snapshot.pk]) in body
    assert "its owner may no longer read these figures" in body
    assert snapshot.number in manager.get(reverse("snapshot-list")).content.decode()
