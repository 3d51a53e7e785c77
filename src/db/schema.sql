-- The schema that the migrations make, for reading; written by `npm run db:dump`.

CREATE TABLE api_keys (
  id text COLLATE "C" NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  bucket_id text COLLATE "C",
  kind text NOT NULL,
  name text NOT NULL,
  secret_sha256 bytea NOT NULL,
  last_four text NOT NULL,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  user_id text COLLATE "C",
  project_id text COLLATE "C",
  dashboard_id text COLLATE "C",
  access_level text,
  label text,
  created_by text COLLATE "C",
  CONSTRAINT api_keys_pkey PRIMARY KEY (id),
  CONSTRAINT api_keys_secret_sha256_key UNIQUE (secret_sha256),
  CONSTRAINT api_keys_bucket_id_fkey FOREIGN KEY (bucket_id) REFERENCES buckets(id) ON DELETE CASCADE,
  CONSTRAINT api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE SET NULL,
  CONSTRAINT api_keys_dashboard_id_fkey FOREIGN KEY (dashboard_id) REFERENCES dashboards(id) ON DELETE CASCADE,
  CONSTRAINT api_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  CONSTRAINT api_keys_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE,
  CONSTRAINT api_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT api_keys_access_level_check CHECK ((access_level = ANY (ARRAY['read_only'::text, 'read_write'::text]))),
  CONSTRAINT api_keys_check CHECK (((bucket_id IS NOT NULL) = (kind = ANY (ARRAY['write'::text, 'read'::text])))),
  CONSTRAINT api_keys_check1 CHECK (((dashboard_id IS NOT NULL) = (kind = 'dashboard'::text))),
  CONSTRAINT api_keys_check2 CHECK (((project_id IS NOT NULL) = (kind = ANY (ARRAY['project'::text, 'connection'::text])))),
  CONSTRAINT api_keys_check3 CHECK ((((user_id IS NOT NULL) AND (access_level IS NOT NULL)) = (kind = 'user'::text))),
  CONSTRAINT api_keys_kind_check CHECK ((kind = ANY (ARRAY['admin'::text, 'write'::text, 'read'::text, 'dashboard'::text, 'project'::text, 'organization'::text, 'user'::text, 'connection'::text]))),
  CONSTRAINT api_keys_label_check CHECK ((label = ANY (ARRAY['production'::text, 'development'::text])))
);

CREATE TABLE attempts (
  subject text COLLATE "C" NOT NULL,
  minute timestamp with time zone NOT NULL,
  count integer NOT NULL,
  CONSTRAINT attempts_pkey PRIMARY KEY (subject, minute)
);

CREATE TABLE audit_log (
  id text COLLATE "C" NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  at timestamp with time zone NOT NULL,
  action text COLLATE "C" NOT NULL,
  resource_type text COLLATE "C" NOT NULL,
  resource_id text COLLATE "C" NOT NULL,
  actor_kind text NOT NULL,
  actor_id text COLLATE "C" NOT NULL,
  credential_id text COLLATE "C" NOT NULL,
  request_id text NOT NULL,
  before json,
  after json,
  CONSTRAINT audit_log_pkey PRIMARY KEY (id),
  CONSTRAINT audit_log_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
);

CREATE TABLE buckets (
  id text COLLATE "C" NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  description text,
  key_type text NOT NULL,
  retention_days integer,
  retention_records integer,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  sources_version integer DEFAULT 0 NOT NULL,
  dashboard_id text COLLATE "C",
  CONSTRAINT buckets_pkey PRIMARY KEY (id),
  CONSTRAINT buckets_organization_id_name_key UNIQUE (organization_id, name),
  CONSTRAINT buckets_dashboard_id_fkey FOREIGN KEY (dashboard_id) REFERENCES dashboards(id) ON DELETE SET NULL,
  CONSTRAINT buckets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  CONSTRAINT buckets_key_type_check CHECK ((key_type = ANY (ARRAY['timestamp'::text, 'string'::text, 'integer'::text])))
);

CREATE TABLE call_leases (
  organization_id text COLLATE "C" NOT NULL,
  month date NOT NULL,
  leased bigint NOT NULL,
  granted bigint NOT NULL,
  CONSTRAINT call_leases_pkey PRIMARY KEY (organization_id, month),
  CONSTRAINT call_leases_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
);

CREATE TABLE dashboards (
  id text COLLATE "C" NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  project_id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  description text,
  widgets json DEFAULT '[]'::json NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT dashboards_pkey PRIMARY KEY (id),
  CONSTRAINT dashboards_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  CONSTRAINT dashboards_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE
);

