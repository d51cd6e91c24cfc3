"""Keeping the words of cases: called by every act that changes what a case is found by, in its transaction."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from mediation.models import Dispute, DisputeWords, Party
from mediation.words import kept

BATCH = 500


def keep_words(*disputes: Dispute) -> None:
    """Write the words of these cases anew; the caller holds their locks."""
    write_words([dispute.pk for dispute in disputes])


def write_words(keys: Iterable[int]) -> None:
    """Write the words of the cases with these ids, in three statements whatever their number."""
    keys = list(keys)
    people: dict[int, list[str]] = defaultdict(list)
    for key, name in Party.objects.filter(dispute__in=keys).order_by("pk").values_list("dispute_id", "name"):
        people[key].append(name)
    rows = Dispute.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "number", "employer__name", "summary")
    written = []
    for key, number, employer, summary in rows:
        text, pieces = kept([number, employer, *people[key], summary])
        written.append(DisputeWords(dispute_id=key, text=text, pieces=pieces))
    DisputeWords.objects.bulk_create(
        written, update_conflicts=True, unique_fields=["dispute"], update_fields=["text", "pieces"]
    )


def rebuild_words() -> int:
    """Write the words of every case anew, BATCH cases a transaction with their locks; returns how many there are."""
    count = last = 0
    while True:
        with transaction.atomic():
            rows = Dispute.objects.filter(pk__gt=last).order_by("pk").select_for_update()
            keys = list(rows.values_list("pk", flat=True)[:BATCH])
            if not keys:
                return count
            write_words(keys)
        count, last = count + len(keys), keys[-1]
