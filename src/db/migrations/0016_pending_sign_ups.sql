-- Accounts that are made when a link is opened. One is noted for every address, whether it has an account or not.
create table pending_sign_ups (
  token_sha256 bytea primary key,
  email text collate "C" not null,
  name text not null,
  password_hash text not null,
  organization_name text,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index pending_sign_ups_email on pending_sign_ups (email, created_at);
create index pending_sign_ups_expiry on pending_sign_ups (expires_at);
