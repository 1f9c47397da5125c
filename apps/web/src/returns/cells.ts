import { placeOf } from '@rogatoria/workflows/annual-return/entries.ts';
import type { TextTools } from '../texts/index.tsx';

/** A basis by its short name. */
export const basisName = (basis: string, { t, first }: TextTools): string =>
  basis === 'not_available' ? t('return.basis.not_available') : first([`instrument.${basis}.short`]);

/** What a cell is called on screen, from whose side to which column. */
export function cellName(cell: string, tools: TextTools): string {
  const { t, first, stateName } = tools;
  if (cell.startsWith('notes.')) return t(`return.note.${cell.slice(6)}`);
  const place = placeOf(cell);
  if (!place) return cell;
  if (place.table === 'domestic') {
    const [id = '', second, third] = place.cell.split('.');
    const figure = second === 'persons' || second === 'need' || second === 'sent' ? `${id}.${second}` : id;
    const part = figure === id ? second : third;
    return part ? `${t(`indicator.${figure}`)} – ${t(`part.${part}`)}` : t(`indicator.${figure}`);
  }
  const side = `${t(`kind.${place.kind}`)}, ${t(`direction.${place.direction}`)}`;
  if (place.table === 'ground') return `${side} – ${first([`ground.${place.ground}`, `return.value.${place.ground}`])}`;
  const column = place.column.startsWith('outcomes.')
    ? t(`outcome.${place.column.slice(9)}`)
    : first([`return.column.${place.column}.${place.direction}`, `return.column.${place.column}`]);
  return `${side}, ${stateName(place.counterpart)}, ${basisName(place.basis, tools)} – ${column}`;
}
