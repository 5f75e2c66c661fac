import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** Computed by PostgreSQL: read, never written. */
type Computed<Value> = ColumnType<Value, never, never>;

/** Any JSON; documents are parsed where they are read out of the wire, not here. */
type Json = ColumnType<unknown, string, string>;

export type DocumentTable = {
  tenant_id: string;
  id: string;
  doc: Json;
  version: Computed<number>;
  xid: Computed<string>;
};

type Timed = { start_ms: Computed<string>; end_ms: Computed<string> };

type ClaimTable = {
  tenant_id: string;
  resource_id: string;
  lane: number;
  start_ms: ColumnType<string, number, never>;
  end_ms: ColumnType<string, number, never>;
  part: 'visit' | 'buffer';
  holder_kind: 'appointment' | 'block' | 'hold';
  holder_id: string;
};

type CommandTable = {
  tenant_id: string;
  id: string;
  position: GeneratedAlways<string>;
  desk_id: string;
  actor_id: string;
  name: string;
  subject_id: string | null;
  body_hash: Buffer;
  input: Json;
  desk_time: ColumnType<string, number, never>;
  sequence: ColumnType<string, number, never>;
  received_at: Date;
  decided_at: Date;
  verdict: Json;
};

type TenantTable = {
  id: string;
  name: string;
  is_demo: boolean;
  enrolment_code: string;
  sign_in_hint: ColumnType<unknown, string | null, string | null>;
  hold_minutes: Generated<number>;
  created_at: Generated<Date>;
};

type DeskTable = {
  tenant_id: string;
  id: string;
  name: string;
  key_hash: Buffer;
  created_at: Generated<Date>;
  revoked_at: Date | null;
};

type PersonPinTable = {
  tenant_id: string;
  person_id: string;
  salt: Buffer;
  hash: Buffer;
  failures: Generated<number>;
  locked_until: Date | null;
};

type DeskPersonTable = { tenant_id: string; desk_id: string; person_id: string; signed_in_at: Generated<Date> };

type ServerStateTable = {
  is_only: Generated<boolean>;
  epoch: string;
  birthplace: string;
  tenant_id: string | null;
  seed: 'demo' | 'empty' | null;
  seed_begun_at: Date | null;
  seeded_at: Date | null;
  zone_rules: string | null;
};

/** The tables, as `migrations/` leaves them. */
export type Schema = {
  appointment: DocumentTable & Timed & { status: Computed<string>; is_displaced: Computed<boolean> };
  block: DocumentTable & Timed;
  client: DocumentTable;
  location: DocumentTable;
  person: DocumentTable & { role: Computed<string>; is_active: Computed<boolean> };
  resource: DocumentTable;
  series: DocumentTable & { claimed_until_ms: Computed<string>; is_ended: Computed<boolean> };
  service: DocumentTable;
  time_off: DocumentTable;
  claim: ClaimTable;
  command: CommandTable;
  tenant: TenantTable;
  desk: DeskTable;
  person_pin: PersonPinTable;
  desk_person: DeskPersonTable;
  server_state: ServerStateTable;
};
