"""The audit log: every fact that matters, written once, in the transaction of the change."""
