/**
 * Places the drawn procedure: two lanes, steps along them, messages crossing between. Pure: a drawing with its words
 * and a way to measure text in, coordinates out. Labels stand on the outer side of their lane, so that what crosses
 * between the lanes never crosses a word.
 */
import type { Drawing } from '@rogatoria/api/cases/schemas.ts';

export type Lane = 'ours' | 'theirs';
type Status = Drawing['nodes'][number]['status'];

/** A node with its words, ready to be placed. */
export interface Step {
  id: string;
  /** `fold` stands between the lanes for the steps that are folded away */
  lane: Lane | 'fold';
  label: string;
  /** when it happened, shortly; '' when it has not */
  time: string;
  status: Status;
  holder: 'us' | 'them' | null;
}

export interface Crossing {
  from: string;
  to: string;
  kind: 'step' | 'message';
  status: 'done' | 'possible';
  /** how long the signed receipt took, said behind two drawn ticks; '' without a receipt */
  tick: string;
}

export interface Scene {
  steps: readonly Step[];
  edges: readonly Crossing[];
  lanes: Record<Lane, { name: string; what: string }>;
}

export type Measure = (text: string, bold: boolean) => number;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Line {
  text: string;
  x: number;
  /** baseline */
  y: number;
}

export interface PlacedStep extends Step {
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
  labelLines: Line[];
  timeLines: Line[];
  box: Box;
}

export interface PlacedEdge extends Crossing {
  path: string;
  tickAt: { x: number; y: number; box: Box } | null;
}

export interface PlacedLane {
  lane: Lane;
  box: Box;
  name: Line[];
  what: Line[];
}

export interface Layout {
  upright: boolean;
  width: number;
  height: number;
  lanes: PlacedLane[];
  steps: PlacedStep[];
  edges: PlacedEdge[];
}

export const lineHeight = 20;
/** from the top of a line to its baseline */
const ascent = 15;
const gap = 24;
/** narrower frames get the upright drawing */
export const narrow = 620;
/** of a node's picture, ring included */
const reach = 15;
const tickHeight = 22;
/** two drawn ticks and the space after them */
export const tickRoom = 25;

