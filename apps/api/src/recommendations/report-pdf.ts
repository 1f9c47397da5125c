import type { ProgressStatus } from '@rogatoria/workflows/recommendations/meetings.ts';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
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
import type { ProgressReport } from './report.ts';

/**
 * The report on progress on A4: a summary with one bar for each recommendation, the matrix of States, and what was reported.
 * PDF/A-2a: tagged, embedded subset fonts, language set. A status is a shape and a word, never a colour alone.
 */

/** All lengths in points (1/72 inch). */
const page = { ...a4, side: 56, top: 60, bottom: 64 } as const;
const column = page.width - 2 * page.side;
const floor = page.height - page.bottom;
const ink = { text: '#1c2530', quiet: '#5a6470', line: '#c9c4b8', accent: '#1f4e79' } as const;
const colours: Record<ProgressStatus | 'none', string> = {
  done: '#2b693d',
  under_way: '#1f4e79',
  not_begun: '#a84a06',
  not_applicable: '#6b737b',
  none: '#e4e0d6',
};

interface Style {
  face: Face;
  size: number;
  leading: number;
  colour: string;
}
const styles = {
  title: { face: 'strong', size: 22, leading: 27, colour: ink.text },
  subtitle: { face: 'serif', size: 12, leading: 17, colour: ink.text },
  heading: { face: 'strong', size: 14, leading: 19, colour: ink.accent },
  item: { face: 'strong', size: 11, leading: 15, colour: ink.text },
  body: { face: 'serif', size: 10, leading: 14.5, colour: ink.text },
  entry: { face: 'strong', size: 10, leading: 14.5, colour: ink.text },
  small: { face: 'sans', size: 8.5, leading: 11.5, colour: ink.quiet },
  cell: { face: 'sans', size: 8.5, leading: 12, colour: ink.text },
} as const satisfies Record<string, Style>;

/** Sets text with its structure, breaks pages and knows where the pen is. */
class Sheet {
  readonly doc: Doc;
  readonly root: Struct;
  /** widths of words by style: most of a report is set of words that were measured before */
  readonly #widths = new Map<string, number>();
  y: number = page.top;

  constructor(doc: Doc) {
    this.doc = doc;
    this.root = doc.struct('Document');
    doc.addStructure(this.root);
  }

  use(style: Style): void {
    this.doc.font(fonts[style.face]).fontSize(style.size).fillColor(style.colour);
  }

  /** Width of a word in the style in use. */
  measure(word: string, { face, size }: Style): number {
    const key = `${face} ${size} ${word}`;
    const known = this.#widths.get(key) ?? this.doc.widthOfString(word);
    this.#widths.set(key, known);
    return known;
  }

  wrap(text: string, style: Style, width: number): string[] {
    this.use(style);
    const lines: string[] = [];
    const space = this.measure(' ', style);
    let line = '';
    let length = 0;
    for (const word of printable(this.doc, text).split(' ')) {
      if (word === '') continue;
      const own = this.measure(word, style);
      if (line === '' ? own <= width : length + space + own <= width) {
        length = line === '' ? own : length + space + own;
        line = line === '' ? word : `${line} ${word}`;
        continue;
      }
      if (line !== '') lines.push(line);
      let rest = word;
      // an address longer than a line breaks where it must
      while (this.measure(rest, style) > width) {
        let take = rest.length - 1;
        while (take > 1 && this.doc.widthOfString(rest.slice(0, take)) > width)
          take = Math.max(
            1,
            Math.min(take - 1, Math.floor((take * width) / this.doc.widthOfString(rest.slice(0, take)))),
          );
        lines.push(rest.slice(0, take));
        rest = rest.slice(take);
      }
      line = rest;
      length = this.doc.widthOfString(rest);
    }
    if (line !== '' || lines.length === 0) lines.push(line);
    return lines;
  }

  need(height: number): boolean {
    if (this.y + height <= floor) return false;
    this.doc.addPage();
    this.y = page.top;
    return true;
  }

  line(text: string, x: number, style: Style, { width = 0, align = 'left' as 'left' | 'right' | 'center' } = {}): void {
    this.use(style);
    const room = width - this.doc.widthOfString(text);
    const start = align === 'left' ? x : align === 'right' ? x + room : x + room / 2;
    this.doc.text(text, start, this.y + (style.leading - this.doc.currentLineHeight()) / 2, { lineBreak: false });
  }

  /** Wrapped text as an element of `type`, from the pen down, over as many pages as it needs. */
  flow(parent: Struct, type: string, text: string, style: Style, x: number = page.side, width: number = column): void {
    const { doc } = this;
    const element = doc.struct(type);
    parent.add(element);
    let marked = false;
    for (const line of this.wrap(text, style, width)) {
      if (this.y + style.leading > floor) {
        if (marked) doc.endMarkedContent();
        marked = false;
        this.need(style.leading);
      }
      if (!marked) element.add(doc.markStructureContent(type));
      marked = true;
      this.line(line, x, style);
      this.y += style.leading;
    }
    if (marked) doc.endMarkedContent();
    element.end();
  }

