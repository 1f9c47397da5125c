import { domesticCells, type Mark, outcomes } from '@rogatoria/workflows/annual-return/content.ts';
import {
  type Derived,
  flowMeasures,
  type Key,
  type Observation,
  type Report,
  total,
} from '@rogatoria/workflows/publication.ts';
import { type Direction, directions, type Language, requestKinds } from '@rogatoria/workflows/types.ts';
import { localeOf, say } from '@rogatoria/workflows/vocabulary/index.ts';
import {
  a4,
  artifact,
  type Doc,
  type Face,
  fonts,
  onEachPage,
  openPaper,
  printable,
  type Struct,
} from '../documents/paper.ts';
import { citationOf, labelOf, lookup, marksOf, notesOf, signs, subtitleOf, titleOf } from './labels.ts';
import { type Absence, americas, type Class, legendOf, mapsOf, type RegionMap, saysOf, toneOf } from './map.ts';

/**
 * The report on A4 paper: what the region did in a year, in charts where people would rather look than read, then the tables.
 * Tagged and archivable (PDF/A-2a), fonts embedded; the same report, address and language give the same bytes.
 */

/** All lengths in points (1/72 inch). */
const page = { ...a4, left: 64, right: 64, top: 64, bottom: 72 } as const;
const column = page.width - page.left - page.right;
const floor = page.height - page.bottom;
const ink = {
  text: '#1c2530',
  quiet: '#5a6470',
  line: '#d5d0c4',
  ground: '#f4f1ea',
  outgoing: '#1f5f8b',
  incoming: '#c8811a',
};

/** Of the whole drawing, so that two fit on a page with their heading. */
const mapHeight = 288;
const entryHeight = 14;
/** Chapters in the contents: two of charts, four of tables, cases at home, sources. */
const chapterCount = 8;
/** In units of the drawing. */
const circleRadius = 10;
const paper = '#ffffff';
/** From faint to full, as the style sheet has them on the page. */
const tones = (colour: string): string[] => [0.16, 0.36, 0.56, 0.78, 1].map((share) => mixed(colour, share));
const mixed = (colour: string, share: number): string =>
  `#${[1, 3, 5]
    .map((at) => Math.round(255 - share * (255 - Number.parseInt(colour.slice(at, at + 2), 16))))
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`;

type Box = { x: number; y: number; width: number; height: number };
type Told = Pick<Observation, 'value' | 'mark'> | undefined;

/** Keeps the pen, breaks pages, and writes every text into the structure that a screen reader follows. */
class Sheet {
  readonly doc: Doc;
  readonly root: Struct;
  readonly language: Language;
  /** as they were begun, with the number of their page */
  readonly chapters: { text: string; page: number }[] = [];
  pages = 1;
  y: number = page.top;

  constructor(doc: Doc, language: Language) {
    this.doc = doc;
    this.language = language;
    this.root = doc.struct('Document');
    doc.addStructure(this.root);
  }

  say(key: string, params?: Record<string, string | number>): string {
    return say(this.language, params ? { key, params } : key);
  }

  need(height: number): void {
    if (this.y + height > floor) this.newPage();
  }

  newPage(): void {
    this.doc.addPage();
    this.pages++;
    this.y = page.top;
  }

  /** A paragraph or heading at the pen, which moves below it. */
  text(
    type: string,
    text: string,
    {
      face = 'serif' as Face,
      size = 10,
      colour = ink.text,
      x = page.left as number,
      width = column as number,
      after = 4,
    } = {},
  ): void {
    const { doc } = this;
    doc.font(fonts[face]).fontSize(size).fillColor(colour);
    const shown = printable(doc, text);
    const height = doc.heightOfString(shown, { width });
    this.need(height);
    const at = this.y;
    this.root.add(
      doc.struct(type, {}, () => {
        doc.text(shown, x, at, { width });
      }),
    );
    this.y = at + height + after;
  }

