-- A bucket with many series is cut into slots, each with a shard of its own. All of a source is in one of them.
ALTER TABLE ts_shard
  ADD COLUMN slot smallint NOT NULL DEFAULT 0, -- which one of the bucket's shards this is
  ADD COLUMN slots smallint NOT NULL DEFAULT 1; -- how many there are; only the shard of slot 0 knows
