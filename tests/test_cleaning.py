"""Characters that nobody sees do not reach a form; those that mean something do."""

import pytest
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory
from django.urls import reverse

from config.cleaning import CleaningMiddleware, without_unseen
from mediation.models import Party
from tests import cast, factories


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("蒋\u202e喆\u2066", "蒋喆"), ("\ufeff工资条\u200b", "工资条"), ("a\x1b[31mb\x07", "a[31mb"), ("x\x85y", "xy"),
        ("姓名\t电话\r\n楼䶮\t138", "姓名\t电话\r\n楼䶮\t138"), ("阿卜杜热西提·麦麦提敏", "阿卜杜热西提·麦麦提敏"),
        ("\u3000两\u00a0格", "\u3000两\u00a0格"), ("甲\x00乙", "甲\x00乙"), ("😀𬭎", "😀𬭎"), ("plain", "plain"),
    ],
)  # fmt: skip
def test_text(typed, read):
    assert without_unseen(typed) == read


def test_every_value_of_a_field_but_a_password():
    seen = []
    middleware = CleaningMiddleware(lambda request: seen.append(request.POST) or HttpResponse())
    data = {"who": ["甲\u200b", "乙"], "new_password1": "a\u200bb", "empty": ""}
    middleware(RequestFactory().post("/", data))
    assert dict(seen[0].lists()) == {"who": ["甲", "乙"], "new_password1": ["a\u200bb"], "empty": [""]}
    with pytest.raises(AttributeError):
        seen[0]["who"] = "丙"


def test_an_address_is_left_alone():
    seen = []
    CleaningMiddleware(lambda request: seen.append((request.GET, request.POST)) or HttpResponse())(
        RequestFactory().get("/?q=a%E2%80%8Bb")
    )
    assert seen == [(QueryDict("q=a%E2%80%8Bb"), QueryDict())]


@pytest.mark.django_db
def test_a_name_is_stored_as_it_is_seen(client):
    dispute = factories.register_dispute()
    client.force_login(cast.city_mediator())
    typed = {"version": dispute.version, "name": "欧阳\u202e建国\u200b", "kind": "worker", "role": "applicant"}
    answer = client.post(reverse("party-new", args=[dispute.pk]), typed | {"reason": "登记时漏填。"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert Party.objects.filter(dispute=dispute).latest("pk").name == "欧阳建国"
