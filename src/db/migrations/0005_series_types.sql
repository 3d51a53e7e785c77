-- A field of a source keeps the type of its first value, and a bucket's series are counted.
ALTER TABLE ts_series
  ADD COLUMN type smallint, -- 1 number, 2 string, 3 boolean, 0 none yet; null: nothing was written since it was made or emptied
  ADD COLUMN changed_at bigint NOT NULL DEFAULT 0; -- ts_shard.changed_at when its type last changed; 0: never since it was made
ALTER TABLE ts_shard
  ADD COLUMN changed_at bigint NOT NULL DEFAULT 0, -- the last change of a type; by the database's clock
  ADD COLUMN active integer NOT NULL DEFAULT 0; -- series in use, but for those of metadata

UPDATE ts_series SET type = 0;
UPDATE ts_shard s SET active = (SELECT count(*) FROM ts_series n WHERE n.shard_id = s.shard_id AND NOT n.is_metadata);
