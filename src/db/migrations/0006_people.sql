-- People and what they work in: users, memberships, sessions, invitations; projects and dashboards; every kind of key; what was done.

create table users (
  id text collate "C" primary key,
  email text collate "C" not null unique, -- as the person wrote it but for the case
  name text not null,
  password_hash text not null,
  timezone text not null default 'UTC',
  preferences json not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- The user whose own organization it is; null for those that the operator made.
alter table organizations
  add column owner_user_id text collate "C" references users (id),
  add column over_limit boolean not null default false, -- more resources than the plan allows: writes are paused
  add column updated_at timestamptz;
update organizations set updated_at = created_at;
alter table organizations alter column updated_at set not null;
create index organizations_owner on organizations (owner_user_id);

create table memberships (
  organization_id text collate "C" not null references organizations (id) on delete cascade,
  user_id text collate "C" not null references users (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'editor', 'viewer')),
  project_ids text[] collate "C", -- null: all projects
  created_at timestamptz not null,
  primary key (organization_id, user_id)
);
create index memberships_user on memberships (user_id);

-- Only the SHA-256 of the cookie is kept. `organization_id` is the one that the session acts for.
create table sessions (
  id text collate "C" primary key,
  user_id text collate "C" not null references users (id) on delete cascade,
  organization_id text collate "C" not null references organizations (id) on delete cascade,
  secret_sha256 bytea not null unique,
  address text not null,
  user_agent text not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_user on sessions (user_id, id);
create index sessions_expiry on sessions (expires_at);

create table password_resets (
  token_sha256 bytea primary key,
  user_id text collate "C" not null references users (id) on delete cascade,
  expires_at timestamptz not null
);
create index password_resets_user on password_resets (user_id);

create table invitations (
  id text collate "C" primary key,
  organization_id text collate "C" not null references organizations (id) on delete cascade,
  email text collate "C" not null,
  role text not null check (role in ('admin', 'editor', 'viewer')),
  project_ids text[] collate "C",
  token_sha256 bytea not null unique,
  invited_by text collate "C" references users (id) on delete set null,
  status text not null check (status in ('pending', 'accepted', 'cancelled')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz
);
create index invitations_organization on invitations (organization_id, id);

create table projects (
  id text collate "C" primary key,
  organization_id text collate "C" not null references organizations (id) on delete cascade,
  slug text collate "C" not null,
  name text not null,
  description text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (organization_id, slug)
);

create table dashboards (
  id text collate "C" primary key,
  organization_id text collate "C" not null references organizations (id) on delete cascade,
  project_id text collate "C" not null references projects (id) on delete cascade,
  name text not null,
  description text,
  widgets json not null default '[]',
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index dashboards_project on dashboards (project_id, id);

alter table buckets add column dashboard_id text collate "C" references dashboards (id) on delete set null;
create index buckets_dashboard on buckets (dashboard_id);

alter table api_keys drop constraint api_keys_check, drop constraint api_keys_kind_check;
alter table api_keys
  add column user_id text collate "C" references users (id) on delete cascade,
  add column project_id text collate "C" references projects (id) on delete cascade,
  add column dashboard_id text collate "C" references dashboards (id) on delete cascade,
  add column access_level text check (access_level in ('read_only', 'read_write')),
  add column label text check (label in ('production', 'development')),
  add column created_by text collate "C" references users (id) on delete set null,
  add check (kind in ('admin', 'write', 'read', 'dashboard', 'project', 'organization', 'user', 'connection')),
  add check ((bucket_id is not null) = (kind in ('write', 'read'))),
  add check ((dashboard_id is not null) = (kind = 'dashboard')),
  add check ((project_id is not null) = (kind in ('project', 'connection'))),
  add check ((user_id is not null and access_level is not null) = (kind = 'user'));
create index api_keys_user on api_keys (user_id, id);
create index api_keys_project on api_keys (project_id, id);
create index api_keys_dashboard on api_keys (dashboard_id, id);

-- Callers are sessions too.
alter table idempotent_answers drop constraint idempotent_answers_api_key_id_fkey;
alter table idempotent_answers rename column api_key_id to caller_id;

-- Who did what; written in the transaction of the change.
create table audit_log (
  id text collate "C" primary key,
  organization_id text collate "C" not null references organizations (id) on delete cascade,
  at timestamptz not null,
  action text collate "C" not null, -- such as bucket.create
  resource_type text collate "C" not null,
  resource_id text collate "C" not null,
  actor_kind text not null, -- session, a kind of key, or operator
  actor_id text collate "C" not null, -- the user, or the key
  credential_id text collate "C" not null,
  request_id text not null,
  before json,
  after json
);
create index audit_log_organization on audit_log (organization_id, id);

-- Mail that waits to be sent, and, without SMTP, to be read by the operator.
create table mail_outbox (
  id text collate "C" primary key,
  recipient text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  last_error text,
  sent_at timestamptz
);
create index mail_outbox_due on mail_outbox (due_at) where sent_at is null;

-- Attempts to log in and the like, counted by minute and address.
create table attempts (
  subject text collate "C" not null,
  minute timestamptz not null,
  count integer not null,
  primary key (subject, minute)
);
