from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('terms', '0002_term_names_where_holiday_work_counts'),
    ]

    operations = [
        migrations.AddField(
            model_name='calendarday',
            name='is_struck',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddConstraint(
            model_name='calendarday',
            constraint=models.CheckConstraint(condition=models.Q(('is_working', True), ('kind', 'holiday'), _negated=True), name='calendar_holiday_is_free', violation_error_message='Nobody works on a holiday.'),
        ),
        migrations.AddConstraint(
            model_name='calendarday',
            constraint=models.CheckConstraint(condition=models.Q(('is_working', False), ('kind', 'make_up'), _negated=True), name='calendar_make_up_is_worked', violation_error_message='A make-up day is a working day.'),
        ),
    ]
