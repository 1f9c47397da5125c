/** The drawn procedure in words: for the picture's labels and, equal in content, as an ordered list. */
import type { Drawing } from '@rogatoria/api/cases/schemas.ts';
import { dayIn } from '../texts/format.ts';
import type { TextTools } from '../texts/index.tsx';
import type { Crossing, Scene, Step } from './drawing-layout.ts';

type Node = Drawing['nodes'][number];

export interface Sides {
  us: string;
  them: string;
}

/** Every text about a case may name the counterpart. */
export const sideParams = ({ us, them }: Sides) => ({ state: them, counterpart: them, us });

/** `8 Oct` – the year only when it is not the one before it on the way. */
const withoutYear = (date: string) => date.replace(/ \d{4}$/, '');

const label = (node: Node, sides: Sides, { t }: TextTools) => t(node.label, sideParams(sides));

/** Words of the picture: a date where the day changes, the time alone after it. */
export function sceneOf(drawing: Drawing, sides: Sides, tools: TextTools): Scene {
  const { t, date, time, duration, stateName, zone } = tools;
  let day = '';
  let year = '';
  const steps = drawing.nodes.map((node): Step => {
    let when = '';
    if (node.at) {
      const today = dayIn(node.at, zone);
      const clock = time(node.at);
      const sameYear = year === '' || year === today.slice(0, 4);
      if (today === day) when = clock;
      else when = `${sameYear ? withoutYear(date(node.at)) : date(node.at)}, ${clock}`;
      [day, year] = [today, today.slice(0, 4)];
    }
    const { id, lane, status, holder } = node;
    return { id, lane, status, holder, label: label(node, sides, tools), time: when };
  });
  const edges = drawing.edges.map(
    ({ receipt_ms, ...edge }): Crossing => ({
      ...edge,
      tick: receipt_ms === null ? '' : duration(receipt_ms),
    }),
  );
  return {
    steps,
    edges,
    lanes: {
      ours: { name: stateName(sides.us), what: t('case.lane.ours') },
      theirs: { name: stateName(sides.them), what: t('case.lane.theirs') },
    },
  };
}

export interface ListedStep {
  id: string;
  status: Node['status'];
  text: string;
}

/** The same procedure as a list, in order: who, what, when, how the message was receipted, whose turn, what may follow. */
export function listOf(drawing: Drawing, sides: Sides, tools: TextTools): ListedStep[] {
  const { t, dateTime, duration, stateName } = tools;
  return drawing.nodes.map((node) => {
    const who = stateName(node.lane === 'ours' ? sides.us : sides.them);
    const parts = [t('case.list.step', { who, what: label(node, sides, tools) })];
    if (node.at) parts.push(dateTime(node.at));
    for (const edge of drawing.edges) {
      if (edge.from !== node.id || edge.kind !== 'message' || edge.status !== 'done') continue;
      parts.push(
        edge.receipt_ms === null
          ? t('case.list.no_receipt')
          : t('case.list.receipt', { duration: duration(edge.receipt_ms) }),
      );
    }
    if (node.status === 'current') {
      const turn = node.holder ? t(node.holder === 'us' ? 'case.ball.us' : 'case.ball.them', sideParams(sides)) : '';
      parts.push([t('case.list.now'), turn].filter(Boolean).join(', '));
    }
    if (node.status === 'possible') {
      const before = drawing.nodes.filter(({ id }) =>
        drawing.edges.some(({ from, to }) => from === id && to === node.id),
      );
      const after = before.map((one) => label(one, sides, tools));
      parts.push(
        after.length > 0 ? t('case.list.possible_after', { what: tools.list(after) }) : t('case.list.possible'),
      );
    }
    return { id: node.id, status: node.status, text: parts.join(' · ') };
  });
}
