import type { Letter, LetterBlock } from '@rogatoria/workflows/types.ts';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
import { a4, artifact, type Doc, type Face, fonts, onEachPage, openPaper, printable, type Struct } from './paper.ts';

/**
 * A letter on A4 paper: ink on paper, serif, generous margins. PDF/A-2a: tagged, embedded subset fonts, language set,
 * sRGB. The same letter and instant give the same bytes, so that their hash can stand in the log.
 */

/** All lengths in points (1/72 inch). */
const page = { ...a4, left: 88, right: 78, top: 72, bottom: 86 } as const;
const column = page.width - page.left - page.right;
const floor = page.height - page.bottom;
const ink = { text: '#1c2530', quiet: '#5a6470', line: '#c9c4b8', hole: '#a84300', holeGround: '#fdeedd' } as const;

interface Style {
  face: Face;
  size: number;
  leading: number;
  colour: string;
}
const styles = {
  state: { face: 'strong', size: 13.5, leading: 17, colour: ink.text },
  authority: { face: 'serif', size: 10.5, leading: 14, colour: ink.text },
  small: { face: 'sans', size: 8.75, leading: 11.5, colour: ink.quiet },
  reference: { face: 'serif', size: 10, leading: 12, colour: ink.text },
  title: { face: 'strong', size: 17, leading: 22, colour: ink.text },
  subtitle: { face: 'italic', size: 11, leading: 15.5, colour: ink.text },
  heading: { face: 'strong', size: 11.5, leading: 15, colour: ink.text },
  body: { face: 'serif', size: 10.5, leading: 15, colour: ink.text },
  label: { face: 'sans', size: 9, leading: 15, colour: ink.quiet },
  signature: { face: 'strong', size: 10.5, leading: 14.5, colour: ink.text },
} as const satisfies Record<string, Style>;

const labelWidth = 112;
const listIndent = 20;

/** a, b, … z, aa, ab … for the items of a list. */
function lettered(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : lettered(Math.floor(index / 26) - 1) + letter;
}

/** Sets lines of text with their structure and breaks pages; the only thing that knows where the pen is. */
class Press {
  readonly doc: Doc;
  readonly root: Struct;
  readonly french: boolean;
  y: number = page.top;

  constructor(doc: Doc, language: Letter['language']) {
    this.doc = doc;
    this.french = language === 'fr';
    this.root = doc.struct('Document');
    doc.addStructure(this.root);
  }

  use(style: Style): void {
    this.doc.font(fonts[style.face]).fontSize(style.size).fillColor(style.colour);
  }

  printable(text: string): string {
    const shown = printable(this.doc, text);
    // French sets a space before its tall punctuation; no line may begin with the mark
    return this.french ? shown.replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0') : shown;
  }

  /** Breaks text into lines of at most `width`, words too long for a line wherever they must. */
  wrap(text: string, style: Style, width: number): string[] {
    this.use(style);
    const { doc } = this;
    const lines: string[] = [];
    let line = '';
    for (const word of this.printable(text).split(' ')) {
      if (word === '') continue;
      const candidate = line === '' ? word : `${line} ${word}`;
      if (candidate.length < 400 && doc.widthOfString(candidate) <= width) {
        line = candidate;
        continue;
      }
      if (line !== '') lines.push(line);
      let rest = [...word];
      while (rest.length > 0) {
        let take = Math.min(rest.length, Math.floor(width / (style.size * 0.2)));
        while (take > 1 && doc.widthOfString(rest.slice(0, take).join('')) > width) {
          const over = doc.widthOfString(rest.slice(0, take).join('')) / width;
          take = Math.max(1, Math.min(take - 1, Math.floor(take / over)));
        }
        if (take === rest.length) break;
        lines.push(rest.slice(0, take).join(''));
        rest = rest.slice(take);
      }
      line = rest.join('');
    }
    if (line !== '' || lines.length === 0) lines.push(line);
    return lines;
  }

  /** The same lines, of about equal length: a centred title never ends in a single word. */
  balance(text: string, style: Style, width: number): string[] {
    const count = this.wrap(text, style, width).length;
    let narrow = width / 2;
    let wide = width;
    while (wide - narrow > 4) {
      const middle = (narrow + wide) / 2;
      if (this.wrap(text, style, middle).length > count) narrow = middle;
      else wide = middle;
    }
    return this.wrap(text, style, wide);
  }

  /** A new page when fewer than `height` points are left. */
  need(height: number): void {
    if (this.y + height <= floor) return;
    this.doc.addPage();
    this.y = page.top;
  }

  /** Draws one line at the pen without moving it. */
  line(text: string, x: number, width: number, align: 'left' | 'right' | 'center', style: Style): void {
    this.use(style);
    const length = this.doc.widthOfString(text);
    const start = align === 'left' ? x : align === 'right' ? x + width - length : x + (width - length) / 2;
    // the face hangs from its ascender: put it in the middle of its leading
    const drop = (style.leading - this.doc.currentLineHeight()) / 2;
    this.doc.text(text, start, this.y + drop, { lineBreak: false });
  }

