from django.db import migrations

from documents import freezing

COMMENTS = "mediation_lettercomment"
FIXED = ("letter_id", "revision", "field", "quote", "text", "by_id", "at")


def freeze(apps, schema_editor):
    """A comment is resolved once; what it says, where, by whom and when stays."""
    freezing.install_once(schema_editor.connection, COMMENTS, fixed=FIXED, once="resolved_at")


def thaw(apps, schema_editor):
    freezing.remove(schema_editor.connection, COMMENTS)


class Migration(migrations.Migration):
    dependencies = [("mediation", "0013_lists")]

    operations = [migrations.RunPython(freeze, thaw)]
