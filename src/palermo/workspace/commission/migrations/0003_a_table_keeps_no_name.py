"""The name above a shared table is asked for when it is shown, as the mark of the relationship lets it: no copy of it is kept."""

from django.db import migrations


class Migration(migrations.Migration):
    """The column goes."""

    dependencies = [("commission", "0002_kept_by_the_database")]
    operations = [migrations.RemoveField(model_name="sharedtable", name="name")]
