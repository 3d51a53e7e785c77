-- Calls of the reporting API in an hour, leased by the server's processes as those of a month are.
create table hourly_leases (
  project_id text collate "C" not null references projects (id) on delete cascade,
  organization_id text collate "C" not null references organizations (id) on delete cascade,
  hour timestamptz not null,
  leased bigint not null,
  granted bigint not null,
  primary key (project_id, hour)
);
create index hourly_leases_hour on hourly_leases (hour);
alter table hourly_leases enable row level security;
create policy tenant on hourly_leases
  using (organization_id = (select current_setting('telltale.organization', true)) or (select current_user <> 'telltale_tenant'));
