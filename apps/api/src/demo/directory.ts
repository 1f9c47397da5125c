/**
 * The demonstration's directory: invented authorities and providers, entered, called back, confirmed and test-called by the
 * same functions as any officer's, at moments of the past year. One State is late, and one change waits for a second officer.
 */
import { as, sql, type Trx } from '@rogatoria/db';
import { type Role, zoneOf } from '@rogatoria/workflows';
import type { Authority, Entry, EntryKind, Provider } from '@rogatoria/workflows/directory.ts';
import { attest, changeEntry, decideEntry, type Editor } from '../directory/entries.ts';
import { answerCall, startCall } from '../directory/test-calls.ts';
import { inForce, readDirectory } from '../engine/directory.ts';
import type { House } from '../house.ts';
import { demoParticipants } from './people.ts';

const dayMs = 86_400_000;

/** How each State tends its directory: days before now. */
const tended: Record<string, { entered: number; attested: number | null }> = {
  BRA: { entered: 400, attested: 96 },
  CHL: { entered: 431, attested: null },
  USA: { entered: 380, attested: 20 },
  HTI: { entered: 200, attested: null },
};

/** Names as each State would write them; streets, numbers and providers that do not exist. */
const words: Record<string, { address: string; competent: string; unit: string; statistics: string; reason: string }> =
  {
    BRA: {
      address: 'Rua Inventada 100, Brasília',
      competent: 'Ministério Público de Exemplo (demonstração)',
      unit: 'Unidade de Crimes Cibernéticos de Exemplo (demonstração)',
      statistics: 'Núcleo de Estatística de Exemplo (demonstração)',
      reason: 'Primeiro registro',
    },
    CHL: {
      address: 'Calle Inventada 200, Santiago',
      competent: 'Fiscalía de Ejemplo (demostración)',
      unit: 'Brigada del Cibercrimen de Ejemplo (demostración)',
      statistics: 'Unidad de Estadística de Ejemplo (demostración)',
      reason: 'Primera inscripción',
    },
    USA: {
      address: '300 Invented Street, Washington',
      competent: 'Sample Prosecutor’s Office (demonstration)',
      unit: 'Sample Cybercrime Unit (demonstration)',
      statistics: 'Sample Statistics Branch (demonstration)',
      reason: 'First entry',
    },
    HTI: {
      address: '400, rue Inventée, Port-au-Prince',
      competent: 'Parquet d’Exemple (démonstration)',
      unit: 'Cellule cybercriminalité d’Exemple (démonstration)',
      statistics: 'Service statistique d’Exemple (démonstration)',
      reason: 'Première inscription',
    },
  };

const providers: Record<string, [name: string, accepts: Provider['accepts'], days: number][]> = {
  BRA: [['Nuvem Inventada Ltda.', ['preservation', 'emergency', 'domestic_order'], 365]],
  CHL: [['Correo Inventado SpA', ['emergency', 'domestic_order'], 365]],
  USA: [
    ['Invented Cloud, Inc.', ['preservation', 'emergency', 'subscriber'], 90],
    ['Sample Messenger, Inc.', ['preservation', 'emergency'], 30],
  ],
};

const mailAt = (what: string, code: string) => `${what}.${code.toLowerCase()}@demo.test`;

/** What a participant of the demonstration enters first. */
function entriesOf(code: string, on: string): [EntryKind, Entry][] {
  const { authority, desk, language } = demoParticipants.find((one) => one.code === code) ?? {};
  const own = words[code];
  if (!authority || !language || !desk || !own) return [];
  const base = { instruments: [], networks: [], languages: [language], valid_from: on };
  const central: Authority = {
    ...base,
    role: 'central_authority',
    name: authority,
    email: mailAt('authority', code),
    channels: ['exchange', 'mail'],
    languages: language === 'en' ? ['en'] : [language, 'en'],
    hours: '09:00–17:00',
    address: own.address,
    public_contact: ['address'],
  };
  const phone = desk.phone.replace(/0100$/, '0101');
  return [
    ['authority', { ...central, phone }],
    [
      'authority',
      {
        ...base,
        role: 'point_of_contact',
        name: desk.name,
        phone: desk.phone,
        email: desk.email,
        networks: code === 'HTI' ? [] : ['ETS185'],
        channels: ['exchange', 'phone', 'mail'],
        languages: central.languages,
      },
    ],
    [
      'authority',
      {
        ...base,
        role: 'competent_authority',
        name: own.competent,
        email: mailAt('competent', code),
        channels: ['mail'],
      },
    ],
    [
      'authority',
      { ...base, role: 'statistics_entity', name: own.statistics, email: mailAt('figures', code), channels: ['mail'] },
    ],
    [
      'authority',
      { ...base, role: 'cybercrime_unit', name: own.unit, email: mailAt('unit', code), channels: ['mail', 'phone'] },
    ],
    ...(providers[code] ?? []).map(([name, accepts, days]): [EntryKind, Entry] => [
      'provider',
      {
        name,
        email: `lawful-requests@${name
          .toLowerCase()
          .replaceAll(/[^a-z]+/g, '-')
          .replace(/-$/, '')}.test`,
        accepts,
        retention: [
          { category: 'TRAFFIC', days },
          { category: 'SUBSCRIBER', days: days * 4 },
        ],
        languages: [language],
        source: 'https://provider.test/lawful-requests',
        as_of: on,
      },
    ]),
  ];
}

