-- The time-series store in columns, for buckets keyed by time or by integers (`points` keeps those keyed by strings).
-- A write is one row of ts_batch. The background folds batches into ts_part (a series' points of one day) and merges
-- these into ts_chunk. Every key begins with shard_id, so that the tables can be distributed by it; nothing here refers
-- to other tables. `at` orders the writes of a shard: microseconds of the database's clock, always above the one before.

-- A row for each shard of a bucket. Whoever writes or deletes holds its lock until the end of the transaction.
CREATE TABLE ts_shard (
  shard_id bigint NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  bucket_id text COLLATE "C" NOT NULL,
  span bigint NOT NULL, -- how many keys a day holds
  made_at bigint NOT NULL, -- tells a bucket from an earlier one of the same id
  last_at bigint NOT NULL, -- the last write or deletion
  series integer NOT NULL DEFAULT 0, -- the greatest series_no
  deleted_at bigint NOT NULL DEFAULT 0, -- the last deletion
  PRIMARY KEY (shard_id)
) WITH (fillfactor = 50);

-- The names behind the numbers of series. They are given under the lock of the shard and stay until the bucket goes.
CREATE TABLE ts_series (
  shard_id bigint NOT NULL,
  series_no integer NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  source_id text COLLATE "C" NOT NULL, -- '': the numbered series
  is_metadata boolean NOT NULL, -- holds the metadata of the source's points, as JSON text
  field text COLLATE "C" NOT NULL,
  PRIMARY KEY (shard_id, series_no),
  UNIQUE (shard_id, source_id, is_metadata, field)
);

-- The log: the points of one commit, in their order.
CREATE TABLE ts_batch (
  shard_id bigint NOT NULL,
  at bigint NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  prev_at bigint NOT NULL, -- the shard's last_at before it
  n integer NOT NULL, -- values
  t_min bigint NOT NULL,
  t_max bigint NOT NULL,
  data bytea NOT NULL,
  PRIMARY KEY (shard_id, at)
);

-- Folded batches: a series' points of one day, as far as they came with these batches. `at` is the last one's.
CREATE TABLE ts_part (
  shard_id bigint NOT NULL,
  series_no integer NOT NULL,
  day integer NOT NULL,
  at bigint NOT NULL,
  t_min bigint NOT NULL,
  t_max bigint NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  n integer NOT NULL,
  keys_hash bigint NOT NULL, -- equal for equal keys
  data bytea NOT NULL,
  PRIMARY KEY (shard_id, series_no, day, at, t_min)
);
CREATE INDEX ts_part_day ON ts_part (shard_id, day);

-- All points of a series and a day, up to `at`; several rows side by side when there are very many.
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
  roll bytea, -- count, sum, least and greatest of each hour, when all values are numbers or null
  data bytea NOT NULL,
  PRIMARY KEY (shard_id, series_no, day, t_min)
);
CREATE INDEX ts_chunk_day ON ts_chunk (shard_id, day);

-- Deletions: what lies between the keys, of that source or of all, and is not younger than `at`, is gone.
CREATE TABLE ts_deletion (
  shard_id bigint NOT NULL,
  at bigint NOT NULL,
  part integer NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  source_id text COLLATE "C",
  key_from bigint NOT NULL,
  key_to bigint NOT NULL, -- exclusive
  PRIMARY KEY (shard_id, at, part)
);

-- What is compressed already is not compressed once more. (PostgreSQL 15 does not take this within CREATE TABLE.)
ALTER TABLE ts_batch ALTER COLUMN data SET STORAGE EXTERNAL;
ALTER TABLE ts_part ALTER COLUMN data SET STORAGE EXTERNAL;
ALTER TABLE ts_chunk ALTER COLUMN data SET STORAGE EXTERNAL, ALTER COLUMN roll SET STORAGE EXTERNAL;
