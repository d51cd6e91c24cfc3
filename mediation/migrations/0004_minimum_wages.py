"""The minimum wages on record, to be verified by the office."""

from django.db import migrations

from mediation.wage_seed import seed_wages


class Migration(migrations.Migration):
    dependencies = [("mediation", "0003_time_and_partners")]
    operations = [migrations.RunPython(seed_wages, migrations.RunPython.noop)]
