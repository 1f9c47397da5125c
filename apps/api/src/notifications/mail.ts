/** Carries notices by mail: in the reader's language, with a reference and what is awaited, without case content. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { as, type Trx } from '@rogatoria/db';
import type { Language } from '@rogatoria/workflows';
import { localeOf, say } from '@rogatoria/workflows/vocabulary/index.ts';
import nodemailer, { type Transporter } from 'nodemailer';
import { dueDay } from '../engine/deadlines.ts';
import { deliver, Refused, tellAdministrators } from '../engine/deliveries.ts';
import { invitationToken, resetToken } from '../engine/invitation.ts';
import { notify } from '../engine/notify.ts';
import type { House } from '../house.ts';

/** Sends one mail. `id` names it for ever, so that a repeated attempt is recognisable as the same mail. */
export type Mailer = (mail: {
  id: string;
  to: string;
  subject: string;
  text: string;
  at: string;
  language: string;
}) => Promise<void>;

/** How long a silent server is waited for, in milliseconds: whoever waits does nothing else. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** To the SMTP server when one is configured, else into `DATA_DIR/mail`, a file a mail. */
export function mailer(config: House['config']): Mailer {
  const transport: Transporter = config.smtpUrl
    ? nodemailer.createTransport({ url: config.smtpUrl, ...patience })
    : nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  const folder = path.join(config.dataDir, 'mail');
  const from = config.mailFrom;
  const domain = /@([^\s>]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return async ({ id, to, subject, text, at, language }) => {
    const message = {
      from,
      to,
      subject,
      text,
      date: new Date(at),
      messageId: `<${id}@${domain}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    };
    const sent = await transport.sendMail(message);
    if (config.smtpUrl) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // The name is the mail's own: a second attempt after a crash writes the same file.
    const name = path.join(folder, `${at.replaceAll(/[:.]/g, '')}-${id}.eml`);
    await writeFile(`${name}.part`, sent.message as Buffer, { mode: 0o600 });
    await rename(`${name}.part`, name);
  };
}

/** A server that says no to this sender, this address or this mail; not one that is busy or does not let us in. */
function isRefusal({ code, responseCode }: Error & { code?: string; responseCode?: number }): boolean {
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== undefined && responseCode >= 500;
}

/** Sends the mail that waits for a participant's officers. Returns how many went. A failure is kept and tried again later. */
export function deliverMail(house: House, participant: string, send: Mailer, now: string): Promise<number> {
  return deliver(
    house,
    participant,
    'mail',
    now,
    readMail,
    async (mail) => {
      const { subject, text, language } =
        mail.reset !== null
          ? resetMail(house, participant, { ...mail, reset: mail.reset })
          : mail.invitation === null
            ? noticeMail(house, mail, await sharingWith(house, participant, mail))
            : invitationMail(house, participant, { ...mail, invitation: mail.invitation });
      await send({ id: mail.id, to: mail.address, subject, text, at: mail.at, language }).catch((error: Error) => {
        throw isRefusal(error) ? new Refused(error.message, { cause: error }) : error;
      });
    },
    (trx, mail) => mailGivenUp(trx, participant, mail, now),
  );
}

const readMail = (trx: Trx, ids: string[]) =>
  trx
    .selectFrom('mail')
    .leftJoin('notification', 'notification.id', 'mail.id')
    .leftJoin('account', 'account.id', 'notification.account_id')
    .leftJoin('invitation', 'invitation.id', 'mail.invitation_id')
    .leftJoin('second_factor_reset', 'second_factor_reset.id', 'mail.reset_id')
    .leftJoin('account as holder', 'holder.id', 'second_factor_reset.account_id')
    .select([
      'mail.id',
      'mail.address',
      'mail.at',
      'mail.attempts',
      'mail.bundle',
      'notification.key',
      'notification.params',
      'notification.case_id',
      'notification.urgent',
      'account.id as account_id',
      'account.language',
      'invitation.id as invitation',
      'invitation.issue',
      'invitation.roles',
      'invitation.expires_at',
      'invitation.language as invitation_language',
      'second_factor_reset.id as reset',
      'second_factor_reset.expires_at as reset_expires_at',
      'holder.language as holder_language',
    ])
    .where('mail.id', 'in', ids)
    .orderBy('mail.at')
    .execute();

/**
 * Somebody hears of mail that never arrives: in the page whoever it was for, and the administrators – unless it was their
 * own notice of such mail, which would call for the next.
 */
async function mailGivenUp(
  trx: Trx,
  participant: string,
  { key, account_id }: { key: string | null; account_id: string | null },
  now: string,
): Promise<void> {
  if (account_id)
    await notify(
      trx,
      { id: null, number: null, own_reference: null, counterpart: participant },
      {
        roles: [],
        accounts: [account_id],
        key: 'mail_undelivered',
        params: {},
        urgent: false,
        occasion: `mail_undelivered:${now.slice(0, 10)}`,
        at: now,
        pageOnly: true,
      },
    );
  if (key !== 'undelivered') await tellAdministrators(trx, participant, now);
}

/**
 * Notes that a mail which had left came back: a mail server said so (RFC 3464). Returns whether it was one of this
 * participant's that was not known to be dead.
 */
export async function mailBounced(
  trx: Trx,
  participant: string,
  id: string,
  diagnostic: string,
  now: string,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('mail')
    .set({ dead_at: now, cause: 'bounced', failure: diagnostic.slice(0, 500) })
    .where('id', '=', id)
    .where('dead_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  const [mail] = await readMail(trx, [id]);
  if (mail) await mailGivenUp(trx, participant, mail, now);
  return true;
}

interface Written {
  language: Language;
  subject: string;
  text: string;
}

type Params = Record<string, string | number>;
type Notice = { key: string; params: Params };

/** The other reminders that this mail carries; none joins once it was tried. */
async function sharingWith(
  house: House,
  participant: string,
  { id, bundle }: { id: string; bundle: string | null },
): Promise<Notice[]> {
  if (bundle === null) return [];
  return as(house.db, participant, (trx) =>
    trx
      .selectFrom('notification')
      .select(['key', 'params'])
      .where('mail_id', '=', id)
      .orderBy('at')
      .orderBy('id')
      .execute(),
  );
}

/** A notice: of a case by its reference, or of the reader's own account; or the reminders of one State and day in one mail. */
function noticeMail(
  { config }: House,
  mail: {
    key: string | null;
    params: unknown;
    case_id: string | null;
    urgent: boolean | null;
    language: Language | null;
  },
  others: readonly Notice[] = [],
): Written {
  const { key, language } = mail;
  if (key === null || language === null) throw new Error('a mail without a notice');
  if (others.length > 0) return digestMail(config, language, [{ key, params: mail.params as Params }, ...others]);
  const params = mail.params as Record<string, string | number>;
  const ofAccount = key.startsWith('account.');
  const url =
    key === 'undelivered'
      ? `${config.publicUrl}/channels`
      : mail.case_id
        ? `${config.publicUrl}/cases/${mail.case_id}`
        : config.publicUrl;
  const subject =
    key === 'undelivered'
      ? 'mail.subject.undelivered'
      : ofAccount
        ? 'mail.subject.account'
        : mail.urgent
          ? 'mail.subject.urgent'
          : 'mail.subject';
  return {
    language,
    subject: say(language, { key: subject, params: { number: params.number || '—' } }),
    text: [
      say(language, 'mail.body.intro'),
      say(language, { key: `notice.${key}`, params }),
      say(language, { key: 'mail.body.link', params: { url } }),
      say(language, 'mail.footer'),
    ].join('\n\n'),
  };
}

/** Reminders of one State and day: each by its reference and what is awaited, without case content. */
function digestMail(config: House['config'], language: Language, notices: readonly Notice[]): Written {
  const params = { state: notices[0]?.params.state ?? '', count: notices.length };
  return {
    language,
    subject: say(language, { key: 'mail.subject.digest', params }),
    text: [
      say(language, 'mail.body.intro'),
      notices.map(({ key, params }) => `• ${say(language, { key: `notice.${key}`, params })}`).join('\n'),
      say(language, { key: 'mail.body.link', params: { url: `${config.publicUrl}/notifications` } }),
      say(language, 'mail.footer'),
    ].join('\n\n'),
  };
}

/** An invitation, with the link that opens it. The token stands in the fragment, which browsers send to no server. */
function invitationMail(
  house: House,
  participant: string,
  mail: {
    invitation: string;
    issue: number | null;
    roles: string[] | null;
    expires_at: string | null;
    invitation_language: Language | null;
  },
): Written {
  const language = mail.invitation_language ?? 'en';
  const roles = new Intl.ListFormat(localeOf(language)).format(
    (mail.roles ?? []).map((role) => say(language, `role.${role}`)),
  );
  const token = invitationToken(house, participant, mail.invitation, mail.issue ?? 0);
  const params = {
    state: participant,
    roles,
    url: `${house.config.publicUrl}/invitation#${token}`,
    due: dueDay(mail.expires_at ?? '', participant),
  };
  return {
    language,
    subject: say(language, { key: 'mail.subject.invitation', params }),
    text: ['mail.invitation.body', 'mail.invitation.link', 'mail.invitation.unexpected']
      .map((key) => say(language, { key, params }))
      .join('\n\n'),
  };
}

/** The link that resets a lost second factor, to its holder: without the password it opens nothing. */
function resetMail(
  house: House,
  participant: string,
  mail: { reset: string; reset_expires_at: string | null; holder_language: Language | null },
): Written {
  const language = mail.holder_language ?? 'en';
  const url = `${house.config.publicUrl}/second-factor#${resetToken(house, participant, mail.reset)}`;
  const params = { url, due: dueDay(mail.reset_expires_at ?? '', participant) };
  return {
    language,
    subject: say(language, 'mail.subject.second_factor_reset'),
    text: ['body', 'link', 'unexpected']
      .map((key) => say(language, { key: `mail.second_factor_reset.${key}`, params }))
      .join('\n\n'),
  };
}
