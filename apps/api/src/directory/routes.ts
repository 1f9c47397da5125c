import { as } from '@rogatoria/db';
import { basesFor, documentLanguageOf, isState, type Offence, stateName, states, zoneOf } from '@rogatoria/workflows';
import { type Authority, centralFor } from '@rogatoria/workflows/directory.ts';
import { Type } from 'typebox';
import { type InForce, inForce, readDirectory } from '../engine/directory.ts';
import { lawInForce } from '../engine/law.ts';
import { DomainError } from '../errors.ts';
import type { House } from '../house.ts';
import { BasisView } from '../law/schemas.ts';
import { Kind, Participant, ParticipantView } from '../schemas.ts';
import { type App, problems } from '../server.ts';

/** What is known of the offence; left out while it is not. */
const Said = Type.Optional(Type.Enum(['true', 'false']));
const saidOf = ['corruption', 'transnational', 'organized_group', 'military'] as const;

function offenceIn(query: Partial<Record<(typeof saidOf)[number] | 'maximum_years', string>>): Offence | undefined {
  const offence: Offence = {
    ...Object.fromEntries(saidOf.flatMap((name) => (query[name] ? [[name, query[name] === 'true']] : []))),
    ...(query.maximum_years ? { maximum_years: Number(query.maximum_years) } : {}),
  };
  return Object.keys(offence).length > 0 ? offence : undefined;
}

/** What a State's own entries say of its central authority and its 24/7 desk, in place of what the operator set up. */
function reachedAt(entries: readonly InForce[], state: string) {
  const authorities = entries.flatMap((one) =>
    one.state === state && one.kind === 'authority' ? [one.said as Authority] : [],
  );
  const central = centralFor(authorities);
  const desk = authorities.find(({ role }) => role === 'point_of_contact');
  return {
    ...(central ? { authority: central.name } : {}),
    ...(desk ? { desk: { name: desk.name, email: desk.email ?? '', phone: desk.phone ?? '' } } : {}),
  };
}

export async function directoryRoutes(app: App, { house }: { house: House }): Promise<void> {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/participants',
    {
      schema: {
        summary: 'The directory: all Member States and the Secretariat, with who works in this installation',
        tags: ['directory'],
        response: { 200: Type.Object({ items: Type.Array(ParticipantView) }), ...problems(401) },
      },
    },
    async ({ officer }) => {
      const [known, entries] = await as(house.db, officer.participant, async (trx) => [
        await trx
          .selectFrom('participant')
          .select(['code', 'kind', 'zone', 'language', 'authority', 'desk'])
          .orderBy('code')
          .execute(),
        inForce(await readDirectory(trx), house.clock.now()),
      ]);
      const here = known.map((row) => ({ ...row, ...reachedAt(entries, row.code) }));
      const elsewhere = states.filter(({ code }) => !here.some((row) => row.code === code));
      return {
        items: [
          ...here.map((row) => ({ ...row, installed: true })),
          ...elsewhere.map(({ code }) => ({
            code,
            kind: 'state' as const,
            zone: zoneOf(code),
            language: documentLanguageOf(code),
            authority: stateName(code, officer.language),
            desk: null,
            installed: false,
          })),
        ],
      };
    },
  );

  app.get(
    '/bases',
    {
      schema: {
        summary: 'Which legal bases bind us and another State today, and why the others do not',
        tags: ['directory'],
        querystring: Type.Object(
          {
            requested: Participant,
            kind: Kind,
            corruption: Said,
            transnational: Said,
            organized_group: Said,
            military: Said,
            maximum_years: Type.Optional(
              Type.String({ pattern: '^\\d{1,3}$', description: 'longest deprivation of liberty, in years' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ items: Type.Array(BasisView) }), ...problems(401, 422) },
      },
    },
    async ({ officer, query }) => {
      const { requested, kind } = query;
      if (!isState(requested) || requested === officer.participant) {
        throw new DomainError(422, 'invalid', { errors: [{ field: 'requested', rule: 'counterpart_unknown' }] });
      }
      const offence = offenceIn(query);
      const law = await as(house.db, officer.participant, (trx) => lawInForce(trx));
      const findings = basesFor({
        requesting: officer.participant,
        requested,
        date: house.clock.now().slice(0, 10),
        kind,
        law,
        ...(offence ? { offence } : {}),
      });
      return { items: findings.map(({ primary_rank, ...finding }) => ({ ...finding, rank: primary_rank })) };
    },
  );
}