CREATE TABLE hourly_leases (
  project_id text COLLATE "C" NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  hour timestamp with time zone NOT NULL,
  leased bigint NOT NULL,
  granted bigint NOT NULL,
  CONSTRAINT hourly_leases_pkey PRIMARY KEY (project_id, hour),
  CONSTRAINT hourly_leases_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  CONSTRAINT hourly_leases_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE
);

CREATE TABLE idempotent_answers (
  organization_id text COLLATE "C" NOT NULL,
  caller_id text COLLATE "C" NOT NULL,
  idempotency_key text COLLATE "C" NOT NULL,
  request_sha256 bytea NOT NULL,
  answer bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT idempotent_answers_pkey PRIMARY KEY (caller_id, idempotency_key),
  CONSTRAINT idempotent_answers_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
);

CREATE TABLE invitations (
  id text COLLATE "C" NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  email text COLLATE "C" NOT NULL,
  role text NOT NULL,
  project_ids text[] COLLATE "C",
  token_sha256 bytea NOT NULL,
  invited_by text COLLATE "C",
  status text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  CONSTRAINT invitations_pkey PRIMARY KEY (id),
  CONSTRAINT invitations_token_sha256_key UNIQUE (token_sha256),
  CONSTRAINT invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES users(id) ON DELETE SET NULL,
  CONSTRAINT invitations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  CONSTRAINT invitations_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'editor'::text, 'viewer'::text]))),
  CONSTRAINT invitations_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'accepted'::text, 'cancelled'::text])))
);

CREATE TABLE mail_outbox (
  id text COLLATE "C" NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  last_error text,
  sent_at timestamp with time zone,
  failed_at timestamp with time zone,
  withheld boolean DEFAULT false NOT NULL,
  CONSTRAINT mail_outbox_pkey PRIMARY KEY (id)
);

CREATE TABLE memberships (
  organization_id text COLLATE "C" NOT NULL,
  user_id text COLLATE "C" NOT NULL,
  role text NOT NULL,
  project_ids text[] COLLATE "C",
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT memberships_pkey PRIMARY KEY (organization_id, user_id),
  CONSTRAINT memberships_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  CONSTRAINT memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  CONSTRAINT memberships_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'editor'::text, 'viewer'::text])))
);

CREATE TABLE organizations (
  id text COLLATE "C" NOT NULL,
  slug text COLLATE "C" NOT NULL,
  name text NOT NULL,
  plan text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  owner_user_id text COLLATE "C",
  over_limit boolean DEFAULT false NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT organizations_pkey PRIMARY KEY (id),
  CONSTRAINT organizations_slug_key UNIQUE (slug),
  CONSTRAINT organizations_owner_user_id_fkey FOREIGN KEY (owner_user_id) REFERENCES users(id),
  CONSTRAINT organizations_plan_check CHECK ((plan = ANY (ARRAY['free'::text, 'pro'::text, 'scale'::text, 'enterprise'::text])))
);

