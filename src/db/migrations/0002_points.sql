-- The time-series store: the values of one source of a bucket at one key. It stands on its own, without foreign keys.
CREATE TABLE points (
  organization_id text COLLATE "C" NOT NULL,
  bucket_id text COLLATE "C" NOT NULL,
  source_id text COLLATE "C" NOT NULL DEFAULT '', -- '': the numbered series
  key_number bigint NOT NULL DEFAULT 0, -- epoch milliseconds or an integer key
  key_text text COLLATE "C" NOT NULL DEFAULT '', -- a string key
  "values" jsonb NOT NULL,
  metadata jsonb, -- JSON null: removed by a write
  PRIMARY KEY (organization_id, bucket_id, key_number, key_text, source_id)
);

CREATE INDEX points_by_source ON points (organization_id, bucket_id, source_id, key_number, key_text);
