/** The annual round of the demonstration: opened, and answered by some of its States, through the real commands. */
import { setTimeout as pause } from 'node:timers/promises';
import { as, type Trx } from '@rogatoria/db';
import { zoneOf } from '@rogatoria/workflows/states.ts';
import type { Officer } from '../engine/handle.ts';
import { findReturn, openRound, returnCommand, type Work } from '../engine/returns.ts';
import { deliverOutbox } from '../exchange/send.ts';
import type { House } from '../house.ts';
import { entered, filledIn } from '../returns/work.ts';
import { returnOf } from '../statistics/annual-return.ts';
import { demoParticipants } from './people.ts';
import { officersOf } from './year.ts';

/** Cases of cybercrime, all invented, that come out: investigations, charges, dispositions, persons. */
function inventedCases(size: number) {
  const part = (share: number) => Math.round(size * share);
  const persons = part(0.3);
  const women = part(0.09);
  const minors = part(0.02);
  const young = part(0.14);
  return Object.entries({
    C1: size * 3,
    'C2.pending_start': part(0.4),
    'C2.opened': size,
    'C2.reopened': 2,
    'C2.closed': part(0.8),
    'C2.pending_end': part(0.4) + size + 2 - part(0.8),
    C3: part(0.25),
    'C3.persons': persons,
    'C5.female': women,
    'C5.male': persons - women,
    'C5.sex_other': 0,
    'C5.sex_unknown': 0,
    'C5.under_18': minors,
    'C5.age_18_29': young,
    'C5.age_30_44': persons - minors - young,
    'C5.age_45_59': 0,
    'C5.age_60': 0,
    'C5.age_unknown': 0,
    'C5.natural': persons,
    'C5.legal': 0,
    'C6.need': part(0.35),
    'C6.sent': part(0.05),
  }).map(([cell, value]) => ({ cell: `domestic.${cell}`, value }));
}

const notes = {
  BRA: {
    entity: 'Secretaria Nacional de Justiça (demonstração)',
    official: 'Elisa Conta, coordenadora de estatística',
    source: 'Registro nacional de inquéritos (dados inventados)',
  },
  CHL: {
    entity: 'Fiscalía Nacional, Unidad de Estudios (demostración)',
    official: 'Elena Cuenta, jefa de estadística',
    source: 'Sistema de apoyo a los fiscales (datos inventados)',
  },
} as const;

/**
 * Opens the round of the year that has ended, if it is not open: Brazil's return is accepted, Chile's is asked about, the
 * United States work on theirs, Haiti has not begun. What was done at an earlier start is not done again.
 */
export async function reportYear(house: House): Promise<void> {
  const codes = demoParticipants.map(({ code }) => code);
  const officer = await officersOf(house, codes);
  const desk = officer('OAS', 'desk');
  const now = house.clock.now();
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zoneOf('OAS')).toPlainDate();
  const year = today.year - 1;
  const known = await as(house.db, 'OAS', (trx) => findReturn(trx, 'BRA', year));
  if (known) return;
  await openRound(house, desk, { year, due: today.add({ days: 30 }).toString() }, undefined);
  // The worker may have taken a message already: then it is on its way, and is waited for.
  const deliver = async () => {
    for (let tries = 0; tries < 120; tries++) {
      let waiting = 0;
      for (const code of codes) {
        await deliverOutbox(house, code, { now: house.clock.now() });
        waiting += await as(house.db, code, (trx) => waitingReturns(trx));
      }
      if (waiting === 0) return;
      await pause(500);
    }
  };
  await deliver();

  const give = async (by: Officer, state: string, name: string, payload: object = {}, work?: Work) => {
    const row = await as(house.db, by.participant, (trx) => findReturn(trx, state, year));
    if (!row) throw new Error(`no return of ${state}`);
    await returnCommand(house, by, { state, year }, name, payload, { version: row.version, key: undefined }, work);
    await deliver();
  };
  for (const [state, size] of [
    ['BRA', 420],
    ['CHL', 180],
  ] as const) {
    const by = officer(state, 'statistics');
    await give(by, state, 'prefill', {}, filledIn(returnOf, now));
    await give(by, state, 'enter', {}, entered(inventedCases(size), notes[state]));
    await give(by, state, 'approve');
  }
  await give(desk, 'BRA', 'accept');
  await give(desk, 'CHL', 'query', { text: 'Were requests that came by diplomatic note counted as well?' });
  await give(officer('USA', 'statistics'), 'USA', 'prefill', {}, filledIn(returnOf, now));
}

/** Messages about returns that have not been receipted yet: those that belong to no case. */
async function waitingReturns(trx: Trx): Promise<number> {
  const { n } = await trx
    .selectFrom('message')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('direction', '=', 'out')
    .where('status', '=', 'waiting')
    .where('case_id', 'is', null)
    .executeTakeFirstOrThrow();
  return n;
}