/** Breaks a text into lines no wider than `width`; a word that is wider than that is broken. */
export function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const whole of text.split(/\s+/).filter(Boolean)) {
    let word = whole;
    if (line !== '' && measure(`${line} ${word}`) <= width) {
      line = `${line} ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while (measure(word) > width && word.length > 1) {
      let end = word.length - 1;
      while (end > 1 && measure(`${word.slice(0, end)}-`) > width) end--;
      lines.push(`${word.slice(0, end)}-`);
      word = word.slice(end);
    }
    line = word;
  }
  if (line !== '') lines.push(line);
  return lines;
}

const overlaps = (a: Box, b: Box, space = 2): boolean =>
  a.x < b.x + b.width + space &&
  b.x < a.x + a.width + space &&
  a.y < b.y + b.height + space &&
  b.y < a.y + a.height + space;

/**
 * Folds the middle of a long procedure away: the first two steps, the last ones and everything possible stay.
 * `hidden` is how many are folded.
 */
export function fold(scene: Scene, keep: number, label: (hidden: number) => string): { scene: Scene; hidden: number } {
  const past = scene.steps.filter(({ status }) => status !== 'possible');
  const first = 2;
  const hidden = past.length - keep - first;
  if (hidden < 2) return { scene, hidden: 0 };
  const folded = new Set(past.slice(first, first + hidden).map(({ id }) => id));
  const step: Step = { id: 'folded', lane: 'fold', label: label(hidden), time: '', status: 'done', holder: null };
  const steps = scene.steps.filter(({ id }) => !folded.has(id));
  steps.splice(first, 0, step);
  const edges: Crossing[] = [];
  for (const edge of scene.edges) {
    const from = folded.has(edge.from) ? 'folded' : edge.from;
    const to = folded.has(edge.to) ? 'folded' : edge.to;
    if (from === to) continue;
    if (edges.some((known) => known.from === from && known.to === to)) continue;
    edges.push(from === edge.from && to === edge.to ? edge : { ...edge, from, to, kind: 'step', tick: '' });
  }
  return { scene: { ...scene, steps, edges }, hidden };
}

interface Sized extends Step {
  lines: string[];
  times: string[];
  width: number;
  height: number;
}

function sized(steps: readonly Step[], width: number, measure: Measure): Sized[] {
  return steps.map((step) => {
    const bold = step.status === 'current';
    const lines = wrap(step.label, width, (text) => measure(text, bold));
    const times = wrap(step.time, width, (text) => measure(text, false));
    const widths = [...lines.map((line) => measure(line, bold)), ...times.map((line) => measure(line, false))];
    return {
      ...step,
      lines,
      times,
      width: Math.ceil(Math.max(2 * reach, ...widths)),
      height: (lines.length + times.length) * lineHeight,
    };
  });
}

/** Lying: time runs from left to right. Wider than `width` only when there are really many steps. */
export function lying(scene: Scene, width: number, measure: Measure): Layout {
  const steps = sized(scene.steps, 128, measure);
  const titles = laneTitles(scene, 132, measure);
  const titleWidth = Math.max(...titles.map((title) => title.width)) + 2 * 20;
  const tickOf = (edge: Crossing) => (edge.tick === '' ? 0 : measure(edge.tick, false) + tickRoom + 12);

  // columns: each step after what leads to it, and clear of its neighbours in the lane
  const column = new Map<string, number>();
  const lastIn = new Map<string, { x: number; width: number }>();
  let previous: { x: number; lane: string } | undefined;
  let lastDone = 0;
  for (const step of steps) {
    let x = titleWidth + step.width / 2;
    for (const lane of step.lane === 'fold' ? ['ours', 'theirs', 'fold'] : [step.lane, 'fold']) {
      const neighbour = lastIn.get(lane);
      const needed = lane === step.lane ? neighbour && neighbour.width / 2 + step.width / 2 + gap : step.width / 2 + 40;
      if (neighbour && needed) x = Math.max(x, neighbour.x + needed);
    }
    for (const edge of scene.edges) {
      const from = edge.to === step.id ? column.get(edge.from) : undefined;
      if (from !== undefined) x = Math.max(x, from + Math.max(64, tickOf(edge) + 8));
    }
    if (step.status !== 'possible' && previous)
      x = Math.max(x, previous.x + (previous.lane === step.lane ? 2 * reach : 64));
    if (step.status === 'possible') x = Math.max(x, lastDone + 64);
    x = Math.round(x);
    column.set(step.id, x);
    lastIn.set(step.lane, { x, width: step.width });
    if (step.status !== 'possible') {
      previous = { x, lane: step.lane };
      lastDone = x;
    }
  }
  const needed = Math.max(0, ...steps.map((step) => (column.get(step.id) ?? 0) + step.width / 2)) + 24;
  const columns = [...new Set(column.values())].sort((a, b) => a - b);
  const spare = Math.min(Math.max(0, width - needed), 96 * Math.max(0, columns.length - 1));
  const placeOf = (id: string) => {
    const x = column.get(id) ?? 0;
    return Math.round(x + (spare * columns.indexOf(x)) / Math.max(1, columns.length - 1));
  };

  const tallest = (lane: Lane) =>
    Math.max(lineHeight, ...steps.filter((step) => step.lane === lane).map(({ height }) => height));
  const crossing = scene.edges.some(({ tick }) => tick !== '') || steps.some(({ lane }) => lane === 'fold');
  const titleHeight = Math.max(...titles.map(({ height }) => height));
  const heightOf = (lane: Lane) => Math.max(14 + tallest(lane) + 4 + reach + 24, titleHeight + 24);
  const between = crossing ? 60 : 36;
  const total = Math.max(needed, width);
  const boxes: Record<Lane, Box> = {
    ours: { x: 0, y: 0, width: total, height: heightOf('ours') },
    theirs: { x: 0, y: heightOf('ours') + between, width: total, height: heightOf('theirs') },
  };
  const rowOf = (lane: Step['lane']) =>
    lane === 'ours'
      ? boxes.ours.height - 24
      : lane === 'theirs'
        ? boxes.theirs.y + 24
        : boxes.ours.height + between / 2;

  const placed = steps.map((step): PlacedStep => {
    const { lines: words, times, width: stepWidth, height, ...rest } = step;
    const x = placeOf(step.id);
    const y = rowOf(step.lane);
    const top = step.lane === 'ours' ? y - reach - 4 - height : step.lane === 'theirs' ? y + reach + 4 : y - height / 2;
    const labelLines = words.map((text, index) => ({ text, x, y: top + index * lineHeight + ascent }));
    const timeLines = times.map((text, index) => ({
      text,
      x,
      y: top + (words.length + index) * lineHeight + ascent,
    }));
    const box = { x: x - stepWidth / 2, y: top, width: stepWidth, height };
    return { ...rest, x, y, anchor: 'middle', labelLines, timeLines, box };
  });

  const find = new Map(placed.map((step) => [step.id, step]));
  const inLane = (a: PlacedStep, b: PlacedStep) =>
    placed.some(
      ({ lane, x }) => (lane === a.lane || lane === 'fold') && x > Math.min(a.x, b.x) && x < Math.max(a.x, b.x),
    );
  const taken: Box[] = placed.map(({ box }) => box);
  const edges = scene.edges.flatMap((edge): PlacedEdge[] => {
    const [a, b] = [find.get(edge.from), find.get(edge.to)];
    if (!a || !b) return [];
    const middle = (a.y + b.y) / 2;
    if (a.lane === b.lane) {
      const bend = a.lane === 'ours' ? 26 : -26;
      const side = b.x > a.x ? 1 : -1;
      const path = inLane(a, b)
        ? `M${a.x} ${a.y}C${a.x + 24 * side} ${a.y + bend} ${b.x - 24 * side} ${a.y + bend} ${b.x} ${b.y}`
        : `M${a.x} ${a.y}L${b.x} ${b.y}`;
      const tickAt = placeTick(edge.tick, measure, taken, [[(a.x + b.x) / 2, a.y + bend]]);
      return [{ ...edge, path, tickAt }];
    }
    const at = (t: number): [number, number] => {
      const u = 1 - t;
      return [
        (u ** 3 + 3 * u * u * t) * a.x + (3 * u * t * t + t ** 3) * b.x,
        u ** 3 * a.y + 3 * u * t * middle + t ** 3 * b.y,
      ];
    };
    const path = `M${a.x} ${a.y}C${a.x} ${middle} ${b.x} ${middle} ${b.x} ${b.y}`;
    return [{ ...edge, path, tickAt: placeTick(edge.tick, measure, taken, [0.5, 0.42, 0.58, 0.35, 0.65].map(at)) }];
  });

  return {
    upright: false,
    width: total,
    height: boxes.theirs.y + boxes.theirs.height,
    lanes: titles.map(({ lane, name, what, height }) => {
      const box = boxes[lane];
      const top = box.y + (box.height - height) / 2;
      return {
        lane,
        box,
        name: name.map((text, index) => ({ text, x: 20, y: top + index * lineHeight + ascent })),
        what: what.map((text, index) => ({ text, x: 20, y: top + (name.length + index) * lineHeight + ascent })),
      };
    }),
    steps: placed,
    edges,
  };
}

/**
 * The drawing for a frame of this width: whole where it fits, else with the middle folded away, as little as will do.
 * Only where even that is too wide does it stay wider than the frame. `hidden` is how many steps are folded.
 */
export function fitted(
  scene: Scene,
  width: number,
  measure: Measure,
  label: (hidden: number) => string,
): { layout: Layout; hidden: number } {
  if (width < narrow) {
    const { scene: folded, hidden } = fold(scene, 4, label);
    return { layout: upright(folded, width, measure), hidden };
  }
  let best = { layout: lying(scene, width, measure), hidden: 0 };
  for (let keep = 9; keep >= 3 && best.layout.width > width; keep--) {
    const { scene: folded, hidden } = fold(scene, keep, label);
    if (hidden > 0) best = { layout: lying(folded, width, measure), hidden };
  }
  return best;
}

/** Upright, for a phone: time runs down, our lane on the left, theirs on the right, words outside, crossings between. */
export function upright(scene: Scene, width: number, measure: Measure): Layout {
  const middle = Math.round(width / 2);
  const half = 30;
  const laneWidth = middle - half + 20;
  const nodeX: Record<Step['lane'], number> = { ours: middle - half, theirs: middle + half, fold: middle };
  const words = middle - half - reach - 8 - 4;
  const steps = sized(scene.steps, words, measure);
  const titles = laneTitles(scene, laneWidth - 20, measure);
  let y = Math.max(...titles.map(({ height }) => height)) + 24;

  const placed = steps.map((step): PlacedStep => {
    const { lines, times, width: stepWidth, height, ...rest } = step;
    const arrives = scene.edges.some(({ to, tick }) => to === step.id && tick !== '');
    const tall = Math.max(height, 2 * reach);
    y += (arrives ? tickHeight + 10 : 0) + 14;
    const row = y + tall / 2;
    const top = row - height / 2;
    y += tall;
    const x = nodeX[step.lane];
    const anchor = step.lane === 'ours' ? 'end' : step.lane === 'theirs' ? 'start' : 'middle';
    const textX = step.lane === 'ours' ? x - reach - 8 : step.lane === 'theirs' ? x + reach + 8 : x;
    const labelLines = lines.map((text, index) => ({ text, x: textX, y: top + index * lineHeight + ascent }));
    const timeLines = times.map((text, index) => ({
      text,
      x: textX,
      y: top + (lines.length + index) * lineHeight + ascent,
    }));
    const left = anchor === 'end' ? textX - stepWidth : anchor === 'start' ? textX : textX - stepWidth / 2;
    return { ...rest, x, y: row, anchor, labelLines, timeLines, box: { x: left, y: top, width: stepWidth, height } };
  });
  const height = Math.round(y + 18);

  const find = new Map(placed.map((step) => [step.id, step]));
  const taken: Box[] = placed.map(({ box }) => box);
  const edges = scene.edges.flatMap((edge): PlacedEdge[] => {
    const [a, b] = [find.get(edge.from), find.get(edge.to)];
    if (!a || !b) return [];
    if (a.lane === b.lane) {
      const between = placed.some(
        ({ lane, y: at }) => lane === a.lane && at > Math.min(a.y, b.y) && at < Math.max(a.y, b.y),
      );
      const bend = a.lane === 'ours' ? 24 : -24;
      const down = b.y > a.y ? 1 : -1;
      const path = between
        ? `M${a.x} ${a.y}C${a.x + bend} ${a.y + 24 * down} ${a.x + bend} ${b.y - 24 * down} ${b.x} ${b.y}`
        : `M${a.x} ${a.y}L${b.x} ${b.y}`;
      return [{ ...edge, path, tickAt: placeTick(edge.tick, measure, taken, [[middle, (a.y + b.y) / 2]]) }];
    }
    const center = (a.x + b.x) / 2;
    const path = `M${a.x} ${a.y}C${center} ${a.y} ${center} ${b.y} ${b.x} ${b.y}`;
    // close above the step it arrives at, where its row keeps room for it
    const wanted = Math.min(b.box.y, b.y - reach);
    const spots = [wanted - 5 - tickHeight / 2, (a.y + b.y) / 2].map((at): [number, number] => [center, at]);
    return [{ ...edge, path, tickAt: placeTick(edge.tick, measure, taken, spots) }];
  });

  return {
    upright: true,
    width,
    height,
    lanes: titles.map(({ lane, name, what }) => {
      const box =
        lane === 'ours'
          ? { x: 0, y: 0, width: laneWidth, height }
          : { x: width - laneWidth, y: 0, width: laneWidth, height };
      const x = box.x + 10;
      return {
        lane,
        box,
        name: name.map((text, index) => ({ text, x, y: 12 + index * lineHeight + ascent })),
        what: what.map((text, index) => ({ text, x, y: 12 + (name.length + index) * lineHeight + ascent })),
      };
    }),
    steps: placed,
    edges,
  };
}

function laneTitles({ lanes }: Scene, width: number, measure: Measure) {
  return (['ours', 'theirs'] as const).map((lane) => {
    const name = wrap(lanes[lane].name, width, (text) => measure(text, true));
    const what = wrap(lanes[lane].what, width, (text) => measure(text, false));
    const widths = [...name.map((line) => measure(line, true)), ...what.map((line) => measure(line, false))];
    return {
      lane,
      name,
      what,
      width: Math.ceil(Math.max(...widths)),
      height: (name.length + what.length) * lineHeight,
    };
  });
}

/** The first of these spots where the tick covers no words; the first one when all do. */
function placeTick(
  tick: string,
  measure: Measure,
  taken: Box[],
  spots: readonly (readonly [number, number])[],
): PlacedEdge['tickAt'] {
  if (tick === '') return null;
  const width = Math.ceil(measure(tick, false)) + tickRoom + 12;
  const all = spots.map(([x, y]) => ({
    x,
    y,
    box: { x: x - width / 2, y: y - tickHeight / 2, width, height: tickHeight },
  }));
  const free = all.find(({ box }) => !taken.some((other) => overlaps(box, other))) ?? all[0];
  if (!free) return null;
  taken.push(free.box);
  return free;
}