/** Test calls of the past year: who calls whom, how many days ago, and after how many minutes the desk answered. */
const calls: [from: string, desk: string, days: number, minutes: number | null][] = [
  ['OAS', 'BRA', 340, 12],
  ['OAS', 'CHL', 340, 41],
  ['OAS', 'USA', 340, 6],
  ['CHL', 'BRA', 261, 9],
  ['BRA', 'CHL', 255, 190],
  ['BRA', 'USA', 214, 4],
  ['OAS', 'HTI', 180, 1_660],
  ['OAS', 'BRA', 160, 33],
  ['OAS', 'CHL', 160, 78],
  ['OAS', 'USA', 160, 15],
  ['USA', 'CHL', 121, null],
  ['USA', 'HTI', 121, null],
  ['USA', 'BRA', 120, 71],
  ['CHL', 'USA', 95, 8],
  ['BRA', 'HTI', 64, 540],
  ['HTI', 'BRA', 41, 21],
  ['HTI', 'CHL', 40, 26],
  ['HTI', 'USA', 40, 11],
];

/** Fills the directory once; an installation that has entries is left alone. */
export async function fillDirectory(house: House): Promise<void> {
  const now = Date.parse(house.clock.now());
  const ago = (days: number, minutes = 0) => new Date(now - days * dayMs + minutes * 60_000).toISOString();
  // Where a year was told without a directory, its requests went to no address of one: that stays as it was.
  const told = await house.db
    .selectFrom('installation')
    .select('key')
    .where('key', '=', 'demo_year')
    .executeTakeFirst();
  if (told) return;
  const filled = await as(house.db, 'OAS', (trx) =>
    trx.selectFrom('test_call').select('id').limit(1).executeTakeFirst(),
  );
  if (filled) return;
  for (const [code, { entered, attested }] of Object.entries(tended))
    await as(house.db, code, async (trx) => {
      if ((await readDirectory(trx, code)).versions.length > 0) return;
      const editor = await editorOf(trx, code, 'directory');
      const second = await editorOf(trx, code, 'approver');
      const at = ago(entered);
      const on = Temporal.Instant.from(at).toZonedDateTimeISO(zoneOf(code)).toPlainDate().toString();
      const reason = words[code]?.reason ?? 'First entry';
      for (const [kind, said] of entriesOf(code, on)) {
        const { entry, version, call_back } = await changeEntry(trx, editor, { seen: 0, kind, said, reason }, at);
        const called = { called: '+1 202 555 0199', spoken_with: 'Alex Inventado' };
        if (call_back)
          await decideEntry(
            trx,
            second,
            { entry, seen: version },
            { decision: 'confirmed', ...called },
            ago(entered, 90),
          );
      }
      if (attested !== null)
        await attest(trx, editor, inForce(await readDirectory(trx, code), ago(attested)), ago(attested));
      if (code === 'USA') await waitingChange(trx, editor, ago(1));
      await alreadyTold(trx, ago(2));
    });
  for (const [from, desk, days, minutes] of calls.toSorted((a, b) => b[2] - a[2])) {
    const { id } = await as(house.db, from, async (trx) => {
      return startCall(trx, await editorOf(trx, from, from === 'OAS' ? 'desk' : 'duty'), desk, ago(days));
    });
    if (minutes !== null)
      await as(house.db, desk, async (trx) => {
        await answerCall(trx, await editorOf(trx, desk, 'duty'), id, ago(days, minutes));
      });
  }
}

/** A new telephone of the 24/7 desk, entered yesterday: it waits until somebody else has called back. */
async function waitingChange(trx: Trx, editor: Editor, at: string): Promise<void> {
  const desk = inForce(await readDirectory(trx, editor.participant), at).find(
    ({ said }) => 'role' in said && said.role === 'point_of_contact',
  );
  if (!desk) return;
  const said = { ...(desk.said as Authority), phone: '+1 202 555 0177' };
  await changeEntry(
    trx,
    editor,
    { entry: desk.entry, seen: desk.version, kind: 'authority', said, reason: 'New telephone of the duty desk' },
    at,
  );
}

/** What the past told its officers was read long ago, and its mail has gone; the change that waits is news. */
async function alreadyTold(trx: Trx, until: string): Promise<void> {
  await sql`update mail set sent_at = at where sent_at is null and at < ${until}
    and (id in (select id from contact_notice) or id in (select id from notification where key like 'directory_%'))`.execute(
    trx,
  );
  await sql`update notification set read_at = at
    where read_at is null and at < ${until} and key like 'directory_%'`.execute(trx);
}

async function editorOf(trx: Trx, participant: string, role: Role): Promise<Editor> {
  const { id } = await trx
    .selectFrom('account')
    .select('id')
    .where(sql<boolean>`${role} = any(roles)`)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { id, participant };
}
