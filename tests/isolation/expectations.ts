// Who may ask what: one line an endpoint. An endpoint of the description without a line here fails the build, and so does
// a line without its endpoint. Written by hand and not read from the code, so that a role too many there is noticed here.
import type { Role } from '@rogatoria/workflows';

export interface Expectation {
  /** `everyone`: without signing in; `officers`: whoever is signed in; or only who holds one of these roles */
  may: 'everyone' | 'officers' | readonly Role[];
  /** the table whose row {id} names: another participant's is answered as one that never was */
  of?: string;
  /** the rows are the officer's own: a colleague's are as unknown as another State's */
  personal?: true;
  /** commands: the roles by kind and direction of the file */
  to?: Readonly<Record<string, readonly Role[]>>;
  /** what the schema takes and, where it would change much, the rules do not */
  body?: object;
  query?: string;
  /** asking ends the session */
  ends?: true;
  /** one's own row would be gone for good: only another's and one that never was are asked about */
  spared?: true;
}

const reading = ['drafter', 'approver', 'officer', 'duty', 'auditor'] as const;
const handling = ['drafter', 'approver', 'officer', 'duty'] as const;
const recording = ['directory', 'admin', 'editor'] as const;

const drafting = { 'evidence.outgoing': ['drafter', 'duty'], 'preservation.outgoing': ['drafter', 'duty'] } as const;
const drafters = { ...drafting, 'information.outgoing': ['drafter', 'duty'] } as const;
const approvers = { 'evidence.outgoing': ['approver'], 'preservation.outgoing': ['approver'] } as const;
const authority = { ...approvers, 'information.outgoing': ['approver'] } as const;
const anyone = ['drafter', 'approver', 'officer', 'duty'] as const;
const asking = { 'consultation.outgoing': anyone } as const;
const desk = ['officer', 'duty'] as const;
const following = { 'evidence.outgoing': ['drafter', 'approver', 'duty'] } as const;
const executing = { 'evidence.incoming': ['officer', 'approver'] } as const;
const keeping = { 'preservation.outgoing': ['drafter', 'approver', 'duty'] } as const;
const preserving = { 'preservation.incoming': desk } as const;
const informed = { 'information.incoming': desk } as const;
const sending = {
  'evidence.outgoing': ['approver', 'duty'],
  'preservation.outgoing': ['approver', 'duty'],
  'information.outgoing': ['approver', 'duty'],
} as const;

const open: Expectation = { may: 'everyone' };
const officers: Expectation = { may: 'officers' };
const readers: Expectation = { may: reading };
const aCase: Expectation = { may: reading, of: 'case_file' };
const aFile: Expectation = { may: handling, of: 'file' };
const newLine = (line: object): Expectation => ({ may: recording, body: { line, reason: 'x' } });
const aLine = (line: object): Expectation => ({ ...newLine(line), of: 'law_amendment' });

const status = { instrument: 'ETS185', standing: 'party' };
const bilateral = { with: 'XXX', title: 'x', from: '2000-01-01', text_verified: false, preservation: false };
const treaty = { ...bilateral, channel: 'central' };
const reservation = {
  instrument: 'ETS185',
  nature: 'declaration',
  article: '1',
  text: 'x',
  from: '2001-01-01',
  until: '2000-01-01',
};
const profile = { citation: 'x', source_port: false };
const entry = { instrument: 'ETS185', from: '1900-01-01' };

const answering = ['admin', 'auditor'] as const;
const anOfficer: Expectation = { may: ['admin'], of: 'account', spared: true, body: {} };
const aSystem: Expectation = { may: ['admin'], of: 'service_account', spared: true, body: {} };
const proven: Expectation = { ...officers, body: { password: 'not the password' } };
const passkey = { id: 'x', rawId: 'x', type: 'public-key', clientExtensionResults: {} };
const keepingCalendar = ['directory', 'admin', 'desk'] as const;
const impossible = {
  rest_days: [6, 7],
  holidays: [{ name: 'x', on: '02-30' }],
  removed: [],
  recesses: [],
  office_hours: null,
};
const publishing = ['desk', 'editor'] as const;
const anItem = { texts: { en: { title: 'x', text: 'x' } } };
const aMeeting = { from: '2026-01-02', until: '2026-01-02', place: 'x', recommendations: [] };
const nobody = '00000000-0000-4000-8000-000000000000';
const ownEntry = { may: ['directory', 'editor'], of: 'directory_version' } as const;
const callingBack = {
  may: ['directory', 'approver', 'duty', 'admin', 'editor', 'desk'],
  of: 'directory_version',
} as const;
/** entries that no rule lets through: in force only from next century on */
const anAuthority = {
  role: 'competent_authority',
  name: 'x',
  instruments: [],
  networks: [],
  channels: [],
  languages: [],
  email: 'x@y.test',
  valid_from: '2099-01-01',
};
const aProvider = { name: 'x', accepts: [], retention: [], languages: [], source: 'x', as_of: '2099-01-01' };
const token = `BRA.${'A'.repeat(43)}`;
const shift = { officer: nobody, from: '2026-01-02T08:00', until: '2026-01-02T07:00' };

