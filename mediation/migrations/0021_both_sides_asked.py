import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mediation', '0020_late_deadlines'),
    ]

    operations = [
        migrations.AlterField(
            model_name='survey',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='mediation.party', verbose_name='party'),
        ),
    ]
