"""A page that asks too much of the database is ended and says so; files, acts and the next page are not touched."""

import time

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.urls import path

from config.costly import Patience, in_json, unhurried
from config.urls import urlpatterns as product
from tests import cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]
COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT max(i) FROM n"


def ask(rows):
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(rows))
        return HttpResponse(str(cursor.fetchone()[0]))


def endless(request):
    return ask(10**10)


def many_small(request):
    while True:
        ask(1000)


def quick(request):
    return ask(10)


@in_json
def told(request):
    ask(1_000_000_000)


@unhurried
def endless_file(request):
    return ask(10**10)


@unhurried
def export(request):
    began = time.monotonic()
    while time.monotonic() - began < 1.5 * settings.PAGE_SECONDS:
        answer = ask(100_000)
    return answer


urlpatterns = [
    *(path(f"{view.__name__}/", view) for view in (endless, many_small, endless_file, quick, told, export)),
    *product,
]


@pytest.fixture
def reader(client, settings):
    settings.PAGE_SECONDS, settings.FILE_SECONDS = 0.2, 0.6
    client.force_login(cast.city_mediator())
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.parametrize("costly", ["/endless/", "/many_small/", "/endless_file/"])
def test_a_costly_page_ends_and_the_connection_is_as_it_was(reader, costly):
    began = time.monotonic()
    answer = reader.get(costly)
    assert time.monotonic() - began < 5
    assert (answer.status_code, "narrow the filter" in answer.content.decode()) == (422, True)
    assert reader.get("/quick/").content == b"10"
    assert not any(isinstance(wrapper, Patience) for wrapper in connection.execute_wrappers)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("0",)


def test_a_program_is_told_too_files_have_more_time_and_acts_what_they_need(reader):
    assert "narrow the filter" in reader.get("/told/").json()["errors"]["__all__"][0]
    assert reader.get("/export/").content == b"100000"
    assert reader.post("/export/").content == b"100000"
