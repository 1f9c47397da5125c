// Requests on their way when a year ends, and those between two midnights: what one State says it sent and what the other
// says it received come to the same number once each tells what it had counted before the other did.

import { returnOf } from '@rogatoria/api/statistics/annual-return.ts';
import { as } from '@rogatoria/db';
import { type FlowRow, isNumber, type Reported } from '@rogatoria/workflows/annual-return/content.ts';
import { exampleForm } from '@rogatoria/workflows/examples.ts';
import { expect, test } from 'vitest';
import { testHouse } from '../harness/house.ts';

test('in transit at both ends of the year, by each State’s own clock', async () => {
  const t = await testHouse();
  try {
    const send = async (counterpart: string, at: string, arrives: string, seed: number) => {
      t.forward(at);
      const [drafter, approver] = [await t.as('drafter', 'BRA'), await t.as('approver', 'BRA')];
      const { form, translations } = exampleForm('preservation', {
        lang: 'pt',
        seed,
        requesting: 'BRA',
        requested: counterpart,
        today: at.slice(0, 10),
      });
      const { body } = await drafter.post('/api/cases', {
        kind: 'preservation',
        counterpart,
        title: 'Conta inventada',
        bases: ['ETS185'],
        form_language: 'pt',
        form,
        translations,
      });
      for (const [who, name] of [
        [drafter, 'submit'],
        [approver, 'approve'],
        [approver, 'transmit'],
      ] as const)
        expect([name, (await who.command(body.id, name)).status]).toEqual([name, 200]);
      t.forward(arrives);
      await t.work();
    };
    // Brasília is three hours behind UTC, Washington five in winter
    await send('CHL', '2026-12-30T12:00:00.000Z', '2026-12-30T12:01:00.000Z', 1);
    // under way over New Year
    await send('CHL', '2026-12-31T20:00:00.000Z', '2027-01-01T04:00:00.000Z', 2);
    // already 2027 in Brasília, still 2026 in Washington
    await send('USA', '2027-01-01T04:10:00.000Z', '2027-01-01T04:11:00.000Z', 3);
    t.forward('2028-01-10T12:00:00.000Z');
    await t.work();
    const row = async (participant: string, year: number, counterpart: string): Promise<FlowRow | undefined> => {
      const now = t.house.clock.now();
      const { flows } = await as(t.house.db, participant, (trx) => returnOf(trx, { participant, year, now }));
      return flows.find((one) => one.counterpart === counterpart);
    };
    expect(await row('BRA', 2026, 'CHL')).toMatchObject({ opened: 2, in_transit_start: 0, in_transit_end: 1 });
    expect(await row('CHL', 2026, 'BRA')).toMatchObject({ opened: 1, in_transit_start: 0, in_transit_end: 0 });
    expect(await row('BRA', 2027, 'CHL')).toMatchObject({ opened: 0, in_transit_start: 1, in_transit_end: 0 });
    expect(await row('BRA', 2026, 'USA')).toBeUndefined();
    expect(await row('USA', 2026, 'BRA')).toMatchObject({ opened: 1, in_transit_start: 0, in_transit_end: 1 });
    expect(await row('USA', 2027, 'BRA')).toMatchObject({ opened: 0, in_transit_start: 1 });

    const number = (value: Reported | undefined) => (value !== undefined && isNumber(value) ? value : 0);
    for (const other of ['CHL', 'USA'])
      for (const year of [2026, 2027]) {
        const agreed = (one: FlowRow | undefined) =>
          number(one?.opened) - number(one?.in_transit_end) + number(one?.in_transit_start);
        expect([other, year, agreed(await row('BRA', year, other))]).toEqual([
          other,
          year,
          agreed(await row(other, year, 'BRA')),
        ]);
      }
  } finally {
    await t.close();
  }
});