  /** One cell of a table: a word where the pen is, which does not move. */
  cell(
    row: Struct,
    type: 'TH' | 'TD',
    text: string,
    x: number,
    style: Style,
    width = 0,
    align: 'left' | 'right' | 'center' = 'left',
  ): void {
    const cell = this.doc.struct(type);
    row.add(cell);
    cell.add(this.doc.markStructureContent(type));
    this.use(style);
    this.line(printable(this.doc, text), x, style, { width, align });
    this.doc.endMarkedContent();
    cell.end();
  }

  /** The sign of a status, 8 points wide: full, half, empty, struck; a dot where there is no report. */
  sign(status: ProgressStatus | 'none', x: number, y: number): void {
    const { doc } = this;
    const colour = colours[status];
    const [cx, cy, r] = [x + 4, y + 4, 3.6];
    doc.save().lineWidth(1).strokeColor(colour).fillColor(colour);
    if (status === 'done') doc.circle(cx, cy, r).fill();
    else if (status === 'under_way') {
      doc.path(`M ${cx} ${cy - r} A ${r} ${r} 0 0 1 ${cx} ${cy + r} Z`).fill();
      doc.circle(cx, cy, r - 0.5).stroke();
    } else if (status === 'not_begun') doc.circle(cx, cy, r - 0.5).stroke();
    else if (status === 'not_applicable')
      doc
        .moveTo(cx - r, cy)
        .lineTo(cx + r, cy)
        .stroke();
    else doc.fillColor('#b9b3a5').circle(cx, cy, 0.9).fill();
    doc.restore();
  }
}

function setLegend(sheet: Sheet, { legend }: ProgressReport, parent: Struct): void {
  const element = sheet.doc.struct('P');
  parent.add(element);
  let x: number = page.side;
  for (const { status, word } of legend) {
    artifact(sheet.doc, () => sheet.sign(status, x, sheet.y + 2));
    element.add(sheet.doc.markStructureContent('P'));
    sheet.use(styles.small);
    sheet.line(printable(sheet.doc, word), x + 12, styles.small);
    const width = sheet.doc.widthOfString(printable(sheet.doc, word));
    sheet.doc.endMarkedContent();
    x += width + 30;
  }
  element.end();
  sheet.y += 18;
}

function setSummary(sheet: Sheet, report: ProgressReport): void {
  const { doc, root } = sheet;
  sheet.flow(root, 'H2', report.headings.summary, styles.heading);
  sheet.y += 4;
  setLegend(sheet, report, root);
  const table = doc.struct('Table');
  root.add(table);
  const barLeft = page.side + column * 0.5;
  const barWidth = column * 0.5 - 4;
  for (const { number, title, counts } of report.summary) {
    const lines = sheet.wrap(title, styles.cell, column * 0.5 - 34);
    const height = Math.max(lines.length * styles.cell.leading, 12) + 7;
    sheet.need(height);
    const row = doc.struct('TR');
    table.add(row);
    const top = sheet.y;
    sheet.cell(row, 'TH', String(number), page.side, styles.cell, 16, 'right');
    const name = doc.struct('TH');
    row.add(name);
    name.add(doc.markStructureContent('TH'));
    for (const line of lines) {
      sheet.line(line, page.side + 24, styles.cell);
      sheet.y += styles.cell.leading;
    }
    doc.endMarkedContent();
    name.end();
    sheet.y = top;
    const total = report.legend.reduce((sum, { status }) => sum + counts[status], 0);
    let x = barLeft;
    for (const { status, word } of report.legend) {
      const width = (barWidth * counts[status]) / total;
      if (width > 0)
        artifact(sheet.doc, () => {
          doc
            .save()
            .rect(x, top + 1, width, 10)
            .fill(colours[status])
            .restore();
        });
      const cell = doc.struct('TD', { alt: `${word}: ${counts[status]}` });
      row.add(cell);
      cell.add(doc.markStructureContent('TD'));
      if (width > 9) {
        const style: Style = { ...styles.cell, size: 7.5, colour: status === 'none' ? ink.text : '#ffffff' };
        sheet.line(String(counts[status]), x, style, { width, align: 'center' });
      }
      doc.endMarkedContent();
      cell.end();
      x += width;
    }
    row.end();
    sheet.y = top + height;
  }
  table.end();
}