  /** A chapter begins a page, and is named in the contents and the reader's bookmarks. */
  chapter(text: string): void {
    if (this.y > page.top) this.newPage();
    this.text('H2', text, { face: 'strong', size: 18, after: 4 });
    this.chapters.push({ text, page: this.pages });
    this.doc.outline.addItem(text);
  }

  /** A section's heading, never without what follows it: `room` is what both want at least. */
  heading(text: string, room = 150): void {
    this.need(room);
    if (this.y > page.top) this.y += 14;
    this.text('H3', text, { face: 'strong', size: 13, after: 6 });
  }

  /** One short line inside a cell or beside a bar; cut, never wrapped. */
  line(
    text: string,
    x: number,
    y: number,
    width: number,
    align: 'left' | 'right',
    face: Face = 'sans',
    colour = ink.text,
  ): void {
    const { doc } = this;
    doc.font(fonts[face]).fillColor(colour);
    let shown = text;
    while (shown.length > 1 && doc.widthOfString(shown) > width) shown = `${shown.replace(/…$/, '').slice(0, -1)}…`;
    const start = align === 'right' ? x + width - doc.widthOfString(shown) : x;
    doc.text(shown, start, y, { lineBreak: false });
  }

  /** A name at the margin around a height: on one line, or smaller on two. */
  label(text: string, middle: number, width: number): void {
    const { doc } = this;
    doc.font(fonts.sans).fontSize(8.5).fillColor(ink.text);
    if (doc.widthOfString(text) <= width) {
      this.line(text, page.left, middle - 5, width, 'left');
      return;
    }
    doc.fontSize(7);
    const shown = printable(doc, text);
    const options = { width, height: 24, ellipsis: true, lineGap: -0.8 };
    doc.text(shown, page.left, middle - Math.min(18.5, doc.heightOfString(shown, options)) / 2, options);
  }

  value(told: Told): string {
    if (!told) return signs.not_reported;
    return told.value === null
      ? signs[told.mark as Mark]
      : new Intl.NumberFormat(localeOf(this.language)).format(told.value);
  }

  /** Horizontal bars, one row each with one bar a series; a mark stands where there is no number. */
  bars(rows: readonly { label: string; values: readonly Told[] }[], colours: readonly string[]): void {
    const { doc } = this;
    const labelWidth = 160;
    const most = Math.max(1, ...rows.flatMap(({ values }) => values.map((told) => told?.value ?? 0)));
    const scale = (column - labelWidth - 60) / most;
    const thick = colours.length > 1 ? 7 : 10;
    for (const { label, values } of rows) {
      const height = thick * colours.length + 5;
      this.need(height);
      const top = this.y;
      const figure = doc.struct('P', {}, () => {
        doc.fontSize(8.5);
        this.label(label, top + (height - 5) / 2, labelWidth - 8);
        values.forEach((told, index) => {
          const y = top + index * thick;
          const length = (told?.value ?? 0) * scale;
          doc
            .save()
            .rect(page.left + labelWidth, y, Math.max(length, 0.6), thick - 1)
            .fill(colours[index]!)
            .restore();
          doc.fontSize(7);
          this.line(
            this.value(told),
            page.left + labelWidth + length + 4,
            y + thick / 2 - 5,
            54,
            'left',
            'sans',
            ink.quiet,
          );
        });
      });
      this.root.add(figure);
      this.y = top + height;
    }
    this.y += 4;
  }

  /** A line with a sign before it, which has a column of its own. */
  entry(into: Struct, type: 'P' | 'TOCI', sign: string, text: string, left: number = page.left): void {
    const { doc } = this;
    const top = this.y;
    into.add(
      doc.struct(type, {}, () => {
        doc.fontSize(9);
        this.line(sign, left, top, 20, 'left', 'sans', ink.quiet);
        this.line(text, left + 24, top, page.width - page.right - left - 24, 'left');
      }),
    );
    this.y = top + entryHeight;
  }

