import { type Content, emptyContent, type FlowRow, sorted } from '../src/annual-return/content.ts';
import { emptyRow } from '../src/annual-return/entries.ts';

/** Brazil, of what Chile asked it under Budapest. */
export const key = { direction: 'incoming', kind: 'evidence', basis: 'ETS185', counterpart: 'CHL' } as const;

/** A row that comes out. */
export function row(of: Partial<FlowRow> = {}): FlowRow {
  return {
    ...emptyRow(key, 0),
    pending_start: 4,
    opened: 10,
    reopened: 1,
    closed: 9,
    pending_end: 6,
    ...of,
    outcomes: { ...emptyRow(key, 0).outcomes, executed_full: 5, executed_partial: 2, refused: 2, ...of.outcomes },
  };
}

/** A return that may be approved. */
export function whole(): Content {
  return sorted({
    ...emptyContent('BRA', 2025, 'America/Sao_Paulo'),
    flows: [row()],
    grounds: [{ direction: 'incoming', kind: 'evidence', ground: 'DUAL_CRIMINALITY', refused: 2 }],
    notes: { entity: 'Entidade', official: 'Diretora', coverage: 'national', source: 'Registro nacional', method: '' },
  });
}