const endpoints: Record<string, Expectation> = {
  'get /api/health': open,
  'get /api/openapi.json': open,
  'post /api/session': { ...open, body: { email: 'nobody@demo.test', password: 'not the password' } },
  'get /api/session': officers,
  'delete /api/session': { ...officers, ends: true },
  // without the cookie, or with a passkey that is none, they let nobody in
  'post /api/session/refresh': open,
  'post /api/session/passkey/options': open,
  'post /api/session/passkey': {
    ...open,
    body: { credential: { ...passkey, response: { clientDataJSON: 'x', authenticatorData: 'x', signature: 'x' } } },
  },

  'post /api/session/proof': proven,
  'post /api/session/proof/passkey': {
    ...officers,
    body: { credential: { ...passkey, response: { clientDataJSON: 'x', authenticatorData: 'x', signature: 'x' } } },
  },

  'put /api/account/password': { ...officers, body: { current: 'not the password', password: 'x' } },
  'get /api/account/sessions': officers,
  'delete /api/account/sessions': { ...officers, ends: true },
  'delete /api/account/sessions/{id}': { may: 'officers', of: 'session', personal: true, spared: true },
  'get /api/account/second-factor': officers,
  'post /api/account/second-factor/totp': proven,
  'post /api/account/second-factor/totp/confirm': { ...officers, body: { code: '000000' } },
  'post /api/account/second-factor/totp/remove': proven,
  'post /api/account/second-factor/recovery-codes': proven,
  'get /api/account/passkeys': officers,
  'post /api/account/passkeys/options': proven,
  'post /api/account/passkeys': {
    ...officers,
    body: { name: 'x', credential: { ...passkey, response: { clientDataJSON: 'x', attestationObject: 'x' } } },
  },
  'put /api/account/passkeys/{id}': { may: 'officers', of: 'passkey', personal: true, body: { name: 'x' } },
  'delete /api/account/passkeys/{id}': { may: 'officers', of: 'passkey', personal: true },

  'get /api/officers': { may: answering },
  'post /api/officers/{id}/roles': { ...anOfficer, body: { give: ['drafter'] } },
  'post /api/officers/{id}/roles/{role}/confirm': anOfficer,
  'post /api/officers/{id}/roles/{role}/refuse': anOfficer,
  'post /api/officers/{id}/second-factor/reset': anOfficer,
  'post /api/officers/{id}/second-factor/reset/confirm': anOfficer,
  'post /api/officers/{id}/second-factor/reset/refuse': anOfficer,
  'post /api/officers/{id}/deactivate': { ...anOfficer, body: { reason: 'x' } },
  'post /api/officers/{id}/reactivate': anOfficer,
  'post /api/officers/invitations': {
    may: ['admin'],
    body: { email: 'a@b.test', roles: ['desk', 'drafter'], language: 'en' },
  },
  'post /api/officers/invitations/{id}/send-again': { may: ['admin'], of: 'invitation', body: {} },
  'post /api/officers/invitations/{id}/withdraw': { may: ['admin'], of: 'invitation', body: {} },
  'get /api/service-accounts': { may: answering },
  // the first of a participant makes one, the others are refused its name
  'post /api/service-accounts': {
    may: ['admin'],
    body: { name: 'Sistema', purpose: 'x', scopes: ['cases:read'], days: 30 },
  },
  'post /api/service-accounts/{id}/renew': { ...aSystem, body: { days: 30 } },
  'post /api/service-accounts/{id}/confirm': aSystem,
  'post /api/service-accounts/{id}/refuse': aSystem,
  'post /api/service-accounts/{id}/revoke': aSystem,
  // the token of the link is the secret
  'post /api/second-factor-reset': { ...open, body: { token, password: 'not the password' } },
  'post /api/invitation': { ...open, body: { token } },
  'post /api/invitation/accept': { ...open, body: { token, name: 'x', language: 'en', password: 'twelve letters' } },
  'get /api/deputies': officers,
  'post /api/deputies': {
    ...officers,
    body: { role: 'duty', deputy: nobody, from: '2026-01-02', until: '2026-01-01' },
  },
  'post /api/deputies/{id}/confirm': { may: 'officers', of: 'deputy', body: {} },
  'post /api/deputies/{id}/end': { may: 'officers', of: 'deputy', body: {} },
  'get /api/roster': officers,
  'post /api/roster': { may: ['duty', 'admin'], body: shift },
  'post /api/roster/{id}/remove': { may: ['duty', 'admin'], of: 'duty_shift', body: {} },

  // published, like law: every authority reads every other's
  'get /api/working-calendars/{state}': officers,
  'post /api/working-calendar/preview': { may: keepingCalendar, body: { calendar: impossible } },
  'post /api/working-calendar': { may: keepingCalendar, body: { calendar: impossible, reason: 'x' } },

  'get /api/record/entries': { may: answering },
  'get /api/record/checkpoints': { may: answering },
  'get /api/record/checkpoints/{number}': { may: answering },
  'post /api/record/verify': { may: answering },

  'get /api/retention': { may: ['admin', 'auditor', 'approver'] },
  'post /api/retention/rules': { may: ['admin'], body: { kind: 'evidence', years: 10, note: 'x' } },
  'get /api/cases/{id}/retention': { may: [...reading, 'admin'], of: 'case_file' },
  'post /api/cases/{id}/retention/hold': {
    may: ['drafter', 'approver', 'officer', 'admin'],
    of: 'case_file',
    body: { reason: 'x' },
  },
  'post /api/cases/{id}/retention/lift': { may: ['approver', 'admin'], of: 'case_file', body: { reason: 'x' } },
  'post /api/cases/{id}/retention/postpone': {
    may: ['approver', 'admin'],
    of: 'case_file',
    body: { until: '2000-01-01', reason: 'x' },
  },
  'post /api/cases/{id}/erasure/propose': { may: ['admin'], of: 'case_file', body: {} },
  'post /api/cases/{id}/erasure/refuse': { may: ['approver', 'admin'], of: 'case_file', body: { reason: 'x' } },
  'post /api/cases/{id}/erasure/confirm': { may: ['approver'], of: 'case_file', body: {} },

  'put /api/account/language': { ...officers, body: { language: 'en' } },
  'get /api/account/mail': officers,
  'put /api/account/mail': {
    ...officers,
    body: { reminders: 'digest', hours: 'working', from_time: '08:00', until_time: '18:00', zone: 'America/Lima' },
  },

  'get /api/cases': readers,
  'post /api/cases': {
    may: handling,
    body: { kind: 'consultation', counterpart: 'XXX', title: 'x', bases: [], form_language: 'en' },
  },
  'get /api/home': readers,
  'get /api/radar': readers,
  'get /api/cases/{id}': aCase,
  'get /api/cases/{id}/events': aCase,
  'get /api/cases/{id}/completeness': aCase,
  'get /api/cases/{id}/letter.pdf': aCase,
  'get /api/cases/{id}/deadlines.pdf': aCase,
  'put /api/cases/{id}/form': { may: handling, of: 'case_file', to: { ...drafters, ...asking }, body: { title: 'x' } },
  'post /api/cases/{id}/request': { may: ['drafter', 'duty'], of: 'case_file', body: { kind: 'preservation' } },
  'post /api/cases/{id}/files': { may: handling, of: 'case_file', query: '?name=x.txt' },
  'get /api/cases/{id}/files/{file}': aFile,
  'post /api/cases/{id}/files/{file}/verify': aFile,

  'get /api/cases/{id}/deadlines.ics': aCase,
  'get /api/calendar': readers,
  'put /api/calendar/{scope}': readers,
  'delete /api/calendar/{scope}': readers,
  // the address is the secret
  'get /api/calendars/{file}': open,

  'post /api/cases/{id}/deadlines/{kind}/snooze': {
    may: handling,
    of: 'case_file',
    to: {
      ...Object.fromEntries(
        ['evidence', 'preservation', 'information', 'consultation'].flatMap((kind) => [
          [`${kind}.outgoing`, ['drafter', 'approver', 'duty']],
          [`${kind}.incoming`, ['officer', 'approver', 'duty']],
        ]),
      ),
    },
    body: { until: '2026-01-01', reason: 'x' },
  },
  'get /api/ladders': officers,
  'put /api/ladders/{kind}/{urgency}': { may: ['approver', 'admin'], body: { rungs: null, reason: 'x' } },
  'put /api/ladders/silence': { may: ['approver', 'admin'], body: { days: null, reason: 'x' } },
  'put /api/ladders/head': { may: ['admin'], body: { officer: null, reason: 'x' } },

  // without the header of a page that listens it is refused at once; what it tells whom: tests/api/events.test.ts
  'get /api/events': officers,
  'get /api/devices': officers,
  'post /api/devices': { may: ['duty'], body: { name: 'x', endpoint: 'x', keys: { p256dh: 'x', auth: 'x' } } },
  'post /api/devices/{id}/test': { may: 'officers', of: 'push_subscription', personal: true, body: {} },
  'delete /api/devices/{id}': { may: 'officers', of: 'push_subscription', personal: true },
  'get /api/webhooks': { may: ['admin'] },
  'post /api/webhooks': { may: ['admin'], body: { url: 'x', events: ['case.changed'] } },
  'post /api/webhooks/{id}/test': { may: ['admin'], of: 'webhook', spared: true, body: {} },
  'post /api/webhooks/{id}/remove': { may: ['admin'], of: 'webhook', spared: true, body: {} },
  'get /api/undelivered': { may: ['admin'] },
  'post /api/undelivered/retry': { may: ['admin'], body: {} },
  'post /api/undelivered/{id}/retry': { may: ['admin'], of: 'mail', body: {} },
  'get /api/notifications': officers,
  'post /api/notifications/{id}/read': { may: 'officers', of: 'notification', personal: true },
  'post /api/notifications/read-all': officers,

  // published, like law: every participant reads every State's, and writes its own
  'get /api/directory': officers,
  'get /api/directory/{state}': officers,
  'post /api/directory/entries/authority': { may: ['directory', 'editor'], body: { said: anAuthority, reason: 'x' } },
  'put /api/directory/entries/authority/{id}': { ...ownEntry, body: { said: anAuthority, reason: 'x' } },
  'post /api/directory/entries/provider': { may: ['directory', 'editor'], body: { said: aProvider, reason: 'x' } },
  'put /api/directory/entries/provider/{id}': { ...ownEntry, body: { said: aProvider, reason: 'x' } },
  'post /api/directory/entries/{id}/withdraw': { ...ownEntry, body: { reason: 'x' } },
  'post /api/directory/entries/{id}/confirm': { ...callingBack, body: { called: 'x', spoken_with: 'x' } },
  'post /api/directory/entries/{id}/refuse': { ...callingBack, body: { reason: 'x' } },
  'post /api/directory/attest': { may: ['directory', 'editor'], body: { entries: [] } },
  // those of the own desk, and those that the own officers started
  'get /api/test-calls': officers,
  'post /api/test-calls': { may: ['duty', 'desk', 'editor'], body: { desk: 'XXX' } },
  'post /api/test-calls/{id}/answer': { may: ['duty'], of: 'test_call', body: {} },
  'get /api/cases/{id}/address': aCase,

  'get /api/participants': officers,
  'get /api/bases': { ...officers, query: '?requested=PER&kind=evidence' },
  'get /api/statistics/{year}': officers,
  'get /api/statistics/{year}/csv': officers,
  'get /api/statistics/{year}/breakdown': { ...officers, query: '?by=data_category' },
  'get /api/statistics/{year}/cases': { ...readers, query: '?indicator=M1&direction=incoming&kind=evidence' },

  // a State its own return, the Secretariat what was sent to it: {state} of another is unknown
  'get /api/returns': officers,
  'post /api/returns/rounds': { may: ['desk'], body: { year: 2199, due: '2199-01-01' } },
  'get /api/returns/{year}/{state}': officers,
  'get /api/returns/{year}/{state}/spreadsheet': officers,
  'post /api/returns/{year}/{state}/spreadsheet': { may: ['statistics', 'desk'] },
  'put /api/returns/{year}/{state}/figures': { may: ['statistics'], body: { entries: [] } },
  ...Object.fromEntries(
    ['prefill', 'approve', 'answer', 'correct', 'restate', 'abandon'].map((name) => [
      `post /api/returns/{year}/{state}/commands/${name}`,
      { may: ['statistics'], body: {} } as const,
    ]),
  ),
  ...Object.fromEntries(
    ['query', 'accept'].map((name) => [
      `post /api/returns/{year}/{state}/commands/${name}`,
      { may: ['desk'], body: {} } as const,
    ]),
  ),

  // the year's report: the Secretariat's to publish, everybody's to read on the portal
  'get /api/publications/{year}': { may: ['desk'] },
  'post /api/publications/{year}': { may: ['desk'], body: {} },
  'post /api/publications/{year}/questions': {
    may: ['desk'],
    body: { requesting: 'BRA', requested: 'CHL', kind: 'evidence' },
  },

  'get /api/secretariat/home': { may: ['desk'] },

  // published law: read by all, written by its own State
  'get /api/law': officers,
  'get /api/law/records': officers,
  'post /api/law/records/status': newLine(status),
  'put /api/law/records/status/{id}': aLine(status),
  'post /api/law/records/bilateral': newLine(treaty),
  'put /api/law/records/bilateral/{id}': aLine(treaty),
  'post /api/law/records/reservation': newLine(reservation),
  'put /api/law/records/reservation/{id}': aLine(reservation),
  'post /api/law/records/profile': newLine(profile),
  'put /api/law/records/profile/{id}': aLine(profile),
  'post /api/law/records/entry_into_force': newLine(entry),
  'put /api/law/records/entry_into_force/{id}': aLine(entry),
  'post /api/law/records/{id}/withdraw': { may: recording, of: 'law_amendment', body: { reason: 'x' } },

  // recommendations: drafts are their author's alone, what was released every participant reads
  'get /api/meetings': officers,
  'get /api/meetings/{meeting}': officers,
  'put /api/meetings/{meeting}': { may: ['desk'], body: { meeting: aMeeting, reason: 'x' } },
  'get /api/meetings/{meeting}/report.pdf': { may: ['desk'] },
  'get /api/meetings/{meeting}/recommendations/{number}': officers,
  'post /api/meetings/{meeting}/recommendations/{number}/progress': {
    may: ['statistics', 'approver', 'desk'],
    body: { status: 'done', text: 'x', evidence: [], as_of: '2026-01-01', released: false },
  },
  // news and links of the portal
  'get /api/portal/items': { may: publishing },
  'post /api/portal/items': { may: publishing, body: { kind: 'link', body: anItem } },
  'put /api/portal/items/{id}': { may: publishing, of: 'portal_item', body: { body: anItem } },
  'post /api/portal/items/{id}/publish': { may: publishing, of: 'portal_item', body: {} },
  'post /api/portal/items/{id}/withdraw': { may: publishing, of: 'portal_item', body: { reason: 'x' } },

  'get /api/demo/clock': open,
  'post /api/demo/clock': { ...officers, body: { advance: 'never' } },
};