  legend(entries: readonly { label: string; colour: string }[]): void {
    const { doc } = this;
    this.need(16);
    const top = this.y;
    this.root.add(
      doc.struct('P', {}, () => {
        doc.fontSize(8.5);
        let x: number = page.left;
        for (const { label, colour } of entries) {
          doc
            .save()
            .rect(x, top + 2, 8, 8)
            .fill(colour)
            .restore();
          doc.font(fonts.sans);
          this.line(label, x + 12, top, 160, 'left');
          x += 24 + doc.widthOfString(label);
        }
      }),
    );
    this.y = top + 18;
  }

  /**
   * One map with its legend beside it, as a figure that a screen reader is told State by State.
   *
   * @param colour of the highest class
   */
  map(map: RegionMap, title: string, colour: string): void {
    const { doc, language } = this;
    const legend = legendOf(map, language);
    const scale = mapHeight / americas.height;
    this.need(mapHeight + 24);
    const top = this.y + 18;
    const right = page.left + americas.width * scale + 24;
    const alt = `${this.say('map.figure', { title })}. ${map.regions.map((region) => saysOf(region, language)).join('; ')}.`;
    const bbox: [number, number, number, number] = [page.left, this.y, page.width - page.right, top + mapHeight];
    this.root.add(
      doc.struct('Figure', { alt, bbox } as object, () => {
        doc.fontSize(10);
        this.line(title, page.left, this.y, column, 'left', 'strong');
        doc.save().translate(page.left, top).scale(scale);
        doc.path(americas.ground).fill(ink.line);
        doc.lineWidth(1.5).lineJoin('round');
        const frame = { x: 0, y: 0, width: americas.width, height: americas.height };
        for (const [one, regions] of Map.groupBy(map.regions, (region) => region.class)) {
          const outlines = () => {
            for (const { state } of regions) this.outline(state);
          };
          this.fill(outlines, one, map, colour, frame);
        }
        const { inset } = americas;
        doc.roundedRect(inset.x, inset.y, inset.width, inset.height, 6).lineWidth(2).stroke(ink.line);
        doc.restore();
        const at = (x: number, y: number): [number, number] => [page.left + x * scale, top + y * scale];
        doc.fontSize(6);
        const [edge, under] = at(inset.x + inset.width - 12, inset.y + 10);
        this.line(this.say('map.inset'), edge - 120, under, 120, 'right', 'sans', ink.quiet);
        for (const [code, place] of Object.entries(americas.states)) {
          if (typeof place === 'string') continue;
          const left = place.label === 'left';
          const [x, y] = at(place.x + (left ? -1 : 1) * (circleRadius + 5), place.y);
          this.line(code, left ? x - 30 : x, y - 4.1, 30, left ? 'right' : 'left');
        }
        doc.fontSize(8.5);
        let y = top + 24;
        for (const { class: one, text } of legend) {
          doc.save().lineWidth(0.5);
          const swatch = { x: right, y, width: 18, height: 11 };
          this.fill(() => doc.rect(right, swatch.y, 18, 11), one, map, colour, swatch, scale);
          doc.restore();
          doc.font(fonts.sans).fontSize(8.5).fillColor(ink.text);
          const room = page.width - page.right - right - 26;
          const words = printable(doc, text);
          doc.text(words, right + 26, y - 0.5, { width: room });
          y += Math.max(17, doc.heightOfString(words, { width: room }) + 5);
        }
      }),
    );
    this.y = top + mapHeight + 10;
  }

  /** Adds a State's shape to the path that is begun. */
  private outline(state: string): void {
    const shape = americas.states[state];
    if (typeof shape === 'string') this.doc.path(shape);
    else if (shape) this.doc.circle(shape.x, shape.y, circleRadius);
  }

  /** Fills what `outline` adds to the path as its class is drawn: in a tone, or hatched within `box` where there is no number. */
  private fill(outline: () => unknown, one: Class, { steps }: RegionMap, colour: string, box: Box, scale = 1): void {
    const { doc } = this;
    outline();
    if (typeof one === 'number' && one > 0) {
      doc.fillAndStroke(tones(colour)[toneOf(one, steps) - 1]!, paper);
      return;
    }
    doc.fill(paper);
    if (typeof one === 'string') {
      doc.save();
      outline();
      doc
        .clip()
        .lineWidth(2.5 * scale)
        .strokeColor(ink.text);
      this.hatch(one, box, 16 * scale);
      doc.restore();
    }
    outline();
    doc.stroke(ink.quiet);
  }

