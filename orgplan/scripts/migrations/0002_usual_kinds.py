"""The kinds of items with which a city begins; people change them afterwards."""

from django.db import migrations

KINDS = (
    ("Сбор и встреча гостей", 0),
    ("Выход, проход", 0),
    ("Государственный гимн", 0),
    ("Слово ведущего", 0),
    ("Речь", 0),
    ("Награждение", 0),
    ("Возложение цветов", 0),
    ("Минута молчания", 0),
    ("Концертный номер", 0),
    ("Видеоролик", 0),
    ("Подписание", 0),
    ("Осмотр, обход", 30),
    ("Фотографирование", 50),
    ("Техническая пауза", 100),
    ("Перерыв", 50),
)


def lay(apps, schema_editor):
    kinds = apps.get_model("scripts", "ItemKind")
    kinds.objects.bulk_create(
        kinds(name=name, spare_percent=spare, position=number * 10) for number, (name, spare) in enumerate(KINDS, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("scripts", "0001_tables")]

    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
