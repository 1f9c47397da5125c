/**
 * `pnpm admin …`: what the installation's operator does. Never shows a secret but a first password, once. Each command
 * loads what it needs, so that a word of advice comes at once.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { documentLanguageOf, formalNameOf, isState, secretariat, zoneOf } from '@rogatoria/workflows/states.ts';
import { type Language, languages } from '@rogatoria/workflows/types.ts';
import type { Fault } from './audit/faults.ts';
import type { Tombstone } from './engine/tombstone.ts';

const usage = `Usage: pnpm admin COMMAND

  migrate
      Brings the database's schema and the queue's tables up to date.

  participant add CODE --email ADDRESS --name NAME [--authority TEXT] [--language en|es|pt|fr]
      Adds a State (ISO 3166-1 alpha-3, or ${secretariat.code} for the Technical Secretariat) with new keys and its first
      administrator, whose first password is printed once.
      --authority   name of the central authority; default: the State's formal name
      --language    default: the State's own

  second-factor remove CODE ADDRESS
      Removes authenticator, recovery codes and passkeys of a participant's only administrator, who lost them: nobody else
      can. Make sure first, otherwise than by mail, that it is they who ask. Their sessions end; the password stays, and at
      the next sign-in nothing but the own account is open until another second factor is set up. It is in the record, and
      the auditors are told. Where there is a second administrator it is refused: that one does it, in the page.

  verify [CODE…] [--checkpoint FILE]…
      Computes every chain of hashes again and plays every log through the procedure: the result must be the case, its
      figures, clocks, messages and files as stored, and every signed checkpoint must still be true. Names each fault with
      its first bad entry, prints a JSON summary, and ends with 1 when there is any.
      --checkpoint  one that was exported and kept elsewhere: today's record must extend it; may be given several times
      Time stamps (RFC 3161) are verified where TSA_CA_FILE holds the root certificates they must descend from.

  checkpoint export CODE [NUMBER]
      Prints a participant's signed checkpoint, the last unless NUMBER is given, to be kept where this installation's
      operators cannot reach it.

  bounce < MAIL
      Takes a mail that a mail server returned (RFC 3464) and notes which of ours did not arrive: its reader and the
      administrators are told, and it stands under “Channels” to be tried again. For the alias of MAIL_FROM's address, as
      \`rogatoria: "|pnpm admin bounce"\`. Any other mail is passed over.

Environment: DATABASE_URL, the database as its owner; for bounce and second-factor as rogatoria_app. For participant add also SECRET_FILE.`;

/** Something the operator has to put right: printed without a stack. */
class Wrong extends Error {}
class WrongUsage extends Wrong {}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Wrong(`Missing: ${name} in the environment.\n\n${usage}`);
  return value;
}

async function migrateAll(): Promise<void> {
  const url = setting('DATABASE_URL');
  const { migrate } = await import('@rogatoria/db');
  const { migrateQueue } = await import('./engine/queue.ts');
  await migrate(url);
  await migrateQueue(url);
  console.log('The database is up to date.');
}

