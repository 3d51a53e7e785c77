-- A bucket that is gone leaves its shard for a while, marked, so that a write that has seen the bucket before finds out
-- under the shard's lock. Buckets keyed by strings have a shard for that too.
ALTER TABLE ts_shard ADD COLUMN dropped_at bigint; -- by the database's clock
CREATE INDEX ts_shard_dropped ON ts_shard (dropped_at) WHERE dropped_at IS NOT NULL;
