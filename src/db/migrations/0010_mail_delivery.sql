-- Mail that was given up stays to be read.
alter table mail_outbox add column failed_at timestamptz;
drop index mail_outbox_due;
create index mail_outbox_due on mail_outbox (due_at, id) where sent_at is null;
create index mail_outbox_created on mail_outbox (created_at);
