"""Issued letters never change: triggers on both databases."""

from django.db import migrations

from documents import freezing


def freeze(apps, schema_editor):
    freezing.install(schema_editor.connection)


def thaw(apps, schema_editor):
    freezing.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunPython(freeze, thaw)]
