-- Every table of a tenant carries its id in every key, and row level security that binds its owner too (F10).
create extension if not exists btree_gist;

-- Transactions of the server take this role on. It owns nothing, so no policy ever steps aside for it.
do $$
begin
  -- Roles belong to the whole PostgreSQL: another database may have made it, or a start at the same moment.
  if not exists (select from pg_roles where rolname = 'frontdesk_app') then
    create role frontdesk_app nologin nosuperuser nobypassrls;
  end if;
exception
  when duplicate_object or unique_violation then null;
end
$$;
do $$
declare
  -- Since 16, whoever makes a role may give it away but not take it on.
  taking_on text := case when current_setting('server_version_num')::integer >= 160000 then 'set' else 'member' end;
begin
  if not pg_has_role(current_user, 'frontdesk_app', taking_on) then
    execute format('grant frontdesk_app to %I', current_user);
  end if;
end
$$;
grant usage on schema public to frontdesk_app;

-- One row: which incarnation of the database this is. A checkpoint of another epoch means nothing here (PL3).
create table server_state (
  is_only boolean primary key default true check (is_only),
  epoch uuid not null,
  -- Which PostgreSQL and database the epoch was made in; a dump that is restored elsewhere does not match.
  birthplace text not null,
  -- The clinic that this server was started for, what it begins with, and whether all of that is there.
  tenant_id uuid,
  seed text check (seed in ('demo', 'empty')),
  seed_begun_at timestamptz,
  seeded_at timestamptz,
  check ((tenant_id is null) = (seed is null) and (seed is null) = (seed_begun_at is null))
);

create table tenant (
  id uuid primary key,
  name text not null check (name <> ''),
  is_demo boolean not null,
  enrolment_code text not null unique,
  sign_in_hint jsonb,
  created_at timestamptz not null default now()
);

create table desk (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  name text not null,
  key_hash bytea not null check (octet_length(key_hash) = 32),
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (tenant_id, id)
);

-- A document as desks replicate it. Its columns are read out of it, so that they cannot say something else.
create function stamp_xid() returns trigger
  language plpgsql
as $$
begin
  new.xid := pg_current_xact_id();
  return new;
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array['appointment', 'block', 'client', 'location', 'person', 'resource', 'service'] loop
    execute format(
      'create table %I (
        tenant_id uuid not null,
        id uuid not null,
        doc jsonb not null,
        version integer not null generated always as ((doc ->> ''version'')::integer) stored,
        xid xid8 not null,
        primary key (tenant_id, id),
        check ((doc ->> ''id'')::uuid = id),
        check (version >= 1)
      )', name);
    execute format('create index %I on %I (tenant_id, xid, id)', name || '_feed', name);
    execute format(
      'create trigger stamp_xid before insert or update on %I for each row execute function stamp_xid()', name);
  end loop;
end
$$;

alter table appointment
  add column start_ms bigint not null generated always as ((doc ->> 'start')::bigint) stored,
  add column end_ms bigint not null generated always as ((doc ->> 'end')::bigint) stored,
  add column status text not null generated always as (doc ->> 'status') stored,
  add column is_displaced boolean not null generated always as (doc -> 'displacement' <> 'null'::jsonb) stored;
alter table block
  add column start_ms bigint not null generated always as ((doc ->> 'start')::bigint) stored,
  add column end_ms bigint not null generated always as ((doc ->> 'end')::bigint) stored;
alter table person
  add column role text not null generated always as (doc ->> 'role') stored
    check (role in ('owner', 'manager', 'receptionist', 'practitioner')),
  add column is_active boolean not null generated always as ((doc -> 'isActive')::boolean) stored;

