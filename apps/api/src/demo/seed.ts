/** Participants and accounts of the demonstration, written once as the owner of the database. */
import { randomUUID } from 'node:crypto';
import { connect, sql } from '@rogatoria/db';
import type { Role } from '@rogatoria/workflows';
import { hashPassword } from '../auth/session.ts';
import { makeKeys } from '../engine/keys.ts';
import { type DemoParticipant, demoEmail, demoParticipants, demoPassword } from './people.ts';

/** Adds what is missing; a second start changes nothing. */
export async function seedParticipants(
  ownerUrl: string,
  secret: Buffer,
  now: string,
  participants: readonly DemoParticipant[] = demoParticipants,
): Promise<void> {
  const db = connect(ownerUrl, 1);
  try {
    const known = await db.selectFrom('participant').select('code').execute();
    const missing = participants.filter(({ code }) => !known.some((row) => row.code === code));
    if (missing.length === 0) return;
    // One hash for all: it is one published password.
    const password = await hashPassword(demoPassword);
    for (const { people, code, desk, ...participant } of missing) {
      const keys = await makeKeys(secret);
      await db.transaction().execute(async (trx) => {
        await sql`select set_config('app.participant', ${code}, true)`.execute(trx);
        await trx
          .insertInto('participant')
          .values({
            code,
            ...participant,
            desk: desk && JSON.stringify(desk),
            signing_key: JSON.stringify(keys.signing),
            sealing_key: JSON.stringify(keys.sealing),
          })
          .execute();
        await trx.insertInto('participant_key').values({ participant: code, sealed: keys.sealed }).execute();
        await trx
          .insertInto('account')
          .values(
            Object.entries(people).map(([role, name]) => ({
              id: randomUUID(),
              participant: code,
              email: demoEmail(role as Role, code),
              name,
              roles: [role],
              language: participant.language,
              password,
              created_at: now,
            })),
          )
          .execute();
      });
    }
  } finally {
    await db.destroy();
  }
}
