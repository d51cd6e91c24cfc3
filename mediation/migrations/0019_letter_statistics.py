"""PostgreSQL is told which kinds of letters are in which state: taken apart, it expects a hundred times too many of
those that wait for an answer, and reads all letters for the first thousand of them."""

from django.db import migrations

NAME = "letter_state_kind"


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE STATISTICS {NAME} (mcv) ON state, kind FROM mediation_letter")
        schema_editor.execute("ANALYZE mediation_letter")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP STATISTICS {NAME}")


class Migration(migrations.Migration):
    dependencies = [("mediation", "0018_desk_indexes")]

    operations = [migrations.RunPython(create, drop)]
