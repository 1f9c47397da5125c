/** What came back of our own past requests to a State. Row-level security keeps the look inside our participant. */
import { sql, type Trx } from '@rogatoria/db';
import { countObjections, type Objection } from '@rogatoria/workflows/hints.ts';
import type { CaseRow } from '../engine/log.ts';
import type { HintsView } from './schemas.ts';

const looked = 20;
const quoted = 3;

/** Of our last 20 requests of this kind to this State: how many were returned or asked about, over what, and the latest words. */
export async function hintsOf(
  trx: Trx,
  { kind, counterpart }: Pick<CaseRow, 'kind' | 'counterpart'>,
): Promise<HintsView> {
  const { rows } = await sql<{ id: string; number: string; type: string | null; at: string; text: string | null }>`
    with sent as (
      select f.id, f.number, c.sent_at from case_file f join case_fact c on c.case_id = f.id
      where f.direction = 'outgoing' and f.erased_at is null and f.kind = ${kind} and f.counterpart = ${counterpart}
      order by c.sent_at desc, f.id limit ${looked})
    select sent.id, sent.number, e.type, e.at, case e.type
        when 'message.return' then concat_ws(E'\n', e.payload->>'reason', e.payload->>'missing')
        when 'message.clarification_request' then e.payload->>'questions'
        else e.payload->>'missing' end as text
    from sent left join case_event e on e.case_id = sent.id and (
      e.type in ('message.return', 'message.clarification_request')
      or (e.type = 'message.acknowledgement' and e.payload->>'complete' = 'false' and e.payload->>'missing' is not null))
    order by e.at desc nulls last`.execute(trx);
  const told = rows.flatMap(({ id, number, type, at, text }) =>
    type === null ? [] : [{ case_id: id, number, at, returned: type === 'message.return', text: text ?? '' }],
  );
  const objections = told.map(({ case_id, ...one }): Objection => ({ request: case_id, ...one }));
  return {
    counterpart,
    sent: new Set(rows.map(({ id }) => id)).size,
    ...countObjections(objections),
    latest: told.slice(0, quoted),
  };
}
