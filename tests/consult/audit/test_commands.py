"""Whether the audit log is as it was written can be asked from the shell."""

from click.testing import CliRunner

from consult.audit.commands import audit_group
from consult.audit.models import AuditEntry
from consult.kernel import clock
from consult.kernel.db import Database


def test_the_shell_tells_the_head_and_whether_all_is_as_it_was(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        session.add(AuditEntry(at=clock.now(), name="tests.happened", actor_name="Ada", facts={}))
    runner = CliRunner()
    assert runner.invoke(audit_group, ["chain"], obj=live_database).exit_code == 0
    told = runner.invoke(audit_group, ["verify"], obj=live_database)
    assert (told.exit_code, "Entries in the chain: 1. Not yet in it: 0." in told.stdout) == (0, True)
    (head,) = [line.removeprefix("Head: ") for line in told.stdout.splitlines() if line.startswith("Head: 1:")]
    assert runner.invoke(audit_group, ["verify", "--head", head], obj=live_database).exit_code == 0
    wrong = runner.invoke(audit_group, ["verify", "--head", "1:" + "a" * 64], obj=live_database)
    assert wrong.exit_code == 1
    assert "The chain does not lead through the head that you kept" in wrong.stderr
    assert "as it was written" not in wrong.stdout
