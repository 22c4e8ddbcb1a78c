"""What the database itself refuses: changing the audit, and a status that no change of status stands for."""

from typing import Any

from django.db import migrations

# SQLite: one trigger for each table and act. PostgreSQL: functions, and triggers that call them.
_SQLITE = [
    """CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON commission_entry
    BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END""",
    """CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON commission_entry
    BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END""",
    """CREATE TRIGGER tombstones_are_never_changed BEFORE UPDATE ON commission_tombstone
    BEGIN SELECT RAISE(ABORT, 'a tombstone is never changed'); END""",
    """CREATE TRIGGER tombstones_are_never_removed BEFORE DELETE ON commission_tombstone
    BEGIN SELECT RAISE(ABORT, 'a tombstone is never changed'); END""",
    """CREATE TRIGGER status_has_its_change BEFORE UPDATE OF status ON commission_commitment
    WHEN NEW.status <> '' AND NEW.status IS NOT OLD.status AND NOT EXISTS (
      SELECT 1 FROM commission_statuschange AS c WHERE c.commitment_id = NEW.id AND c.status = NEW.status AND c.version = NEW.version)
    BEGIN SELECT RAISE(ABORT, 'a status needs a change of status with what it rests on'); END""",
    """CREATE TRIGGER commitment_begins_without_status BEFORE INSERT ON commission_commitment WHEN NEW.status <> ''
    BEGIN SELECT RAISE(ABORT, 'a commitment begins without a status'); END""",
]
_POSTGRESQL = [
    """CREATE FUNCTION commission_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is never changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER audit_is_never_changed BEFORE UPDATE OR DELETE ON commission_entry
    FOR EACH ROW EXECUTE FUNCTION commission_never_changed()""",
    """CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON commission_entry
    FOR EACH STATEMENT EXECUTE FUNCTION commission_never_changed()""",
    """CREATE TRIGGER tombstones_are_never_changed BEFORE UPDATE OR DELETE ON commission_tombstone
    FOR EACH ROW EXECUTE FUNCTION commission_never_changed()""",
    """CREATE TRIGGER tombstones_are_never_emptied BEFORE TRUNCATE ON commission_tombstone
    FOR EACH STATEMENT EXECUTE FUNCTION commission_never_changed()""",
    "REVOKE UPDATE, DELETE, TRUNCATE ON commission_entry, commission_tombstone FROM PUBLIC, CURRENT_USER",
    """CREATE FUNCTION commission_status_has_its_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.status <> '' AND (TG_OP = 'INSERT' OR NEW.status IS DISTINCT FROM OLD.status) AND NOT EXISTS (
        SELECT 1 FROM commission_statuschange AS c WHERE c.commitment_id = NEW.id AND c.status = NEW.status AND c.version = NEW.version)
      THEN RAISE EXCEPTION 'a status needs a change of status with what it rests on' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$""",
    """CREATE TRIGGER status_has_its_change BEFORE INSERT OR UPDATE OF status ON commission_commitment
    FOR EACH ROW EXECUTE FUNCTION commission_status_has_its_change()""",
]
_UNDO = {
    "sqlite": [
        f"DROP TRIGGER {name}"
        for name in (
            "audit_is_never_changed",
            "audit_is_never_removed",
            "tombstones_are_never_changed",
            "tombstones_are_never_removed",
            "status_has_its_change",
            "commitment_begins_without_status",
        )
    ],
    "postgresql": [
        "DROP FUNCTION commission_never_changed() CASCADE",
        "DROP FUNCTION commission_status_has_its_change() CASCADE",
    ],
}


def guard(apps: Any, schema_editor: Any) -> None:
    """Lay the triggers."""
    for statement in {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unguard(apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    for statement in _UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("commission", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
