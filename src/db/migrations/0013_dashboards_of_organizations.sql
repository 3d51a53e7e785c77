-- Dashboards are counted for the plan of their organization.
create index dashboards_organization on dashboards (organization_id);
