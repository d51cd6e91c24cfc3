import datetime
import decimal

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

BATCH = 1000


def fill_payments(apps, schema_editor):
    """One row a payment; what is divided counts by worker, what was recorded before there was a list is one row."""
    database = schema_editor.connection.alias
    tables = {name: apps.get_model('mediation', name).objects.using(database) for name in ('Instalment', 'Share', 'Payment')}
    model, made = apps.get_model('mediation', 'Payment'), []
    shares = {}
    for key, on, amount in tables['Share'].filter(paid_on__isnull=False).values_list('instalment_id', 'paid_on', 'paid_amount'):
        shares.setdefault(key, []).append((on, amount or 0))
    columns = ('pk', 'agreement__dispute_id', 'payments', 'paid_on', 'paid_amount')
    for key, dispute, ledger, paid_on, amount in tables['Instalment'].filter(paid_on__isnull=False).values_list(*columns).iterator():
        listed = [(datetime.date.fromisoformat(row['on']), decimal.Decimal(row['amount'])) for row in ledger]
        for on, paid in shares.get(key) or listed or [(paid_on, amount or 0)]:
            made.append(model(dispute_id=dispute, instalment_id=key, paid_on=on, amount=paid))
        if len(made) >= BATCH:
            tables['Payment'].bulk_create(made)
            made.clear()
    tables['Payment'].bulk_create(made)


def fill_suspended_days(apps, schema_editor):
    """The days between each suspension and its end, from the history."""
    database = schema_editor.connection.alias
    events = apps.get_model('mediation', 'Event').objects.using(database)
    rows = events.filter(subject='dispute', kind__in=('suspend', 'resume')).order_by('dispute', 'number')
    since, days = {}, {}
    for dispute, kind, at in rows.values_list('dispute_id', 'kind', 'at'):
        day = timezone.localtime(at).date()
        if kind == 'suspend':
            since[dispute] = day
        elif dispute in since:
            days[dispute] = days.get(dispute, 0) + (day - since.pop(dispute)).days
    for dispute, length in days.items():
        apps.get_model('mediation', 'Dispute').objects.using(database).filter(pk=dispute).update(suspended_days=length)


class Migration(migrations.Migration):

    dependencies = [
        ('mediation', '0011_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paid_on', models.DateField(verbose_name='paid on')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount (yuan)')),
                ('dispute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='mediation.dispute')),
                ('instalment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_rows', to='mediation.instalment')),
            ],
            options={
                'verbose_name': 'payment',
                'verbose_name_plural': 'payments',
                'ordering': ('paid_on', 'pk'),
                'indexes': [models.Index(fields=['paid_on', 'dispute'], name='payment_by_day')],
            },
        ),
        migrations.AddField(
            model_name='dispute',
            name='suspended_days',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name='days suspended'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('kind__in', ('delegate', 'escalate', 'reopen'))), fields=['kind', 'at'], name='event_moves'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('to_state__in', ('at_hr', 'at_court', 'at_procuratorate'))), fields=['to_state', 'dispute'], name='event_stages'),
        ),
        migrations.RunPython(fill_payments, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(fill_suspended_days, migrations.RunPython.noop, elidable=True),
    ]
