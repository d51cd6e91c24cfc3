"""Signed letters: who signed, and the bytes before the signature."""

from django.db import migrations, models

from documents import freezing


def freeze(apps, schema_editor):
    """SQLite adds a column by making the table anew, which loses its triggers."""
    freezing.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_freeze_issued_letters")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, freeze),  # backwards: after the table was made anew
        migrations.AddField(
            model_name="issuedletter",
            name="signed_by",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="signed electronically by"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="issuedletter",
            name="unsigned_length",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="bytes before the signature"),
        ),
        migrations.AddField(
            model_name="issuedletter",
            name="unsigned_sha256",
            field=models.CharField(
                blank=True, default="", max_length=64, verbose_name="SHA-256 before the signature"
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="issuedletter",
            index=models.Index(fields=["sha256"], name="issued_by_sha256"),
        ),
        migrations.AddIndex(
            model_name="issuedletter",
            index=models.Index(fields=["unsigned_sha256"], name="issued_by_unsigned_sha256"),
        ),
        migrations.RunPython(freeze, migrations.RunPython.noop),
    ]
