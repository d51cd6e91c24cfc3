"""The pages that say why nothing else can be shown."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.views.defaults import page_not_found, permission_denied, server_error


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_a_missing_page_has_the_same_bytes_whatever_was_asked():
    paths = ("/cases/17/", "/letters/9/?secret=1")
    answers = [page_not_found(RequestFactory().get(path), Exception(path)) for path in paths]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_a_broken_server_needs_no_request_to_say_so():
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()


def test_a_forbidden_page_gives_the_reason_as_text():
    answer = permission_denied(RequestFactory().get("/"), Exception("Only a <b>signer</b> signs."))
    assert answer.status_code == 403
    assert "<p>Only a &lt;b&gt;signer&lt;/b&gt; signs.</p>" in answer.content.decode()


def test_a_stale_step_leads_to_the_fresh_page():
    page = render_to_string("409.html", {"exception": "", "back_url": "/cases/17/"})
    assert "Someone else was faster" in page
    assert 'href="/cases/17/"' in page


@pytest.mark.parametrize(
    "name", ["403.html", "403_csrf.html", "404.html", "409.html", "422.html", "500.html", "503.html", "bare.html"]
)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_says_which_language_it_is_in(name, language):
    with translation.override(language):
        page = render_to_string(name)
    assert f'<html lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in page
