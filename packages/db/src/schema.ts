import type { ColumnType, Generated, JSONColumnType } from 'kysely';

/** Rows as PostgreSQL gives them. Instants are written as ISO strings and read as ISO strings (see database.ts). */
type Instant = string;
// biome-ignore lint/suspicious/noExplicitAny: jsonb holds what the floor above puts there
type Json = JSONColumnType<any, string, string>;

export interface Tables {
  installation: { key: string; value: Json };
  participant: {
    code: string;
    kind: 'state' | 'secretariat';
    zone: string;
    language: 'en' | 'es' | 'pt' | 'fr';
    authority: string;
    desk: Json | null;
    signing_key: Json;
    sealing_key: Json;
  };
  participant_key: { participant: string; sealed: string };
  account: {
    id: string;
    participant: string;
    email: string;
    name: string;
    roles: string[];
    language: 'en' | 'es' | 'pt' | 'fr';
    password: string;
    active: Generated<boolean>;
    created_at: Instant;
  };
  session: {
    id: string;
    participant: string;
    account_id: string;
    created_at: Instant;
    expires_at: Instant;
    revoked_at: Instant | null;
    renewed_at: Generated<Instant>;
    agent: Generated<string>;
    address: Generated<string>;
  };
  refresh_token: {
    hash: string;
    participant: string;
    session_id: string;
    generation: number;
    used_at: Instant | null;
    repeated: Generated<boolean>;
  };
  counter: { participant: string; name: string; value: number };
  case_file: {
    id: string;
    participant: string;
    kind: 'evidence' | 'preservation' | 'information' | 'consultation';
    direction: 'outgoing' | 'incoming';
    request_id: string;
    number: string | null;
    counterpart: string;
    parent_case: string | null;
    own_reference: string | null;
    their_reference: string | null;
    title: string;
    urgency: 'ordinary' | 'urgent' | 'emergency';
    bases: string[];
    form_version: string;
    form: Json;
    form_language: 'en' | 'es' | 'pt' | 'fr';
    letter_language: 'en' | 'es' | 'pt' | 'fr';
    translations: Json;
    drafter: string | null;
    authors: string[];
    workflow: string;
    workflow_version: string;
    state: string;
    context: Json;
    ball: 'us' | 'them' | 'nobody';
    outcome: string | null;
    version: number;
    log_length: number;
    log_head: string;
    law_version: string | null;
    created_at: Instant;
    updated_at: Instant;
  };
  case_event: {
    participant: string;
    case_id: string;
    sequence: number;
    at: Instant;
    zone: string;
    origin: 'command' | 'message' | 'clock' | 'linked';
    type: string;
    actor: string;
    actor_role: string | null;
    payload: Json;
    state: string;
    previous_hash: string;
    hash: string;
  };
  case_link: { participant: string; case_id: string; follows_request_id: string };
  deadline: {
    id: string;
    participant: string;
    case_id: string;
    kind: string;
    holder: 'us' | 'them';
    rule: Json;
    started_at: Instant;
    suspensions: Json;
    due_at: Instant;
    original_due_at: Instant;
    status: 'running' | 'suspended' | 'met' | 'missed' | 'cancelled';
    stopped_at: Instant | null;
  };
  reminder: {
    participant: string;
    deadline_id: string;
    rung: string;
    tone: string;
    at: Instant;
    sent_at: Instant | null;
  };
  message: {
    participant: string;
    id: string;
    case_id: string | null;
    request_id: string;
    counterpart: string;
    direction: 'out' | 'in';
    sequence: number;
    type: string;
    version: number;
    body: Json;
    envelope: string | null;
    status: 'waiting' | 'delivered' | 'rejected' | 'held';
    at: Instant;
    receipt: string | null;
    receipt_at: Instant | null;
    reason: string | null;
    attempts: Generated<number>;
    next_attempt_at: Instant | null;
  };
  file: {
    id: string;
    participant: string;
    case_id: string;
    shared_id: string;
    purpose: 'annex' | 'evidence';
    origin: 'ours' | 'theirs';
    name: string;
    media_type: string;
    size: ColumnType<number, number, number>;
    sha256: string;
    wrapped_key: string;
    delivery: number | null;
    verified_at: Instant | null;
    created_at: Instant;
  };
  custody_event: {
    id: Generated<number>;
    participant: string;
    file_id: string;
    at: Instant;
    actor: string;
    action: string;
    sha256: string;
  };
  notification: {
    id: string;
    participant: string;
    account_id: string;
    case_id: string | null;
    occasion: string;
    key: string;
    params: Json;
    urgent: boolean;
    at: Instant;
    read_at: Instant | null;
  };
  mail: {
    id: string;
    participant: string;
    address: string;
    at: Instant;
    sent_at: Instant | null;
    attempts: Generated<number>;
    next_attempt_at: Instant;
    failure: string | null;
  };
  case_fact: {
    case_id: string;
    participant: string;
    kind: string;
    direction: string;
    counterpart: string;
    urgency: string;
    basis: string;
    sent_at: Instant | null;
    received_at: Instant | null;
    acknowledged_at: Instant | null;
    acknowledge_due_at: Instant | null;
    decided_at: Instant | null;
    executed_at: Instant | null;
    preserved_at: Instant | null;
    followed_up_at: Instant | null;
    waited_ms: Generated<number>;
    rounds: Generated<number>;
    extensions: Generated<number>;
    ground: string | null;
    outcome: string | null;
  };
  case_flow: {
    participant: string;
    case_id: string;
    sequence: number;
    at: Instant;
    step: 'opened' | 'closed' | 'reopened';
    outcome: string | null;
  };
  law_amendment: {
    id: Generated<number>;
    state: string;
    record: string;
    version: number;
    withdrawn: boolean;
    line: Json;
    reason: string;
    at: Instant;
  };
  idempotency: {
    participant: string;
    account_id: string;
    key: string;
    fingerprint: string;
    status: number;
    answer: Json;
    at: Instant;
  };
  audit_event: {
    id: Generated<number>;
    participant: string;
    at: Instant;
    account_id: string | null;
    action: string;
    detail: Json;
  };
}
