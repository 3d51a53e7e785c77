-- The audit log is read by time, newest first, and its oldest entries are removed.
drop index audit_log_organization;
create index audit_log_organization on audit_log (organization_id, at, id);
create index audit_log_at on audit_log (at);
