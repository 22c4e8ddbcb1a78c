"""What an archive said of its past is never changed here: the database refuses, as for the audit."""

from typing import Any

from django.db import migrations

_TABLES = ("leaving_arrival", "leaving_brought", "leaving_pastentry", "leaving_pasttombstone")


def guard(apps: Any, schema_editor: Any) -> None:
    """Lay the triggers."""
    for table in _TABLES:
        for statement in _statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        refused = f"ON {table} BEGIN SELECT RAISE(ABORT, 'what came in is never changed'); END"
        return [f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} {refused}" for act in ("UPDATE", "DELETE")]
    call = "EXECUTE FUNCTION commission_never_changed()"  # of the audit
    return [
        f"CREATE TRIGGER {table}_never_changed BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {call}",
        f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}",
    ]


def unguard(apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    for table in _TABLES:
        if schema_editor.connection.vendor == "sqlite":
            names = [f"{table}_update", f"{table}_delete"]
            statements = [f"DROP TRIGGER {name}" for name in names]
        else:
            statements = [f"DROP TRIGGER {table}_{name} ON {table}" for name in ("never_changed", "never_emptied")]
        for statement in statements:
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("leaving", "0001_initial"), ("commission", "0002_kept_by_the_database")]
    operations = [migrations.RunPython(guard, unguard)]