function setMatrix(sheet: Sheet, report: ProgressReport): void {
  const { doc, root } = sheet;
  const { numbers, rows } = report.matrix;
  const wide = 150;
  const step = Math.min(26, (column - wide) / Math.max(1, numbers.length));
  doc.addPage();
  sheet.y = page.top;
  sheet.flow(root, 'H2', report.headings.matrix, styles.heading);
  sheet.y += 4;
  setLegend(sheet, report, root);
  const table = doc.struct('Table');
  root.add(table);
  const head = () => {
    const row = doc.struct('TR');
    table.add(row);
    numbers.forEach((number, index) => {
      sheet.cell(row, 'TH', String(number), page.side + wide + index * step, styles.small, step, 'center');
    });
    row.end();
    sheet.y += 14;
  };
  head();
  const words = new Map(report.legend.map(({ status, word }) => [status, word]));
  rows.forEach(({ name, cells }, index) => {
    if (sheet.need(17)) head();
    const top = sheet.y;
    if (index % 2 === 0)
      artifact(sheet.doc, () => {
        doc
          .save()
          .rect(page.side - 4, top, column + 8, 17)
          .fill('#f5f2ea')
          .restore();
      });
    const row = doc.struct('TR');
    table.add(row);
    sheet.y = top + 2.5;
    sheet.cell(row, 'TH', name, page.side, styles.cell);
    cells.forEach((status, at) => {
      const cell = doc.struct('TD', { alt: words.get(status ?? 'none') ?? '' });
      row.add(cell);
      cell.add(doc.markStructureContent('TD'));
      sheet.sign(status ?? 'none', page.side + wide + at * step + step / 2 - 4, top + 4.5);
      doc.endMarkedContent();
      cell.end();
    });
    row.end();
    sheet.y = top + 17;
  });
  table.end();
}

function setDetails(sheet: Sheet, report: ProgressReport): void {
  const { doc, root } = sheet;
  doc.addPage();
  sheet.y = page.top;
  sheet.flow(root, 'H2', report.headings.details, styles.heading);
  if (report.wording) sheet.flow(root, 'P', report.wording, styles.small);
  sheet.y += 8;
  for (const one of report.details) {
    const section = doc.struct('Sect');
    root.add(section);
    sheet.need(styles.item.leading + styles.small.leading + 3 * styles.body.leading);
    sheet.flow(section, 'H3', `${one.number}. ${one.title}`, styles.item);
    sheet.flow(section, 'P', one.note, styles.small);
    sheet.y += 3;
    for (const paragraph of one.text) {
      sheet.flow(section, 'P', paragraph, styles.body);
      sheet.y += 3;
    }
    if (one.none) sheet.flow(section, 'P', one.none, styles.small);
    for (const { head, text, evidence } of one.entries) {
      sheet.y += 4;
      sheet.need(styles.entry.leading + 2 * styles.body.leading);
      sheet.flow(section, 'P', head, styles.entry, page.side + 14, column - 14);
      for (const paragraph of text.split(/\n+/).filter((line) => line.trim() !== ''))
        sheet.flow(section, 'P', paragraph, styles.body, page.side + 14, column - 14);
      for (const item of evidence)
        sheet.flow(section, 'P', `${report.evidence}: ${item}`, styles.small, page.side + 14, column - 14);
    }
    section.end();
    sheet.y += 12;
  }
}

function setFooters(sheet: Sheet, report: ProgressReport): void {
  onEachPage(sheet.doc, (number, pages) => {
    sheet.y = page.height - 42;
    sheet.use(styles.small);
    const counter = printable(sheet.doc, say(report.language, { key: 'letter.page', params: { page: number, pages } }));
    const name = sheet.wrap(`${report.title} · ${report.as_of}`, styles.small, column * 0.75)[0] ?? '';
    artifact(
      sheet.doc,
      () => {
        sheet.line(name, page.side, styles.small);
        sheet.line(counter, page.side, styles.small, { width: column, align: 'right' });
      },
      'Pagination',
    );
  });
}

/**
 * Draws the report.
 * @param created instant written into the file; the same report and instant give the same bytes
 */
export function reportPdf(report: ProgressReport, { created }: { created: Date }): Promise<Buffer> {
  const { doc, done } = openPaper({
    language: report.language,
    margins: { top: page.top, bottom: page.bottom, left: page.side, right: page.side },
    title: `${report.title} – ${report.meeting}`,
    author: report.authority,
    subject: report.subtitle,
    created,
  });
  const sheet = new Sheet(doc);
  sheet.flow(sheet.root, 'P', report.authority, styles.small);
  sheet.y += 14;
  sheet.flow(sheet.root, 'H1', report.title, styles.title);
  sheet.y += 4;
  sheet.flow(sheet.root, 'P', report.meeting, styles.subtitle);
  sheet.flow(sheet.root, 'P', report.subtitle, styles.subtitle);
  sheet.y += 4;
  sheet.flow(sheet.root, 'P', report.as_of, styles.small);
  sheet.y += 12;
  sheet.flow(sheet.root, 'P', report.lead, styles.body);
  sheet.y += 6;
  sheet.flow(sheet.root, 'P', report.method, styles.small);
  sheet.y += 18;
  setSummary(sheet, report);
  setMatrix(sheet, report);
  setDetails(sheet, report);
  sheet.root.end();
  setFooters(sheet, report);
  doc.end();
  return done;
}
