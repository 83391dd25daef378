"""A review says which version of the record it was about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0002_drafts_files_and_saved_filters")]

    operations = [
        migrations.AddField(
            model_name="review",
            name="version",
            field=models.PositiveIntegerField(
                default=1, help_text="The record's version when this was done."
            ),
        ),
    ]
