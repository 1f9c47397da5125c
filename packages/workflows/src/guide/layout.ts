/**
 * Places the drawing of a procedure in layers, from where a file begins to where it ends. Pure: a guide in, coordinates
 * out, in pixels. What can follow from many states – a refusal, a withdrawal – would make a thicket of lines: such a
 * state is named behind a small arrow in each box it can follow, and only its own way onwards is drawn.
 */
import dagre from '@dagrejs/dagre';
import { say } from '../vocabulary/index.ts';
import type { Guide, GuideRow, GuideState } from './guide.ts';

export interface Line {
  text: string;
  x: number;
  /** baseline */
  y: number;
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface StateBox extends Rectangle {
  code: string;
  ball: GuideState['ball'];
  begins: boolean;
  decided: boolean;
  name: Line[];
  /** states that can follow and are drawn elsewhere, each behind a small arrow */
  also: { arrow: string; lines: Line[] }[];
}

export interface Arrow {
  from: string;
  to: string;
  /** who causes it: we, the other State, or neither (the clock, a linked file) */
  by: 'us' | 'them' | 'other';
  path: string;
  label: Line[];
  /** behind the label, so that no line crosses a word */
  plate: Rectangle;
}

export interface GuideDrawing {
  width: number;
  height: number;
  boxes: StateBox[];
  arrows: Arrow[];
}

/** A state that can follow from more than this many others is named in their boxes instead of being pointed at. */
const manyWays = 3;
const nameSize = 15;
/** a bold letter is wider */
const bold = 1.08;
const smallSize = 13;
const nameLine = 19;
const smallLine = 16;
const padding = 12;
const boxWidth = 160;
const labelWidth = 140;
const labelEvents = 3;
const arrowRoom = 15;

/** About how wide a text is in a plain sans-serif, a little generous: no font is at hand here. */
export function widthOf(text: string, size: number): number {
  let ems = 0;
  for (const letter of text) {
    if (/[iíïjlItfr.,;:'’|!() \u00a0]/.test(letter)) ems += 0.33;
    else if (/[mwMW–—]/.test(letter)) ems += 0.88;
    else if (/\p{Lu}/u.test(letter)) ems += 0.68;
    else ems += 0.55;
  }
  return Math.ceil(ems * size);
}

/** Breaks a text at its blanks into lines of at most `width`; a longer word stands alone. */
function wrap(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

interface Way {
  from: string;
  to: string;
  by: Arrow['by'];
  lines: string[];
}

const causeOf = ({ origin }: GuideRow): Arrow['by'] =>
  origin === 'command' ? 'us' : origin === 'message' ? 'them' : 'other';

/** One way for each pair of states and each cause, with what leads along it. */
function waysOf(guide: Guide): Way[] {
  const ways = new Map<string, { from: string; to: string; by: Arrow['by']; events: Set<string> }>();
  for (const { code, rows } of guide.states) {
    for (const row of rows) {
      if (row.to === null) continue;
      const by = causeOf(row);
      const key = `${code} ${row.to} ${by}`;
      const way = ways.get(key) ?? { from: code, to: row.to, by, events: new Set() };
      way.events.add(row.what);
      ways.set(key, way);
    }
  }
  return [...ways.values()].map(({ events, ...way }) => {
    const all = [...events];
    const said = all.length > labelEvents ? all.slice(0, labelEvents - 1) : all;
    const lines = said.flatMap((event) => wrap(event, labelWidth, smallSize));
    if (all.length > said.length) {
      lines.push(say(guide.language, { key: 'guide.more', params: { count: all.length - said.length } }));
    }
    return { ...way, lines };
  });
}

/**
 * Which ways are drawn. Of the many that lead into a state that can follow from many others, the one a file comes to
 * first is drawn where the procedure goes on from there, and none where it ends.
 */
function drawnOf(ways: readonly Way[], begins: string): Way[] {
  const sources = new Map<string, Set<string>>();
  for (const { from, to } of ways) sources.set(to, (sources.get(to) ?? new Set()).add(from));
  const goesOn = new Set(ways.map(({ from }) => from));
  const first = new Map<string, string>();
  const reached = [begins];
  for (const state of reached) {
    for (const { from, to } of ways) {
      if (from !== state || reached.includes(to)) continue;
      first.set(to, from);
      reached.push(to);
    }
  }
  return ways.filter(({ from, to }) => {
    if ((sources.get(to)?.size ?? 0) <= manyWays) return true;
    return goesOn.has(to) && first.get(to) === from;
  });
}

/** Places the drawing of a guide. Deterministic: the same guide is drawn the same everywhere. */
export function layoutOf(guide: Guide): GuideDrawing {
  const ways = waysOf(guide);
  const nameOf = new Map(guide.states.map(({ code, name }) => [code, name]));
  const drawn = drawnOf(ways, guide.states.find(({ begins }) => begins)?.code ?? '');
  const placed = new Set(drawn.flatMap(({ from, to }) => [from, to]));

  const sized = guide.states.map((state) => {
    const elsewhere = ways.filter((way) => way.from === state.code && !drawn.includes(way)).map(({ to }) => to);
    const name = wrap(state.name, boxWidth - 2 * padding, nameSize * bold);
    const notes = [...new Set(elsewhere)].map((code) =>
      wrap(nameOf.get(code) ?? code, boxWidth - 2 * padding - arrowRoom, smallSize),
    );
    const widest = Math.max(
      ...name.map((line) => widthOf(line, nameSize * bold)),
      ...notes.flat().map((line) => arrowRoom + widthOf(line, smallSize)),
    );
    const below = notes.length > 0 ? 6 + notes.flat().length * smallLine : 0;
    const height = 2 * padding + name.length * nameLine + below - 4;
    return { state, name, notes, width: Math.max(boxWidth, widest + 2 * padding), height };
  });

  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 24, ranksep: 26, edgesep: 12, marginx: 16, marginy: 16 });
  for (const { state, width, height } of sized) {
    if (placed.has(state.code)) graph.setNode(state.code, { width, height });
  }
  for (const { from, to, by, lines } of drawn) {
    const width = Math.max(...lines.map((line) => widthOf(line, smallSize))) + 8;
    graph.setEdge(
      from,
      to,
      { width, height: lines.length * smallLine + 4, labelpos: 'c', weight: by === 'other' ? 1 : 2 },
      by,
    );
  }
  dagre.layout(graph);
  const { width: graphWidth = 0, height: graphHeight = 0 } = graph.graph() as { width?: number; height?: number };

  // what has no line of its own stands below, side by side
  let x = 16;
  let y = graphHeight + 12;
  let rowHeight = 0;
  const frame = Math.max(graphWidth, 3 * (boxWidth + 36));
  const boxes = sized.map(({ state, name, notes, width, height }): StateBox => {
    let left: number;
    let top: number;
    if (placed.has(state.code)) {
      const node = graph.node(state.code) as { x: number; y: number };
      left = Math.round(node.x - width / 2);
      top = Math.round(node.y - height / 2);
    } else {
      if (x + width > frame && x > 16) {
        x = 16;
        y += rowHeight + 24;
        rowHeight = 0;
      }
      left = x;
      top = Math.round(y);
      x += width + 36;
      rowHeight = Math.max(rowHeight, height);
    }
    const middle = left + width / 2;
    let note = top + padding + name.length * nameLine + 6;
    const also = notes.map((lines) => {
      const start = note;
      note += lines.length * smallLine;
      return {
        arrow: `M${left + padding} ${start + 7}h9m-4 -4l4 4l-4 4`,
        lines: lines.map((text, line) => ({ text, x: left + padding + arrowRoom, y: start + 11 + line * smallLine })),
      };
    });
    return {
      code: state.code,
      ball: state.ball,
      begins: state.begins,
      decided: state.decided,
      x: left,
      y: top,
      width,
      height,
      name: name.map((text, line) => ({ text, x: middle, y: top + padding + 13 + line * nameLine })),
      also,
    };
  });

  const arrows = drawn.map(({ from, to, by, lines }): Arrow => {
    const edge = graph.edge(from, to, by) as {
      points: { x: number; y: number }[];
      x?: number;
      y?: number;
      width: number;
      height: number;
    };
    const { x: centre = 0, y: middle = 0, width, height } = edge;
    const top = Math.round(middle - height / 2);
    return {
      from,
      to,
      by,
      path: pathThrough(edge.points),
      label: lines.map((text, line) => ({ text, x: Math.round(centre), y: top + 14 + line * smallLine })),
      plate: { x: Math.round(centre - width / 2), y: top, width: Math.round(width), height: Math.round(height) },
    };
  });

  const right = Math.max(graphWidth, ...boxes.map((box) => box.x + box.width + 16));
  const bottom = Math.max(graphHeight, ...boxes.map((box) => box.y + box.height + 16));
  return { width: Math.ceil(right), height: Math.ceil(bottom), boxes, arrows };
}

/** A line through points whose corners are rounded. */
function pathThrough(points: readonly { x: number; y: number }[]): string {
  const round = (value: number) => Math.round(value * 10) / 10;
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  for (const [index, point] of rest.entries()) {
    const next = rest[index + 1];
    if (!next) path += `L${round(point.x)} ${round(point.y)}`;
    else {
      const middle = { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
      path += `Q${round(point.x)} ${round(point.y)} ${round(middle.x)} ${round(middle.y)}`;
    }
  }
  return path;
}