  rule(x: number, width: number): void {
    artifact(this.doc, () => {
      this.doc.save().lineWidth(0.6).strokeColor(ink.line);
      this.doc
        .moveTo(x, this.y)
        .lineTo(x + width, this.y)
        .stroke()
        .restore();
    });
  }

  /** Sets wrapped text under `parent` as an element of `type`, from the pen down, over as many pages as it needs. */
  flow(
    parent: Struct,
    type: string,
    text: string,
    style: Style,
    {
      x = page.left as number,
      width = column as number,
      align = 'left' as 'left' | 'right' | 'center',
      missing = false,
    } = {},
  ): void {
    const { doc } = this;
    const element = doc.struct(type);
    parent.add(element);
    const shown: Style = missing ? { ...style, colour: ink.hole } : style;
    const lines =
      align === 'center' ? this.balance(text, shown, width) : this.wrap(text, shown, width - (missing ? 8 : 0));
    let marked = false;
    lines.forEach((line, index) => {
      // neither a single first line at the foot nor a single last line at the head of a page
      const left = lines.length - index;
      const held = left === 2 || (index === 0 && left === 3) ? left : index === 0 ? Math.min(left, 2) : 1;
      if (this.y + held * style.leading > floor) {
        if (marked) doc.endMarkedContent();
        marked = false;
        this.need(held * style.leading);
      }
      if (missing) {
        if (marked) doc.endMarkedContent();
        marked = false;
        this.use(shown);
        const length = doc.widthOfString(line);
        artifact(this.doc, () => {
          doc
            .save()
            .roundedRect(x, this.y + 0.5, length + 8, style.leading - 1, 2)
            .fill(ink.holeGround)
            .restore();
        });
      }
      if (!marked) element.add(doc.markStructureContent(type));
      marked = true;
      this.line(line, missing ? x + 4 : x, width, align, shown);
      this.y += style.leading;
    });
    if (marked) doc.endMarkedContent();
    element.end();
  }
}

function setLetterhead(press: Press, letter: Letter): void {
  const { doc, root } = press;
  const head = doc.struct('Sect');
  root.add(head);
  const right = { x: page.left + column * 0.58, width: column * 0.42, align: 'right' as const };
  const left = { width: column * 0.56 };
  const top = press.y;

  press.flow(head, 'P', letter.letterhead.state, styles.state, left);
  press.flow(head, 'P', letter.letterhead.authority, styles.authority, left);
  press.y += 2;
  for (const line of letter.letterhead.address.slice(0, 6)) press.flow(head, 'P', line, styles.small, left);
  const leftEnd = press.y;

  press.y = top + 2;
  for (const { label, value } of letter.references) {
    press.flow(head, 'P', label, styles.small, right);
    press.flow(head, 'P', value, styles.reference, right);
    press.y += 3;
  }
  press.y = Math.max(leftEnd, press.y) + 10;
  head.end();
  press.rule(page.left, column);
  press.y += 12;
  press.flow(root, 'P', letter.place_date, styles.reference, { align: 'right' });
  press.y += 20;
  press.flow(root, 'H1', letter.title, styles.title, { align: 'center', x: page.left + 20, width: column - 40 });
  press.y += 5;
  press.flow(root, 'P', letter.subtitle, styles.subtitle, { align: 'center', x: page.left + 20, width: column - 40 });
  press.y += 18;
}

function setBlock(press: Press, section: Struct, block: LetterBlock): void {
  const { doc } = press;
  switch (block.type) {
    case 'paragraph':
      press.flow(section, 'P', block.text, styles.body, { missing: block.missing === true });
      break;
    case 'rows': {
      const list = doc.struct('L');
      section.add(list);
      for (const row of block.rows) {
        const item = doc.struct('LI');
        list.add(item);
        const labelLines = press.wrap(row.label, styles.label, labelWidth - 12);
        press.need(Math.max(labelLines.length, 1) * styles.body.leading);
        const top = press.y;
        const before = doc.bufferedPageRange().count;
        press.flow(item, 'Lbl', row.label, styles.label, { width: labelWidth - 12 });
        const labelEnd = press.y;
        press.y = top;
        press.flow(item, 'LBody', row.value, styles.body, {
          x: page.left + labelWidth,
          width: column - labelWidth,
          missing: row.missing === true,
        });
        if (doc.bufferedPageRange().count === before) press.y = Math.max(press.y, labelEnd);
        press.y += 1;
        item.end();
      }
      list.end();
      break;
    }
    case 'list': {
      const list = doc.struct('L');
      section.add(list);
      block.items.forEach((entry, index) => {
        const item = doc.struct('LI');
        list.add(item);
        const lines = press.wrap(entry.text, styles.body, column - listIndent).length;
        press.need(Math.min(lines, 2) * styles.body.leading);
        const top = press.y;
        press.flow(item, 'Lbl', `${lettered(index)})`, styles.body, { width: listIndent });
        press.y = top;
        press.flow(item, 'LBody', entry.text, styles.body, {
          x: page.left + listIndent,
          width: column - listIndent,
          missing: entry.missing === true,
        });
        press.y += 1;
        item.end();
      });
      list.end();
      break;
    }
  }
  press.y += 4;
}

