-- Streams of new records read the log of writes. Folding removes batches from it; those of buckets that are followed are kept
-- here for a while, so that a stream can be resumed.

ALTER TABLE ts_shard ADD COLUMN followed_until bigint NOT NULL DEFAULT 0; -- streams keep it ahead; only slot 0 knows; 0: never was

-- Folded batches, as they were in ts_batch.
CREATE TABLE ts_replay (
  shard_id bigint NOT NULL,
  at bigint NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  n integer NOT NULL, -- values
  data bytea NOT NULL,
  PRIMARY KEY (shard_id, at)
);
ALTER TABLE ts_replay ALTER COLUMN data SET STORAGE EXTERNAL;

-- The log of buckets keyed by strings, while they are followed: the points of each write in their order.
CREATE TABLE ts_replay_row (
  shard_id bigint NOT NULL,
  at bigint NOT NULL,
  no integer NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  bucket_id text COLLATE "C" NOT NULL,
  source_id text COLLATE "C" NOT NULL, -- '': the numbered series
  key_number bigint NOT NULL DEFAULT 0, -- as in points
  key_text text COLLATE "C" NOT NULL,
  "values" jsonb NOT NULL,
  PRIMARY KEY (shard_id, at, no)
);

-- The last write of a shard that was once followed of which the log says nothing any more.
CREATE TABLE ts_replay_lost (
  shard_id bigint NOT NULL,
  organization_id text COLLATE "C" NOT NULL,
  lost_at bigint NOT NULL,
  PRIMARY KEY (shard_id)
);

do $$
declare
  name text;
begin
  foreach name in array array['ts_replay', 'ts_replay_row', 'ts_replay_lost'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy tenant on %I using (organization_id = (select current_setting(''telltale.organization'', true)) or (select current_user <> ''telltale_tenant''))',
      name
    );
  end loop;
end
$$;
