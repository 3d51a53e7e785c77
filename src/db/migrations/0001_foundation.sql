-- The catalogue: who owns what. Every table but the first leads to its organization.

create table organizations (
  id text collate "C" primary key,
  slug text collate "C" not null unique,
  name text not null,
  plan text not null check (plan in ('free', 'pro', 'scale', 'enterprise')),
  created_at timestamptz not null
);

create table buckets (
  id text collate "C" primary key,
  organization_id text collate "C" not null references organizations (id) on delete cascade,
  name text collate "C" not null,
  description text,
  key_type text not null check (key_type in ('timestamp', 'string', 'integer')),
  retention_days integer,
  retention_records integer,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (organization_id, name)
);

create table sources (
  id text collate "C" primary key,
  organization_id text collate "C" not null references organizations (id) on delete cascade,
  bucket_id text collate "C" not null references buckets (id) on delete cascade,
  name text collate "C" not null,
  type text not null,
  description text,
  -- json, not jsonb: the members keep their order
  schema json,
  downsampling boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (bucket_id, name)
);

-- Admin keys have no bucket. Only the SHA-256 of a key is kept.
create table api_keys (
  id text collate "C" primary key,
  organization_id text collate "C" not null references organizations (id) on delete cascade,
  bucket_id text collate "C" references buckets (id) on delete cascade,
  kind text not null check (kind in ('admin', 'write', 'read')),
  name text not null,
  secret_sha256 bytea not null unique,
  last_four text not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz not null,
  check ((bucket_id is null) = (kind = 'admin'))
);
create index api_keys_bucket on api_keys (bucket_id, id);
create index api_keys_organization on api_keys (organization_id, id);

-- Calls of a calendar month (UTC) that server processes have taken in blocks; `granted` is the newest block.
create table call_leases (
  organization_id text collate "C" not null references organizations (id) on delete cascade,
  month date not null,
  leased bigint not null,
  granted bigint not null,
  primary key (organization_id, month)
);

-- Answers to requests with an Idempotency-Key; `answer` is sealed with the caller's own key.
create table idempotent_answers (
  organization_id text collate "C" not null references organizations (id) on delete cascade,
  api_key_id text collate "C" not null references api_keys (id) on delete cascade,
  idempotency_key text collate "C" not null,
  request_sha256 bytea not null,
  answer bytea not null,
  created_at timestamptz not null,
  primary key (api_key_id, idempotency_key)
);
create index idempotent_answers_age on idempotent_answers (created_at);