-- What collides (I1, F7). A visit's guard is everything, a buffer's a point of its own: so a visit meets every claim
-- on its lane, while two buffers never meet each other and may share time (BK5).
create sequence buffer_guard as bigint minvalue 0 start 0;
create table claim (
  tenant_id uuid not null,
  resource_id uuid not null,
  lane integer not null check (lane between 0 and 99),
  start_ms bigint not null,
  end_ms bigint not null,
  part text not null check (part in ('visit', 'buffer')),
  holder_kind text not null check (holder_kind in ('appointment', 'block', 'hold')),
  holder_id uuid not null,
  guard_point bigint not null default nextval('buffer_guard'),
  during tstzrange not null generated always as
    (tstzrange(to_timestamp(start_ms / 1000.0::double precision), to_timestamp(end_ms / 1000.0::double precision))) stored,
  guard int8range not null generated always as (
    case part when 'visit' then int8range(0, 4611686018427387904) else int8range(guard_point, guard_point + 1) end
  ) stored,
  foreign key (tenant_id, resource_id) references resource (tenant_id, id),
  -- F11: finite, non-empty, at most a day, in the years 2000 to 2099.
  constraint claim_span check (
    start_ms < end_ms and end_ms - start_ms <= 86400000
    and start_ms >= 946684800000 and end_ms <= 4102444800000
  ),
  constraint claim_guard_point check (guard_point >= 0 and guard_point < 4611686018427387904),
  constraint claim_free exclude using gist (
    tenant_id with =, resource_id with =, lane with =, during with &&, guard with &&
  )
);
-- Look-ups use plain columns: `&&` is not leakproof, so row level security would keep it from an index.
create index claim_by_time on claim (tenant_id, resource_id, start_ms);
create index claim_by_holder on claim (tenant_id, holder_id);

create table person_pin (
  tenant_id uuid not null,
  person_id uuid not null,
  salt bytea not null check (octet_length(salt) >= 16),
  hash bytea not null check (octet_length(hash) = 32),
  failures integer not null default 0,
  locked_until timestamptz,
  primary key (tenant_id, person_id),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);

-- Whose commands are believed from which desk.
create table desk_person (
  tenant_id uuid not null,
  desk_id uuid not null,
  person_id uuid not null,
  signed_in_at timestamptz not null default now(),
  primary key (tenant_id, desk_id, person_id),
  foreign key (tenant_id, desk_id) references desk (tenant_id, id),
  foreign key (tenant_id, person_id) references person (tenant_id, id)
);

-- Every command with its verdict: what makes sending it again harmless (I4), and the audit (I7).
create table command (
  tenant_id uuid not null,
  id uuid not null,
  position bigint not null generated always as identity,
  desk_id uuid not null,
  -- As the desk says; when it is nobody, the verdict is that.
  actor_id uuid not null,
  name text not null,
  subject_id uuid,
  body_hash bytea not null check (octet_length(body_hash) = 32),
  input jsonb not null,
  desk_time bigint not null,
  sequence bigint not null,
  received_at timestamptz not null,
  decided_at timestamptz not null,
  verdict jsonb not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references desk (tenant_id, id)
);
create index command_by_subject on command (tenant_id, subject_id, position);

do $$
declare
  name text;
begin
  foreach name in array array[
    'desk', 'appointment', 'block', 'client', 'location', 'person', 'resource', 'service', 'claim', 'person_pin',
    'desk_person', 'command'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)
        with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', name);
    execute format('grant select, insert on %I to frontdesk_app', name);
  end loop;
end
$$;

alter table tenant enable row level security;
alter table tenant force row level security;
create policy own_tenant on tenant
  using (id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (id = nullif(current_setting('app.tenant_id', true), '')::uuid);
-- A desk that enrols knows its clinic only by the code.
create policy by_enrolment_code on tenant for select
  using (enrolment_code = nullif(current_setting('app.enrolment_code', true), ''));

-- Commands are never changed and nothing but claims is ever deleted.
grant select, insert on tenant to frontdesk_app;
grant update (sign_in_hint, is_demo, name) on tenant to frontdesk_app;
grant update on appointment, block, client, location, person, resource, service to frontdesk_app;
grant update on desk, person_pin, desk_person to frontdesk_app;
grant delete on claim to frontdesk_app;
grant usage on sequence buffer_guard to frontdesk_app;
grant select on server_state to frontdesk_app;
