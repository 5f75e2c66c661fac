-- Time of a resource that one desk alone may book, until it expires on this database's clock (LE1, LE3). A grant is one
-- id; what is left of it after slices were given up are several rows.
create table lease (
  tenant_id uuid not null,
  id uuid not null,
  desk_id uuid not null,
  resource_id uuid not null,
  start_ms bigint not null,
  end_ms bigint not null,
  expires_at_ms bigint not null,
  during tstzrange not null generated always as
    (tstzrange(to_timestamp(start_ms / 1000.0::double precision), to_timestamp(end_ms / 1000.0::double precision))) stored,
  primary key (tenant_id, id, start_ms),
  foreign key (tenant_id, resource_id) references resource (tenant_id, id),
  foreign key (tenant_id, desk_id) references desk (tenant_id, id),
  -- A local day has up to 25 hours; a zone that skips one has more.
  constraint lease_span check (
    start_ms < end_ms and end_ms - start_ms <= 180000000
    and start_ms >= 946684800000 and end_ms <= 4102444800000
  ),
  -- The last net: no time is ever leased twice (LE2).
  constraint lease_free exclude using gist (tenant_id with =, resource_id with =, during with &&)
);
create index lease_by_time on lease (tenant_id, resource_id, start_ms);
create index lease_by_desk on lease (tenant_id, desk_id);

-- Slices that another desk wants, and since when (LE6).
create table lease_recall (
  tenant_id uuid not null,
  lease_id uuid not null,
  resource_id uuid not null,
  start_ms bigint not null,
  end_ms bigint not null,
  asked_by uuid not null,
  asked_at_ms bigint not null,
  primary key (tenant_id, lease_id, start_ms, end_ms),
  check (start_ms < end_ms)
);
create index lease_recall_by_time on lease_recall (tenant_id, resource_id, start_ms);

do $$
declare
  name text;
begin
  foreach name in array array['lease', 'lease_recall'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)
        with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert, update, delete on %I to frontdesk_app', name);
  end loop;
end
$$;
