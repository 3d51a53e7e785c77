-- A reset is noted for every address that is asked for, so that one with an account costs as much as one without.
drop table password_resets;
create table password_resets (
  token_sha256 bytea primary key,
  email text collate "C" not null,
  user_id text collate "C" references users (id) on delete cascade, -- null: the address has no account, and the token is of no use
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index password_resets_email on password_resets (email, created_at);
create index password_resets_user on password_resets (user_id);
create index password_resets_expiry on password_resets (expires_at);

-- Mail that is never sent, because nobody is to know of it: for the same reason.
alter table mail_outbox add column withheld boolean not null default false;
