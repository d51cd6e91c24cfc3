"""Sending step forms in tests: what the page holds, sent back with answers, and the proof that nothing changed."""

from django.urls import reverse
from django.utils import translation

from mediation.models import Dispute


def url_of(subject, verb):
    room = "dispute-step" if isinstance(subject, Dispute) else "proceeding-step"
    return reverse(room, args=[subject.pk, verb])


def send(client, user, url, subject, **answers):
    """POST the answers with the version of the subject, in English."""
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client.post(url, {"version": subject.version, **answers})


def record_of(dispute):
    """Everything a refused step must leave as it is."""
    fresh = Dispute.objects.get(pk=dispute.pk)
    rows = ("parties", "proceedings", "letters", "deadlines", "sessions", "agreements", "recusals", "follow_ups")
    return (
        fresh.state,
        fresh.version,
        fresh.events.count(),
        [list(getattr(fresh, name).order_by("pk").values()) for name in rows],
    )


def shown_errors(answer):
    """The messages of a refused form, by field, and the unmet requirements."""
    form = answer.context["form"]
    with translation.override("en"):
        unmet = [str(row.what) for row in answer.context["unmet"]]
    return {name: list(errors) for name, errors in form.errors.items()}, unmet
