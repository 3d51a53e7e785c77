-- The second wall: for the role telltale_tenant a table shows and takes only rows of the organization that the connection is set to.
-- Who is not that role (the server's background work, commands, a backup) sees all. src/db/row-security.ts gives the role its rights.
-- What stands in `(select …)` is evaluated once in a statement instead of for each row.

alter table organizations enable row level security;
create policy tenant on organizations
  using (id = (select current_setting('telltale.organization', true)) or (select current_user <> 'telltale_tenant'));

-- People are seen by those who work with them.
alter table users enable row level security;
create policy tenant on users using (
  (select current_user <> 'telltale_tenant')
  or exists (
    select from memberships m where m.user_id = users.id and m.organization_id = current_setting('telltale.organization', true)
  )
);

do $$
declare
  name text;
begin
  foreach name in array array[
    'api_keys', 'audit_log', 'buckets', 'call_leases', 'dashboards', 'idempotent_answers', 'invitations', 'memberships', 'points',
    'projects', 'sessions', 'sources', 'ts_batch', 'ts_chunk', 'ts_deletion', 'ts_part', 'ts_series', 'ts_shard'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy tenant on %I using (organization_id = (select current_setting(''telltale.organization'', true)) or (select current_user <> ''telltale_tenant''))',
      name
    );
  end loop;
end
$$;
