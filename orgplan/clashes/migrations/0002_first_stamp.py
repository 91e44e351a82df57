"""The stamp of the settings stands from the beginning: a process that knows their state reads them by one query."""

from django.db import migrations


def put_stamp(apps, schema_editor):
    apps.get_model("clashes", "NormsStamp").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("clashes", "0001_tables")]

    operations = [migrations.RunPython(put_stamp, migrations.RunPython.noop)]
