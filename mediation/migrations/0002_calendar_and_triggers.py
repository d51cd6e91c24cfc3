"""The published calendar, and the triggers that keep events as they were written."""

from django.db import migrations

from documents import freezing
from mediation.calendar_seed import seed_calendar

EVENTS = "mediation_event"


def freeze(apps, schema_editor):
    freezing.install(schema_editor.connection, EVENTS)


def thaw(apps, schema_editor):
    freezing.remove(schema_editor.connection, EVENTS)


class Migration(migrations.Migration):
    dependencies = [("mediation", "0001_initial")]
    operations = [
        migrations.RunPython(seed_calendar, migrations.RunPython.noop),
        migrations.RunPython(freeze, thaw),
    ]
