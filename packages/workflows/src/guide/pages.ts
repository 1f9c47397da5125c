/** The guide as files: one page of Markdown and one drawing for each procedure and language. Pure: texts out. */
import { machines, type Workflow } from '../decide.ts';
import { languages } from '../types.ts';
import { say } from '../vocabulary/index.ts';
import { type Guide, type GuideRow, type GuideState, guideOf } from './guide.ts';
import { type GuideDrawing, type Line, layoutOf } from './layout.ts';

/** Every page and drawing by its path below `docs/procedures`, and the index of each language. */
export function guidePages(): Map<string, string> {
  const pages = new Map<string, string>();
  for (const language of languages) {
    const guides = (Object.keys(machines) as Workflow[]).map((workflow) => guideOf(workflow, language));
    for (const guide of guides) {
      const file = fileOf(guide.workflow);
      pages.set(`${language}/${file}.md`, markdownOf(guide));
      pages.set(`${language}/${file}.svg`, svgOf(layoutOf(guide), guide));
    }
    const links = guides.map(({ workflow, name }) => `- [${name}](${fileOf(workflow)}.md)`);
    pages.set(`${language}/README.md`, `# ${say(language, 'guide.title')}\n\n${links.join('\n')}\n`);
  }
  return pages;
}

const fileOf = (workflow: Workflow) => workflow.replace('.', '-');

/** One guide as a page of Markdown, its drawing beside it. */
export function markdownOf(guide: Guide): string {
  const { language } = guide;
  const t = (key: string) => say(language, key);
  const anchors = new Map(
    guide.states.map(({ code }) => [code, `${fileOf(guide.workflow)}-${code.replaceAll('_', '-')}`]),
  );
  const state = (one: GuideState) =>
    [
      `### <a id="${anchors.get(one.code)}"></a>${one.name}`,
      [
        one.explain,
        one.ball_name && `**${one.ball_name}.**`,
        one.begins && t('guide.begins'),
        one.decided && t('guide.decided'),
      ]
        .filter(Boolean)
        .join(' '),
      one.rows.length > 0 ? tableOf(one.rows, t, anchors) : t('guide.ends'),
    ].join('\n\n');
  const clocks = [
    ['guide.clock', 'guide.clock.period', 'guide.clock.holder', 'guide.clock.stands', 'guide.source'].map(t),
    ...guide.clocks.map(({ name, periods, holder, stands, source }) => [name, lines(periods), holder, stands, source]),
  ];
  return `${[
    `# ${guide.name}`,
    `*${t('guide.title')}.* ${guide.lead}`,
    `${guide.about}\n<!-- pnpm guide -->`,
    `![${t('guide.drawing.alternative')}](${fileOf(guide.workflow)}.svg)`,
    `## ${t('guide.states')}`,
    ...guide.states.map(state),
    `## ${t('guide.anywhere')}`,
    t('guide.anywhere.explain'),
    tableOf(guide.anywhere, t, anchors),
    `## ${t('guide.clocks')}`,
    table(clocks),
  ].join('\n\n')}\n`;
}

function tableOf(rows: readonly GuideRow[], t: (key: string) => string, anchors: Map<string, string>): string {
  const heads = ['guide.happens', 'guide.leads_to', 'guide.recorded', 'guide.time', 'guide.follows', 'guide.source'];
  return table([
    heads.map(t),
    ...rows.map((row) => [
      lines([`**${row.what}**`, ...row.who, ...(row.condition ? [`*${row.condition}*`] : [])]),
      row.to === null ? row.leads_to : `[${row.leads_to}](#${anchors.get(row.to)})`,
      lines(row.recorded),
      lines(row.clocks),
      lines(row.follows),
      lines(row.sources),
    ]),
  ]);
}

const lines = (items: readonly string[]) => (items.length > 0 ? items.join('<br>') : '–');
const table = ([head = [], ...rows]: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

const colours = {
  us: { fill: '#fdefe2', line: '#a84a06' },
  them: { fill: '#e4edf6', line: '#1f4e79' },
  nobody: { fill: '#eef1ec', line: '#2b693d' },
  other: { fill: '#f4f2ec', line: '#56616d' },
} as const;
const dashes = { us: '', them: ' stroke-dasharray="7 4"', other: ' stroke-dasharray="2 4"' } as const;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const words = (list: readonly Line[], attributes: string) =>
  list.map(({ text, x, y }) => `<text x="${x}" y="${y}" ${attributes}>${escaped(text)}</text>`);

/** The drawing as a file of its own: light paper in any reader, and a legend, for it may stand alone. */
export function svgOf({ width, height, boxes, arrows }: GuideDrawing, { language, name }: Guide): string {
  const legend = (['us', 'them', 'other'] as const).map((by, index) => {
    const y = height + 14 + index * 20;
    return [
      `<path d="M16 ${y}H52" stroke="${colours[by].line}" stroke-width="2"${dashes[by]} fill="none" marker-end="url(#${by})"/>`,
      ...words([{ text: say(language, `guide.legend.${by}`), x: 64, y: y + 5 }], 'font-size="13" fill="#1c2530"'),
    ];
  });
  const often = words(
    [{ text: say(language, 'guide.legend.often'), x: 64, y: height + 79 }],
    'font-size="13" fill="#1c2530"',
  );
  const small = `<path d="M30 ${height + 75}h9m-4 -4l4 4l-4 4" fill="none" stroke="#56616d" stroke-width="1.4"/>`;
  const full = height + 96;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${full}" viewBox="0 0 ${width} ${full}" font-family="'Source Sans 3', 'Helvetica Neue', Arial, sans-serif" role="img">`,
    `<title>${escaped(name)}</title>`,
    `<desc>${escaped(say(language, 'guide.drawing.alternative'))}</desc>`,
    '<defs>',
    ...(['us', 'them', 'other'] as const).map(
      (by) =>
        `<marker id="${by}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10Z" fill="${colours[by].line}"/></marker>`,
    ),
    '</defs>',
    `<rect width="${width}" height="${full}" fill="#fffefb"/>`,
    ...arrows.map(
      ({ by, path }) =>
        `<path d="${path}" fill="none" stroke="${colours[by].line}" stroke-width="1.6"${dashes[by]} marker-end="url(#${by})"/>`,
    ),
    ...arrows.flatMap(({ by, plate, label }) => [
      `<rect x="${plate.x}" y="${plate.y}" width="${plate.width}" height="${plate.height}" fill="#fffefb"/>`,
      ...words(label, `font-size="13" text-anchor="middle" fill="${colours[by].line}"`),
    ]),
    ...boxes.flatMap((box) => [
      `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="8" fill="${colours[box.ball ?? 'other'].fill}" stroke="${colours[box.ball ?? 'other'].line}" stroke-width="${box.begins || box.decided ? 2.4 : 1.2}"/>`,
      ...words(box.name, 'font-size="15" font-weight="600" text-anchor="middle" fill="#1c2530"'),
      ...box.also.flatMap(({ arrow, lines }) => [
        `<path d="${arrow}" fill="none" stroke="#56616d" stroke-width="1.4"/>`,
        ...words(lines, 'font-size="13" fill="#3d4853"'),
      ]),
    ]),
    ...legend.flat(),
    small,
    ...often,
    '</svg>',
  ].join('\n')}\n`;
}