/** Who may give each command, by kind and direction of the file it is given to. */
const commands: Record<string, NonNullable<Expectation['to']>> = {
  submit: drafters,
  discard: { ...drafters, ...asking },
  return_for_correction: authority,
  approve: authority,
  transmit: { ...sending, ...asking },
  transmit_emergency: { 'evidence.outgoing': ['duty'], 'preservation.outgoing': ['duty'] },
  confirm_in_writing: approvers,

  answer_clarification: following,
  answer_consultation: following,
  accept_conditions: { 'evidence.outgoing': ['approver'] },
  decline_conditions: { 'evidence.outgoing': ['approver'] },
  proceed: { ...following, ...keeping },
  ask_status: following,
  confirm_receipt: following,
  dispute_delivery: following,
  ask_wider_use: following,
  report_use: following,
  discharge: following,
  withdraw: { ...following, 'information.outgoing': ['drafter', 'approver', 'duty'] },

  acknowledge: { 'evidence.incoming': desk, ...preserving, ...informed },
  ask_clarification: executing,
  accept: executing,
  consult: executing,
  propose_conditions: executing,
  warn_confidentiality: executing,
  report_progress: executing,
  notify_delay: executing,
  give_status: executing,
  deliver: executing,
  answer_wider_use: executing,
  ask_use_report: executing,
  waive: executing,
  refer: executing,
  postpone: executing,
  resume: executing,
  refuse: { ...executing, ...preserving },
  return: executing,
  propose_lapse: executing,

  request_extension: keeping,
  release: keeping,
  order: preserving,
  confirm: preserving,
  warn: preserving,
  disclose_traffic: preserving,
  withhold_traffic: preserving,
  report_impossible: preserving,
  grant_extension: preserving,
  deny_extension: preserving,

  accept_offer: informed,
  decline_offer: informed,
  report_outcome: { 'information.incoming': ['officer', 'approver'] },
  ask_again: asking,
  reply: { 'consultation.incoming': anyone },
  close: { ...asking, 'consultation.incoming': anyone },
};

/** By method and path, as the description names them: `get /api/cases/{id}`. */
export const expectations: Readonly<Record<string, Expectation>> = {
  ...endpoints,
  ...Object.fromEntries(
    Object.entries(commands).map(([name, to]) => [
      `post /api/cases/{id}/commands/${name}`,
      { may: [...new Set(Object.values(to).flat())], of: 'case_file', to, body: {} },
    ]),
  ),
};