  /** Diagonals, dots or a grid. */
  private hatch(one: Absence, { x, y, width, height }: Box, gap: number): void {
    const { doc } = this;
    const across = (at: number) => doc.moveTo(x, at).lineTo(x + width, at);
    if (one === 'suppressed')
      for (let at = x - height; at < x + width; at += gap) doc.moveTo(at, y + height).lineTo(at + height, y);
    else if (one === 'not_available') {
      for (let at = x; at < x + width; at += gap) doc.moveTo(at, y).lineTo(at, y + height);
      for (let at = y; at < y + height; at += gap) across(at);
    } else
      for (const half of [0, gap / 2]) {
        doc.dash(gap * 0.18, { space: gap * 0.82, phase: half });
        for (let at = y + half; at < y + height; at += gap) across(at);
        doc.stroke();
      }
    doc.stroke();
  }

  /** A table whose head is repeated on every page. The first column is for names, the others for figures. */
  table(head: readonly string[], rows: readonly (readonly string[])[], first = 150): void {
    const { doc } = this;
    const width = (column - first) / Math.max(1, head.length - 1);
    const height = 15;
    const table = doc.struct('Table');
    this.root.add(table);
    const place = (index: number) => (index === 0 ? page.left : page.left + first + (index - 1) * width);
    const row = (cells: readonly string[], type: 'TH' | 'TD', y: number, tall: number) => {
      const element = doc.struct('TR');
      table.add(element);
      cells.forEach((cell, index) => {
        element.add(
          doc.struct(index === 0 ? 'TH' : type, scopeOf(index === 0 ? 'TH' : type, type), () => {
            doc.fontSize(type === 'TH' ? 7.5 : 8.5);
            const room = (index === 0 ? first : width) - 6;
            if (type === 'TD') {
              this.line(cell, place(index), y + 2, room, index === 0 ? 'left' : 'right');
              return;
            }
            doc.font(fonts.sans).fillColor(ink.quiet);
            const foot = y + tall - 4 - doc.heightOfString(cell, { width: room });
            doc.text(cell, place(index), foot, { width: room, align: index === 0 ? 'left' : 'right' });
          }),
        );
      });
      element.end();
    };
    doc.font(fonts.sans).fontSize(7.5);
    const headHeight =
      Math.max(...head.map((cell, index) => doc.heightOfString(cell, { width: (index === 0 ? first : width) - 6 }))) +
      4;
    const begin = () => {
      row(head, 'TH', this.y, headHeight);
      this.y += headHeight;
      this.rule();
    };
    this.need(headHeight + 4 * height);
    begin();
    rows.forEach((cells, index) => {
      if (this.y + height > floor) {
        this.newPage();
        begin();
      }
      if (index % 2 === 1)
        artifact(this.doc, () => doc.save().rect(page.left, this.y, column, height).fill(ink.ground).restore());
      row(cells, 'TD', this.y, height);
      this.y += height;
    });
    table.end();
    this.y += 8;
  }

  rule(): void {
    artifact(this.doc, () => {
      this.doc.save().lineWidth(0.6).strokeColor(ink.line);
      this.doc
        .moveTo(page.left, this.y)
        .lineTo(page.left + column, this.y)
        .stroke()
        .restore();
    });
    this.y += 2;
  }
}

/** Whether a head is one of a column or of a row; pdfkit's types do not know of it. */
const scopeOf = (type: 'TH' | 'TD', row: 'TH' | 'TD'): object =>
  type === 'TH' ? { scope: row === 'TH' ? 'Column' : 'Row' } : {};

/**
 * Draws the report in one language.
 *
 * @param address where it is published for good, printed into the citation
 */
