/**
 * What every printed document shares: A4, the house's typefaces, and a file to keep – PDF/A-2a, tagged, fonts embedded,
 * language set. The same content and instant give the same bytes.
 */
import { createRequire } from 'node:module';
import type { Language } from '@rogatoria/workflows/types.ts';
import { localeOf } from '@rogatoria/workflows/vocabulary/index.ts';
import PDFDocument from 'pdfkit';

const require = createRequire(import.meta.url);
/** By path: pdfkit opens a font anew at each use when it knows it under two names. */
export const fonts = {
  serif: require.resolve('@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf'),
  strong: require.resolve('@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf'),
  italic: require.resolve('@expo-google-fonts/source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf'),
  sans: require.resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf'),
} as const;
export type Face = keyof typeof fonts;

/** A4, in points (1/72 inch), as all lengths of documents are. */
export const a4 = { width: 595.28, height: 841.89 } as const;

export type Doc = PDFKit.PDFDocument;
export type Struct = PDFKit.PDFStructureElement;

export interface Paper {
  language: Language;
  /** in points */
  margins: { top: number; bottom: number; left: number; right: number };
  title: string;
  author: string;
  subject: string;
  /** instant written into the file */
  created: Date;
}

/** An empty document with its first page; `done` resolves to the file once the document has ended. */
export function openPaper({ language, margins, title, author, subject, created }: Paper): {
  doc: Doc;
  done: Promise<Buffer>;
} {
  const doc = new PDFDocument({
    size: [a4.width, a4.height],
    margins,
    bufferPages: true,
    tagged: true,
    displayTitle: true,
    subset: 'PDF/A-2a',
    pdfVersion: '1.7',
    lang: localeOf(language),
    font: fonts.serif,
    info: {
      Title: title,
      Author: author,
      Subject: subject,
      Creator: 'Rogatoria',
      Producer: 'Rogatoria',
      CreationDate: created,
      ModDate: created,
    },
  } as PDFKit.PDFDocumentOptions);
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  return { doc, done };
}

/** The parts of pdfkit's open font that its types do not name. */
interface OpenFont {
  _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

/** Text the current face can show: composed, one line, and characters it has no shape for named by their code. */
export function printable(doc: Doc, text: string): string {
  const { font } = (doc as unknown as OpenFont)._font;
  let shown = '';
  for (const character of text.normalize('NFC')) {
    const code = character.codePointAt(0)!;
    if (/\s/u.test(character)) shown += code === 0xa0 || code === 0x202f ? '\u00a0' : ' ';
    else if (!/\p{C}/u.test(character) && font.hasGlyphForCodePoint(code)) shown += character;
    else shown += `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  }
  return shown;
}

/** A decoration that says nothing to a screen reader. */
export function artifact(doc: Doc, draw: () => void, type: 'Pagination' | 'Layout' = 'Layout'): void {
  doc.markContent('Artifact', { type });
  draw();
  doc.endMarkedContent();
}

/** Draws into the margin of every page, once all are there; pages are counted from 1. */
export function onEachPage(doc: Doc, draw: (number: number, pages: number) => void): void {
  const { start, count: pages } = doc.bufferedPageRange();
  for (let index = 0; index < pages; index++) {
    doc.switchToPage(start + index);
    // what stands in the margin would make pdfkit start another page
    doc.page.margins.bottom = 0;
    draw(index + 1, pages);
  }
}
