import { sql, type Trx } from '@rogatoria/db';
import { noneOwn, type Role } from '@rogatoria/workflows';
import { calendarOf } from '@rogatoria/workflows/calendar.ts';
import { nextOpening, whenAtWork } from '@rogatoria/workflows/office-hours.ts';
import { latestVersion } from './calendars.ts';
import { inForce } from './deputies.ts';
import type { CaseRow } from './log.ts';
import { type MailWish, wishOf } from './mail-wish.ts';

/** Who is to be told what. `occasion` is unique: each occasion reaches each officer once, however often it is tried. */
export interface Notice {
  roles: readonly Role[];
  /** these officers too, whatever their roles */
  accounts?: readonly string[];
  /** text `notice.<key>`; parameters carry references and States, never case content */
  key: string;
  params: Record<string, string | number>;
  urgent: boolean;
  /**
   * `reminder`: its mail waits for the reader's working hours and shares one with the others of that State and day;
   * `hours`: of a clock of hours, which waits for no morning. Without it, news: waits for working hours unless urgent.
   */
  reminder?: 'reminder' | 'hours' | undefined;
  occasion: string;
  at: string;
  /** the officer who caused it is not told */
  except?: string | undefined;
  /** in the page alone: the mail is what went wrong */
  pageOnly?: boolean | undefined;
  /** a past that is being told again in the demonstration: seen already, and no mail */
  past?: boolean | undefined;
}

/**
 * Writes a notice for each active officer with one of the roles, own or as deputy, or named, and the mail that carries it. Of
 * the duty officers, what is urgent reaches those on duty by the roster; in a gap of it, all of them. A service account that
 * reads notices has, without mail, each that goes to a role and is about a case.
 */
export async function notify(
  trx: Trx,
  row: Pick<CaseRow, 'number' | 'own_reference' | 'counterpart'> & { id: string | null },
  notice: Notice,
): Promise<void> {
  const reference = row.number ?? row.own_reference ?? '';
  const params = JSON.stringify({ state: row.counterpart, number: reference, ...notice.params });
  const others = notice.roles.filter((role) => role !== 'duty');
  const { rows: told } = await sql<Told>`
    with held as (
      select account.id, account.participant, account.email, account.service, account.roles || array(
        select deputy.role from deputy join account represented on represented.id = deputy.account_id
        where deputy.deputy_id = account.id and ${inForce(notice.at)}) as roles
      from account where active
    ), on_duty as (
      select held.id from held join duty_shift on duty_shift.account_id = held.id
      where 'duty' = any(held.roles) and removed_at is null and starts_at <= ${notice.at} and ends_at > ${notice.at}
    ), told as (
      insert into notification (id, participant, account_id, case_id, occasion, key, params, urgent, at, read_at)
      select gen_random_uuid(), participant, id, ${row.id}, ${notice.occasion}, ${notice.key}, ${params}::jsonb,
        ${notice.urgent}, ${notice.at}, ${notice.past ? notice.at : null}::timestamptz
      from held
      where (roles && ${others}::text[] or id = any(${[...(notice.accounts ?? [])]}::uuid[])
          or ${notice.roles.includes('duty')} and 'duty' = any(roles)
            and (not ${notice.urgent} or id in (select id from on_duty) or not exists (select from on_duty))
          or ${row.id !== null && notice.roles.length > 0} and service and exists (select from service_account
            where account_id = held.id and 'notifications:read' = any(scopes)))
        and id is distinct from ${notice.except ?? null}::uuid
      on conflict (account_id, occasion) do nothing
      returning id, participant, account_id
    ), pushed as (
      insert into push_delivery (id, participant, subscription_id, key, params, at, next_attempt_at)
      select gen_random_uuid(), told.participant, push_subscription.id, 'urgent', ${params}::jsonb, ${notice.at},
        ${notice.at}
      from told join held on held.id = account_id join push_subscription using (account_id)
      where ${notice.urgent && !notice.past && !notice.pageOnly} and 'duty' = any(roles)
    )
    select told.id, told.participant, account.email, row_to_json(mail_wish) as wish
    from told join account on account.id = told.account_id left join mail_wish on mail_wish.account_id = account.id
    where account.email is not null
    order by account.email`.execute(trx);
  if (!notice.past && !notice.pageOnly && told.length > 0) await post(trx, row, notice, told);
}

interface Told {
  id: string;
  participant: string;
  email: string;
  wish: MailWish | null;
}

/** Writes the mail that carries a notice, with the moment before which it does not leave. */
async function post(
  trx: Trx,
  { id: about, counterpart }: { id: string | null; counterpart: string },
  { at, urgent, reminder }: Notice,
  told: readonly Told[],
): Promise<void> {
  // What is urgent, what is counted in hours and what is about one's own account waits for nobody's morning.
  const waits = !urgent && about !== null && reminder !== 'hours';
  const home = told[0]?.participant ?? '';
  const version = waits ? await latestVersion(trx, home) : noneOwn;
  const calendar = calendarOf(home, version);
  const mails = told.map(({ id, participant, email, wish }) => {
    const { reminders, hours } = wishOf(participant, wish, version);
    const shares = waits && reminder === 'reminder' && reminders === 'digest';
    const leaves = !waits
      ? at
      : shares
        ? nextOpening(at, hours, calendar)
        : wish?.hours === 'any'
          ? at
          : whenAtWork(at, hours, calendar);
    const bundle = shares ? `${counterpart} ${leaves}` : null;
    return { id, participant, address: email, at, next_attempt_at: leaves, bundle };
  });
  const posted = await trx
    .insertInto('mail')
    .values(mails.map((mail) => ({ ...mail, sent_at: null, failure: null })))
    // Another of that State and morning has its mail already, and nobody has tried to send it: it carries this one too.
    .onConflict((conflict) =>
      conflict
        .columns(['participant', 'address', 'bundle'])
        .where('attempts', '=', 0)
        .doUpdateSet(({ ref }) => ({ bundle: ref('excluded.bundle') })),
    )
    .returning(['id', 'address'])
    .execute();
  for (const { id, address } of mails) {
    const carrier = posted.find((mail) => mail.address === address)?.id;
    if (carrier !== undefined && carrier !== id)
      await trx.updateTable('notification').set({ mail_id: carrier }).where('id', '=', id).execute();
  }
}
