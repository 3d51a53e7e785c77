-- The shards of a bucket's slots get numbers with the same hash, so that a cluster keeps them in one place (shardOf in src/store/columns/shard.ts).
do $$
declare
  name text;
begin
  if not exists (select 1 from ts_shard where slot > 0) then
    return;
  end if;
  create temporary table renumbered on commit drop as
    select s.shard_id as old, h.shard_id # ((s.slot::bigint << 32) | s.slot) as new
    from ts_shard s join ts_shard h on h.organization_id = s.organization_id and h.bucket_id = s.bucket_id and h.slot = 0
    where s.slot > 0;
  foreach name in array array[
    'ts_shard', 'ts_batch', 'ts_chunk', 'ts_deletion', 'ts_part', 'ts_replay', 'ts_replay_lost', 'ts_replay_row', 'ts_series'
  ] loop
    execute format('update %I t set shard_id = r.new from renumbered r where t.shard_id = r.old', name);
  end loop;
end
$$;