async function addParticipant(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      authority: { type: 'string' },
      language: { type: 'string' },
    },
  });
  const [code = '', ...rest] = positionals;
  const { email = '', name = '' } = values;
  const missing = [!code && 'CODE', !email && '--email', !name.trim() && '--name'].filter(Boolean);
  if (missing.length > 0) throw new WrongUsage(`Missing: ${missing.join(', ')}.`);
  if (rest.length > 0) throw new WrongUsage(`Unknown: ${rest.join(' ')}.`);
  if (code !== secretariat.code && !isState(code)) throw new Wrong(`${code} is not the code of a participant.`);
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Wrong(`${email} is not a mail address.`);
  const language = (values.language ?? documentLanguageOf(code)) as Language;
  if (!languages.includes(language)) throw new Wrong(`${language} is none of ${languages.join(', ')}.`);

  const url = setting('DATABASE_URL');
  const secret = readFileSync(setting('SECRET_FILE'));
  if (secret.length < 32) throw new Wrong('SECRET_FILE must hold at least 32 bytes of randomness.');
  const { connect, sql } = await import('@rogatoria/db');
  const { makeKeys } = await import('./engine/keys.ts');
  const { hashPassword } = await import('./auth/session.ts');
  const keys = await makeKeys(secret);
  const password = randomBytes(15).toString('base64url');
  const hashed = await hashPassword(password);
  const db = connect(url, 1);
  try {
    await db.transaction().execute(async (trx) => {
      await sql`select set_config('app.participant', ${code}, true)`.execute(trx);
      const known = await trx.selectFrom('participant').select('code').where('code', '=', code).executeTakeFirst();
      if (known) throw new Wrong(`${code} is already a participant. Nothing was changed.`);
      const { rows } = await sql`select from account_by_email(${email})`.execute(trx);
      if (rows.length > 0) throw new Wrong(`${email} already has an account. Nothing was changed.`);
      await trx
        .insertInto('participant')
        .values({
          code,
          kind: code === secretariat.code ? 'secretariat' : 'state',
          zone: zoneOf(code),
          language,
          authority: values.authority ?? formalNameOf(code, language),
          desk: null,
          signing_key: JSON.stringify(keys.signing),
          sealing_key: JSON.stringify(keys.sealing),
        })
        .execute();
      await trx.insertInto('participant_key').values({ participant: code, sealed: keys.sealed }).execute();
      await trx
        .insertInto('account')
        .values({
          id: randomUUID(),
          participant: code,
          email,
          name,
          roles: ['admin'],
          language,
          password: hashed,
          created_at: new Date().toISOString(),
        })
        .execute();
    });
  } finally {
    await db.destroy();
  }
  console.log(`${code} takes part. First administrator: ${email}\nFirst password, shown only now: ${password}`);
}

async function removeSecondFactor(args: string[]): Promise<void> {
  const [code = '', email = '', ...rest] = args;
  if (!code || !email || rest.length > 0) throw new WrongUsage('Missing or unknown: CODE and ADDRESS.');
  const url = await urlOfApplication();
  const { as, connect } = await import('@rogatoria/db');
  const { removeByOperator } = await import('./officers/second-factor-resets.ts');
  const db = connect(url, 1);
  try {
    const now = new Date().toISOString();
    const refused = await as(db, code, (trx) => removeByOperator(trx, code, email, now));
    const why = {
      unknown: `${email} has no active account of ${code}.`,
      no_administrator: `${email} is no administrator of ${code}: its administrators reset a second factor, in the page.`,
      not_alone: `${code} has another active administrator, who resets a second factor in the page.`,
      none: `${email} has neither an authenticator nor a passkey.`,
    };
    if (refused) throw new Wrong(`${why[refused]} Nothing was changed.`);
  } finally {
    await db.destroy();
  }
  console.log(`The second factor of ${email} is removed. The auditors of ${code} are told.`);
}

async function verifyLog(args: string[]): Promise<void> {
  const { values, positionals: codes } = parseArgs({
    args,
    allowPositionals: true,
    options: { checkpoint: { type: 'string', multiple: true } },
  });
  const url = setting('DATABASE_URL');
  const { connect } = await import('@rogatoria/db');
  const { verify } = await import('./audit/verify.ts');
  const { parseCheckpoint } = await import('./audit/checkpoint.ts');
  const { rootsOf } = await import('./config.ts');
  const kept = (values.checkpoint ?? []).map((file) => {
    try {
      return parseCheckpoint(readFileSync(file, 'utf8'));
    } catch (error) {
      throw new Wrong(`${file}: ${(error as Error).message}`);
    }
  });
  const db = connect(url, 2);
  try {
    const known = (await db.selectFrom('participant').select('code').orderBy('code').execute()).map((row) => row.code);
    const unknown = codes.filter((code) => !known.includes(code));
    if (unknown.length > 0) throw new Wrong(`Not a participant here: ${unknown.join(', ')}.`);
    const chosen = codes.length > 0 ? codes : known;
    const strange = kept.map(({ body }) => body.participant).filter((code) => !chosen.includes(code));
    if (strange.length > 0) throw new Wrong(`A checkpoint of ${strange.join(', ')}, which is not verified here.`);
    const report = (fault: Fault) => {
      const place = fault.sequence === null ? 'its case' : `entry ${fault.sequence}`;
      const where = fault.number ?? fault.case_id ?? fault.chain;
      console.error(`${fault.participant} ${where}: ${fault.problem} at ${place}: ${fault.detail}`);
    };
    const roots = process.env.TSA_CA_FILE ? rootsOf(process.env.TSA_CA_FILE) : undefined;
    const erased = ({ participant, case_id, number, at, rule }: Tombstone) =>
      console.error(
        `${participant} ${number ?? case_id}: erased on ${at.slice(0, 10)} under rule “${rule.kind}, ${rule.years} years” (${rule.note ?? 'default policy'})`,
      );
    const result = await verify(db, chosen, report, { kept, roots, erased });
    console.log(JSON.stringify({ verify: 'log', ...result }));
    if (!result.ok) process.exitCode = 1;
  } finally {
    await db.destroy();
  }
}