export function reportPdf(report: Report, address: string, language: Language): Promise<Buffer> {
  const { doc, done } = openPaper({
    language,
    margins: page,
    title: `${titleOf(language)}. ${subtitleOf(report, language)}`,
    author: say(language, 'report.publisher'),
    subject: subtitleOf(report, language),
    created: new Date(report.compiled_at),
  });
  const sheet = new Sheet(doc, language);
  const setContents = setOpening(sheet, report, address);
  setCharts(sheet, report);
  setTables(sheet, report);
  setSources(sheet, report);
  setContents();
  sheet.root.end();
  setFooters(sheet, report);
  doc.end();
  return done;
}

/** Title, notes and marks; returns what writes the contents among them, once the pages are known. */
function setOpening(sheet: Sheet, report: Report, address: string): () => void {
  const { doc, language } = sheet;
  sheet.y = 84;
  sheet.text('P', sheet.say('report.publisher'), { face: 'sans', colour: ink.quiet, after: 10 });
  sheet.text('H1', titleOf(language), { face: 'strong', size: 28, after: 10 });
  sheet.text('P', subtitleOf(report, language), { size: 14, after: 6 });
  const date = Date.parse(report.compiled_at);
  sheet.text('P', sheet.say('report.edition', { edition: report.edition, date }), {
    face: 'sans',
    colour: ink.quiet,
    after: 22,
  });
  sheet.rule();
  sheet.y += 10;
  for (const note of notesOf(report, language)) sheet.text('P', note, { after: 7 });
  sheet.heading(sheet.say('report.marks'));
  for (const { sign, meaning } of marksOf(language)) sheet.entry(sheet.root, 'P', sign, meaning);
  sheet.heading(sheet.say('report.cite'), 80);
  sheet.text('P', citationOf(report, address, language), { face: 'sans', size: 9 });
  sheet.heading(sheet.say('report.contents'), 44 + (chapterCount / 2) * entryHeight);
  const contents = doc.struct('TOC');
  sheet.root.add(contents);
  const { y, pages } = sheet;
  sheet.newPage();
  return () => {
    doc.switchToPage(pages - 1);
    sheet.chapters.forEach(({ text, page: number }, index) => {
      const half = Math.floor(index / (chapterCount / 2));
      sheet.y = y + (index - (half * chapterCount) / 2) * entryHeight;
      sheet.entry(contents, 'TOCI', String(number), text, page.left + (half * column) / 2);
    });
    contents.end();
  };
}

const both = [ink.outgoing, ink.incoming];
const directionLegend = (sheet: Sheet) =>
  directions.map((direction, index) => ({
    label: labelOf('direction', direction, sheet.language),
    colour: both[index]!,
  }));

function setCharts(sheet: Sheet, report: Report): void {
  const { language } = sheet;
  const at = lookup(report);
  const slice = (key: Partial<Key>) => directions.map((direction) => at({ ...key, direction }));
  const counted = ({ values }: { values: readonly Told[] }) => values.some((told) => told && (told.value ?? 1) > 0);
  for (const kind of requestKinds) {
    sheet.chapter(sheet.say(`flow.${kind}`));
    sheet.heading(sheet.say('table.flows'));
    sheet.legend(directionLegend(sheet));
    sheet.bars(
      flowMeasures.map((measure) => ({
        label: labelOf('measure', measure, language),
        values: slice({ kind, measure }),
      })),
      both,
    );
    sheet.heading(sheet.say('table.outcomes'));
    sheet.bars(
      outcomes[kind].map((outcome) => ({
        label: labelOf('outcome', outcome, language),
        values: slice({ kind, measure: 'closed', outcome }),
      })),
      both,
    );
    const bases = [...new Set(report.observations.filter(({ table }) => table === 'bases').map(({ basis }) => basis))];
    const used = bases
      .map((basis) => ({ label: labelOf('basis', basis, language), values: slice({ kind, basis }) }))
      .filter(counted);
    if (used.length > 0) {
      sheet.heading(sheet.say('table.bases'));
      sheet.bars(used, both);
    }
    const keys = directions.map((direction) => ({ kind, direction }));
    mapsOf(report, keys).forEach((map, index) => {
      sheet.map(map, sheet.say(`flow.${kind}.${directions[index]}`), both[index]!);
    });
    sheet.text('P', sheet.say('map.note'), { face: 'sans', size: 8, colour: ink.quiet, after: 8 });
    const reporting = report.reporting.filter(({ reported }) => reported);
    sheet.heading(sheet.say('report.by_state'));
    sheet.legend(directionLegend(sheet));
    sheet.bars(
      reporting.map(({ state }) => ({ label: labelOf('area', state, language), values: slice({ kind, area: state }) })),
      both,
    );
  }
}