CREATE TABLE password_resets (
  token_sha256 bytea NOT NULL,
  email text COLLATE "C" NOT NULL,
  user_id text COLLATE "C",
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT password_resets_pkey PRIMARY KEY (token_sha256),
  CONSTRAINT password_resets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

CREATE TABLE pending_sign_ups (
  token_sha256 bytea NOT NULL,
  email text COLLATE "C" NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  organization_name text,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT pending_sign_ups_pkey PRIMARY KEY (token_sha256)
);

CREATE TABLE points (
  organization_id text COLLATE "C" NOT NULL,
  bucket_id text COLLATE "C" NOT NULL,
  source_id text COLLATE "C" DEFAULT ''::text NOT NULL,
  key_number bigint DEFAULT 0 NOT NULL,
  key_text text COLLATE "C" DEFAULT ''::text NOT NULL,
  "values" jsonb NOT NULL,
  metadata jsonb,
  CONSTRAINT points_pkey PRIMARY KEY (organization_id, bucket_id, key_number, key_text, source_id)
);

CREATE TABLE projects (
  id text COLLATE "C" NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  slug text COLLATE "C" NOT NULL,
  name text NOT NULL,
  description text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT projects_pkey PRIMARY KEY (id),
  CONSTRAINT projects_organization_id_slug_key UNIQUE (organization_id, slug),
  CONSTRAINT projects_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
);

CREATE TABLE schema_migrations (
  number integer NOT NULL,
  name text NOT NULL,
  applied_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT schema_migrations_pkey PRIMARY KEY (number)
);

CREATE TABLE sessions (
  id text COLLATE "C" NOT NULL,
  user_id text COLLATE "C" NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  secret_sha256 bytea NOT NULL,
  address text NOT NULL,
  user_agent text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  last_used_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT sessions_pkey PRIMARY KEY (id),
  CONSTRAINT sessions_secret_sha256_key UNIQUE (secret_sha256),
  CONSTRAINT sessions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

CREATE TABLE sources (
  id text COLLATE "C" NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  bucket_id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  type text NOT NULL,
  description text,
  schema json,
  downsampling boolean NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  labels jsonb DEFAULT '{}'::jsonb NOT NULL,
  CONSTRAINT sources_pkey PRIMARY KEY (id),
  CONSTRAINT sources_bucket_id_name_key UNIQUE (bucket_id, name),
  CONSTRAINT sources_bucket_id_fkey FOREIGN KEY (bucket_id) REFERENCES buckets(id) ON DELETE CASCADE,
  CONSTRAINT sources_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
);

CREATE TABLE ts_batch (
  shard_id bigint NOT NULL,
  at bigint NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  prev_at bigint NOT NULL,
  n integer NOT NULL,
  t_min bigint NOT NULL,
  t_max bigint NOT NULL,
  data bytea STORAGE EXTERNAL NOT NULL,
  CONSTRAINT ts_batch_pkey PRIMARY KEY (shard_id, at)
);

CREATE TABLE ts_chunk (
  shard_id bigint NOT NULL,
  series_no integer NOT NULL,
  day integer NOT NULL,
  at bigint NOT NULL,
  t_min bigint NOT NULL,
  t_max bigint NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  n integer NOT NULL,
  keys_hash bigint NOT NULL,
  roll bytea STORAGE EXTERNAL,
  data bytea STORAGE EXTERNAL NOT NULL,
  last_kind smallint,
  last_number double precision,
  CONSTRAINT ts_chunk_pkey PRIMARY KEY (shard_id, series_no, day, t_min)
);

CREATE TABLE ts_deletion (
  shard_id bigint NOT NULL,
  at bigint NOT NULL,
  part integer NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  source_id text COLLATE "C",
  key_from bigint NOT NULL,
  key_to bigint NOT NULL,
  CONSTRAINT ts_deletion_pkey PRIMARY KEY (shard_id, at, part)
);

CREATE TABLE ts_part (
  shard_id bigint NOT NULL,
  series_no integer NOT NULL,
  day integer NOT NULL,
  at bigint NOT NULL,
  t_min bigint NOT NULL,
  t_max bigint NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  n integer NOT NULL,
  keys_hash bigint NOT NULL,
  data bytea STORAGE EXTERNAL NOT NULL,
  last_kind smallint,
  last_number double precision,
  CONSTRAINT ts_part_pkey PRIMARY KEY (shard_id, series_no, day, at, t_min)
);

CREATE TABLE ts_replay (
  shard_id bigint NOT NULL,
  at bigint NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  n integer NOT NULL,
  data bytea STORAGE EXTERNAL NOT NULL,
  CONSTRAINT ts_replay_pkey PRIMARY KEY (shard_id, at)
);

CREATE TABLE ts_replay_lost (
  shard_id bigint NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  lost_at bigint NOT NULL,
  CONSTRAINT ts_replay_lost_pkey PRIMARY KEY (shard_id)
);

CREATE TABLE ts_replay_row (
  shard_id bigint NOT NULL,
  at bigint NOT NULL,
  no integer NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  bucket_id text COLLATE "C" NOT NULL,
  source_id text COLLATE "C" NOT NULL,
  key_number bigint DEFAULT 0 NOT NULL,
  key_text text COLLATE "C" NOT NULL,
  "values" jsonb NOT NULL,
  CONSTRAINT ts_replay_row_pkey PRIMARY KEY (shard_id, at, no)
);

CREATE TABLE ts_series (
  shard_id bigint NOT NULL,
  series_no integer NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  source_id text COLLATE "C" NOT NULL,
  is_metadata boolean NOT NULL,
  field text COLLATE "C" NOT NULL,
  type smallint,
  changed_at bigint DEFAULT 0 NOT NULL,
  CONSTRAINT ts_series_pkey PRIMARY KEY (shard_id, series_no),
  CONSTRAINT ts_series_shard_id_source_id_is_metadata_field_key UNIQUE (shard_id, source_id, is_metadata, field)
);

CREATE TABLE ts_shard (
  shard_id bigint NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  bucket_id text COLLATE "C" NOT NULL,
  span bigint NOT NULL,
  made_at bigint NOT NULL,
  last_at bigint NOT NULL,
  series integer DEFAULT 0 NOT NULL,
  deleted_at bigint DEFAULT 0 NOT NULL,
  changed_at bigint DEFAULT 0 NOT NULL,
  active integer DEFAULT 0 NOT NULL,
  dropped_at bigint,
  slot smallint DEFAULT 0 NOT NULL,
  slots smallint DEFAULT 1 NOT NULL,
  followed_until bigint DEFAULT 0 NOT NULL,
  CONSTRAINT ts_shard_pkey PRIMARY KEY (shard_id)
) WITH (fillfactor=50);

CREATE TABLE users (
  id text COLLATE "C" NOT NULL,
  email text COLLATE "C" NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  timezone text DEFAULT 'UTC'::text NOT NULL,
  preferences json DEFAULT '{}'::json NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_email_key UNIQUE (email)
);

CREATE INDEX api_keys_bucket ON api_keys USING btree (bucket_id, id);
CREATE INDEX api_keys_dashboard ON api_keys USING btree (dashboard_id, id);
CREATE INDEX api_keys_organization ON api_keys USING btree (organization_id, id);
CREATE INDEX api_keys_project ON api_keys USING btree (project_id, id);
CREATE INDEX api_keys_user ON api_keys USING btree (user_id, id);

CREATE INDEX audit_log_at ON audit_log USING btree (at);
CREATE INDEX audit_log_organization ON audit_log USING btree (organization_id, at, id);

CREATE INDEX buckets_dashboard ON buckets USING btree (dashboard_id);

CREATE INDEX dashboards_organization ON dashboards USING btree (organization_id);
CREATE INDEX dashboards_project ON dashboards USING btree (project_id, id);

CREATE INDEX hourly_leases_hour ON hourly_leases USING btree (hour);

CREATE INDEX idempotent_answers_age ON idempotent_answers USING btree (created_at);

CREATE INDEX invitations_organization ON invitations USING btree (organization_id, id);

CREATE INDEX mail_outbox_created ON mail_outbox USING btree (created_at);
CREATE INDEX mail_outbox_due ON mail_outbox USING btree (due_at, id) WHERE (sent_at IS NULL);

CREATE INDEX memberships_user ON memberships USING btree (user_id);

CREATE INDEX organizations_owner ON organizations USING btree (owner_user_id);

CREATE INDEX password_resets_email ON password_resets USING btree (email, created_at);
CREATE INDEX password_resets_expiry ON password_resets USING btree (expires_at);
CREATE INDEX password_resets_user ON password_resets USING btree (user_id);

CREATE INDEX pending_sign_ups_email ON pending_sign_ups USING btree (email, created_at);
CREATE INDEX pending_sign_ups_expiry ON pending_sign_ups USING btree (expires_at);

CREATE INDEX points_by_source ON points USING btree (organization_id, bucket_id, source_id, key_number, key_text);

CREATE INDEX sessions_expiry ON sessions USING btree (expires_at);
CREATE INDEX sessions_user ON sessions USING btree (user_id, id);

CREATE INDEX sources_labels ON sources USING gin (labels jsonb_path_ops);

CREATE INDEX ts_chunk_day ON ts_chunk USING btree (shard_id, day);

CREATE INDEX ts_part_day ON ts_part USING btree (shard_id, day);

CREATE INDEX ts_shard_dropped ON ts_shard USING btree (dropped_at) WHERE (dropped_at IS NOT NULL);

ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON api_keys FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_log FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE buckets ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON buckets FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE call_leases ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON call_leases FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE dashboards ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON dashboards FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE hourly_leases ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hourly_leases FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE idempotent_answers ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON idempotent_answers FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON invitations FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON memberships FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organizations FOR ALL USING ((id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE points ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON points FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE projects ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON projects FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sessions FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE sources ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sources FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE ts_batch ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ts_batch FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE ts_chunk ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ts_chunk FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE ts_deletion ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ts_deletion FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE ts_part ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ts_part FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE ts_replay ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ts_replay FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE ts_replay_lost ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ts_replay_lost FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE ts_replay_row ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ts_replay_row FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE ts_series ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ts_series FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE ts_shard ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ts_shard FOR ALL USING ((organization_id = ( SELECT current_setting('telltale.organization'::text, true) AS current_setting)) OR ( SELECT (CURRENT_USER <> 'telltale_tenant'::name)));

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON users FOR ALL USING (( SELECT (CURRENT_USER <> 'telltale_tenant'::name)) OR (EXISTS ( SELECT
   FROM memberships m
  WHERE ((m.user_id = users.id) AND (m.organization_id = current_setting('telltale.organization'::text, true))))));