async function exportOne(args: string[]): Promise<void> {
  const [code = '', number, ...rest] = args;
  if (!code || rest.length > 0 || (number !== undefined && !/^[1-9]\d{0,8}$/.test(number)))
    throw new WrongUsage('Missing or unknown: CODE, and a NUMBER where it is not the last.');
  const url = setting('DATABASE_URL');
  const { as, connect } = await import('@rogatoria/db');
  const { exportCheckpoint } = await import('./audit/checkpoint.ts');
  const db = connect(url, 1);
  try {
    const checkpoint = await as(db, code, (trx) =>
      exportCheckpoint(trx, code, number === undefined ? undefined : Number(number)),
    );
    if (!checkpoint) throw new Wrong(`${code} has no checkpoint${number ? ` ${number}` : ''}.`);
    console.log(JSON.stringify(checkpoint, null, 2));
  } finally {
    await db.destroy();
  }
}

/** `sysexits.h`: the mail server keeps the mail and tries again. */
const tryLater = 75;

/** The owner finds accounts of every participant by their address; what tells officers something must not. */
async function urlOfApplication(): Promise<string> {
  const url = setting('DATABASE_URL');
  const { app } = await import('@rogatoria/db/roles.ts');
  if (URL.parse(url)?.username !== app)
    throw new Wrong(`DATABASE_URL must name the role ${app} here, as for \`serve\`.`);
  return url;
}

async function takeBounce(): Promise<void> {
  const url = await urlOfApplication();
  const { readBounce } = await import('./notifications/bounce.ts');
  const bounce = readBounce(readFileSync(0, 'utf8'));
  if (!bounce) {
    console.log('No mail of ours is reported as undeliverable. Nothing was changed.');
    return;
  }
  const { as, connect } = await import('@rogatoria/db');
  const { mailBounced } = await import('./notifications/mail.ts');
  const db = connect(url, 1);
  try {
    const now = new Date().toISOString();
    for (const { code } of await db.selectFrom('participant').select('code').execute())
      if (await as(db, code, (trx) => mailBounced(trx, code, bounce.mail, bounce.diagnostic, now))) {
        console.log(`A mail of ${code} did not arrive: ${bounce.diagnostic}`);
        return;
      }
    console.log('That mail is not known here, or known to have come back. Nothing was changed.');
  } catch (error) {
    console.error(explained(error as Error));
    process.exitCode = tryLater;
  } finally {
    await db.destroy();
  }
}

/** What PostgreSQL means, where its own words leave the operator alone. */
function explained(error: Error & { code?: string }): string {
  if (error.code === '42501') return `${error.message}. DATABASE_URL must name the owner of the database.`;
  if (error.code === '42704' && error.message.includes('rogatoria_app')) {
    return `${error.message}. The roles of packages/db/src/roles.ts are made first, once, by the server's superuser.`;
  }
  if (error.code === '42P01') return `${error.message}. Run \`pnpm admin migrate\` first.`;
  return error.message || error.code || String(error);
}

const [command, ...rest] = process.argv.slice(2);
try {
  if (command === 'migrate' && rest.length === 0) await migrateAll();
  else if (command === 'participant' && rest[0] === 'add') await addParticipant(rest.slice(1));
  else if (command === 'second-factor' && rest[0] === 'remove') await removeSecondFactor(rest.slice(1));
  else if (command === 'verify') await verifyLog(rest);
  else if (command === 'checkpoint' && rest[0] === 'export') await exportOne(rest.slice(1));
  else if (command === 'bounce' && rest.length === 0) await takeBounce();
  else if (command === undefined || command === 'help' || command === '--help') {
    console.log(usage);
    if (command === undefined) process.exitCode = 2;
  } else throw new WrongUsage(`There is no command ${[command, ...rest].join(' ')}.`);
} catch (error) {
  const wrongUsage = error instanceof WrongUsage || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  console.error(wrongUsage ? `${(error as Error).message}\n\n${usage}` : explained(error as Error));
  process.exitCode = wrongUsage ? 2 : 1;
}