function setTables(sheet: Sheet, report: Report): void {
  const { language } = sheet;
  const at = lookup(report);
  const areas = [total, ...report.reporting.filter(({ reported }) => reported).map(({ state }) => state)];
  for (const kind of requestKinds)
    for (const direction of directions) {
      sheet.chapter(sheet.say(`flow.${kind}.${direction}`));
      sheet.heading(sheet.say('table.flows'));
      sheet.table(
        [sheet.say('dimension.area'), ...flowMeasures.map((measure) => labelOf('measure', measure, language))],
        areas.map((area) => [
          labelOf('area', area, language),
          ...flowMeasures.map((measure) => sheet.value(at({ area, kind, direction, measure }))),
        ]),
      );
      setShares(sheet, report, kind, direction);
    }
  sheet.chapter(sheet.say('table.domestic'));
  const domestic = { direction: '_Z', kind: '_Z' };
  sheet.table(
    [sheet.say('dimension.measure'), sheet.say('total.area')],
    domesticCells.map((measure) => [labelOf('measure', measure, language), sheet.value(at({ ...domestic, measure }))]),
    360,
  );
}

/** Shares and times of the region, each with its definition's name. */
function setShares(sheet: Sheet, { derived }: Report, kind: string, direction: Direction): void {
  const rows = derived.filter((one) => one.area === total && one.kind === kind && one.direction === direction);
  if (rows.length === 0) return;
  sheet.heading(sheet.say('table.derived'));
  sheet.table(
    [sheet.say('dimension.indicator'), '', sheet.say('dimension.value'), sheet.say('dimension.unit')],
    rows.map((one) => [
      sheet.say(`indicator.${one.indicator}`),
      sheet.say(`percentile.${one.measure}`),
      derivedValue(sheet, one),
      one.value === null ? '' : sheet.say(`report.unit.${one.unit}`),
    ]),
    220,
  );
}

function derivedValue(sheet: Sheet, { value, to, mark, measure }: Derived): string {
  if (value === null) return signs[mark as Mark];
  const figure = (number: number) => new Intl.NumberFormat(localeOf(sheet.language)).format(number);
  if (measure === 'rate') return figure(value);
  if (to === null) return sheet.say('report.more_than', { from: figure(value) });
  return sheet.say('report.between_values', { from: figure(value), to: figure(to) });
}

function setSources(sheet: Sheet, report: Report): void {
  sheet.chapter(sheet.say('report.states'));
  for (const { state, reported, entity, source, method } of report.reporting) {
    if (!reported) continue;
    const said = [entity, source, method].filter(Boolean).join(' · ');
    sheet.text('P', `${labelOf('area', state, sheet.language)} – ${said || signs.not_available}`, {
      face: 'sans',
      size: 8.5,
      after: 2,
    });
  }
}

function setFooters(sheet: Sheet, report: Report): void {
  const { doc, language } = sheet;
  onEachPage(doc, (number, pages) => {
    const y = page.height - 48;
    const counter = say(language, { key: 'letter.page', params: { page: number, pages } });
    const draw = () => {
      doc.fontSize(8);
      sheet.line(subtitleOf(report, language), page.left, y, column * 0.7, 'left', 'sans', ink.quiet);
      sheet.line(counter, page.left + column * 0.7, y, column * 0.3, 'right', 'sans', ink.quiet);
    };
    artifact(doc, draw, 'Pagination');
  });
}
