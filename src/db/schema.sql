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
  CONSTRAINT api_keys_pkey PRIMARY KEY (id),
  CONSTRAINT api_keys_secret_sha256_key UNIQUE (secret_sha256),
  CONSTRAINT api_keys_bucket_id_fkey FOREIGN KEY (bucket_id) REFERENCES buckets(id) ON DELETE CASCADE,
  CONSTRAINT api_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
  CONSTRAINT api_keys_check CHECK (((bucket_id IS NULL) = (kind = 'admin'::text))),
  CONSTRAINT api_keys_kind_check CHECK ((kind = ANY (ARRAY['admin'::text, 'write'::text, 'read'::text])))
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
  CONSTRAINT buckets_pkey PRIMARY KEY (id),
  CONSTRAINT buckets_organization_id_name_key UNIQUE (organization_id, name),
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

CREATE TABLE idempotent_answers (
  organization_id text COLLATE "C" NOT NULL,
  api_key_id text COLLATE "C" NOT NULL,
  idempotency_key text COLLATE "C" NOT NULL,
  request_sha256 bytea NOT NULL,
  answer bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT idempotent_answers_pkey PRIMARY KEY (api_key_id, idempotency_key),
  CONSTRAINT idempotent_answers_api_key_id_fkey FOREIGN KEY (api_key_id) REFERENCES api_keys(id) ON DELETE CASCADE,
  CONSTRAINT idempotent_answers_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
);

CREATE TABLE organizations (
  id text COLLATE "C" NOT NULL,
  slug text COLLATE "C" NOT NULL,
  name text NOT NULL,
  plan text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT organizations_pkey PRIMARY KEY (id),
  CONSTRAINT organizations_slug_key UNIQUE (slug),
  CONSTRAINT organizations_plan_check CHECK ((plan = ANY (ARRAY['free'::text, 'pro'::text, 'scale'::text, 'enterprise'::text])))
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

CREATE TABLE schema_migrations (
  number integer NOT NULL,
  name text NOT NULL,
  applied_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT schema_migrations_pkey PRIMARY KEY (number)
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
  CONSTRAINT ts_part_pkey PRIMARY KEY (shard_id, series_no, day, at, t_min)
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
  CONSTRAINT ts_shard_pkey PRIMARY KEY (shard_id)
) WITH (fillfactor=50);

CREATE INDEX api_keys_bucket ON api_keys USING btree (bucket_id, id);
CREATE INDEX api_keys_organization ON api_keys USING btree (organization_id, id);

CREATE INDEX idempotent_answers_age ON idempotent_answers USING btree (created_at);

CREATE INDEX points_by_source ON points USING btree (organization_id, bucket_id, source_id, key_number, key_text);

CREATE INDEX sources_labels ON sources USING gin (labels jsonb_path_ops);

CREATE INDEX ts_chunk_day ON ts_chunk USING btree (shard_id, day);

CREATE INDEX ts_part_day ON ts_part USING btree (shard_id, day);