/** Height of a section in points, as `setBlock` will set it. */
function heightOf(press: Press, blocks: readonly LetterBlock[]): number {
  const lines = (text: string, width: number) => press.wrap(text, styles.body, width).length * styles.body.leading;
  return blocks.reduce((height, block) => {
    if (block.type === 'paragraph') return height + lines(block.text, column) + 4;
    if (block.type === 'rows')
      return block.rows.reduce((sum, row) => sum + lines(row.value, column - labelWidth) + 1, height + 4);
    return block.items.reduce((sum, item) => sum + lines(item.text, column - listIndent) + 1, height + 4);
  }, styles.heading.leading + 9);
}

function signatureHeight(letter: Letter): number {
  if (letter.signature.length === 0) return letter.notes.length * styles.small.leading;
  return 100 + letter.signature.length * styles.authority.leading + letter.notes.length * styles.small.leading;
}

function setSections(press: Press, letter: Letter): void {
  const { doc, root } = press;
  for (const { number, heading, blocks } of letter.sections) {
    const section = doc.struct('Sect');
    root.add(section);
    // a heading stays with the first lines of what it announces
    press.need(Math.min(heightOf(press, blocks), styles.heading.leading + 3 + 3 * styles.body.leading));
    // a signature never stands alone on a page: a short last section goes over with it
    if (blocks === letter.sections.at(-1)?.blocks) {
      const height = heightOf(press, blocks) + signatureHeight(letter);
      if (height < (floor - page.top) / 2) press.need(height);
    }
    const title = doc.struct('H2');
    section.add(title);
    title.add(doc.markStructureContent('H2'));
    press.line(number, page.left - 26, 18, 'right', styles.heading);
    doc.endMarkedContent();
    press.flow(title, 'Span', heading, styles.heading);
    title.end();
    press.y += 2;
    for (const block of blocks) setBlock(press, section, block);
    section.end();
    press.y += 7;
  }
}

function setSignature(press: Press, letter: Letter): void {
  const { root } = press;
  if (letter.signature.length === 0) {
    // a statement that nobody signs
    for (const note of letter.notes) press.flow(root, 'Note', note, styles.small);
    return;
  }
  const signature = press.doc.struct('Sect');
  root.add(signature);
  const place = { x: page.left + column - 230, width: 230 };
  const caption = letter.signature.at(-1) ?? '';
  const lines = letter.signature.slice(0, -1);
  press.need(signatureHeight(letter));
  press.y += 14;
  press.flow(signature, 'P', caption, styles.small, place);
  press.y += 46;
  press.rule(place.x, place.width);
  press.y += 5;
  lines.forEach((line, index) => {
    press.flow(signature, 'P', line, index === 0 ? styles.signature : styles.authority, place);
  });
  signature.end();
  if (letter.notes.length === 0) return;
  press.y += 22;
  press.rule(page.left, 60);
  press.y += 6;
  for (const note of letter.notes) press.flow(root, 'Note', note, styles.small);
}

function setFooters(press: Press, letter: Letter): void {
  onEachPage(press.doc, (number, pages) => {
    press.y = page.height - 54;
    press.rule(page.left, column);
    press.y += 6;
    press.use(styles.small);
    const name = press.wrap(letter.footer, styles.small, column * 0.7)[0]!;
    const counter = press.printable(say(letter.language, { key: 'letter.page', params: { page: number, pages } }));
    artifact(
      press.doc,
      () => {
        press.line(name, page.left, column, 'left', styles.small);
        press.line(counter, page.left, column, 'right', styles.small);
      },
      'Pagination',
    );
  });
}

/**
 * Draws a letter as PDF/A-2a. Lists are lettered a), b), …; holes stand on an amber ground; every page carries the number
 * of the request and its own. Characters the fonts cannot show appear as `[U+4E2D]`: text stays text, whatever it holds.
 *
 * @param created instant written into the file; the same letter and instant give the same bytes
 */
export function letterPdf(letter: Letter, { created }: { created: Date }): Promise<Buffer> {
  const { doc, done } = openPaper({
    language: letter.language,
    margins: page,
    title: `${letter.footer} – ${letter.title}`,
    author: letter.letterhead.authority,
    subject: letter.subtitle,
    created,
  });
  const press = new Press(doc, letter.language);
  setLetterhead(press, letter);
  setSections(press, letter);
  setSignature(press, letter);
  press.root.end();
  setFooters(press, letter);
  doc.end();
  return done;
}
