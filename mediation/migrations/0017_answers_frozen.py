from django.db import migrations

from documents import freezing

FROZEN = ("mediation_followup", "mediation_surveyattempt")
SURVEYS, PLANS = "mediation_survey", "mediation_visitplan"


def freeze(apps, schema_editor):
    """An answer, a visit and an attempt never change; a survey until it is answered or refused, a plan until met."""
    connection = schema_editor.connection
    for table in FROZEN:
        freezing.install(connection, table)
    asked = ("dispute_id", "party_id", "closed_on", "unit_id", "asked_on", "asked_by_id")
    freezing.install_until(connection, SURVEYS, fixed=asked, ended="OLD.state <> 'asked'")
    freezing.install_until(connection, PLANS, fixed=("dispute_id",), ended="OLD.visit_id IS NOT NULL")


def thaw(apps, schema_editor):
    for table in (*FROZEN, SURVEYS, PLANS):
        freezing.remove(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("mediation", "0016_letter_lists")]

    operations = [migrations.RunPython(freeze, thaw)]
