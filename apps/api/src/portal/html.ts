/** HTML that cannot be broken out of: whatever is put into a template is escaped, unless it is HTML made here. */

/** A piece of HTML that is known to be one. Only `html` and `raw` make it. */
class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type { Html };

type Piece = Html | string | number | null | false | undefined | readonly Piece[];

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Text as HTML shows it, in an element as in a quoted attribute. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

function pieceText(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  if (Array.isArray(piece)) return piece.map(pieceText).join('');
  return escaped(String(piece));
}

/** A template of HTML; attributes are always in quotes. */
export const html = (strings: TemplateStringsArray, ...pieces: Piece[]): Html =>
  new Html(strings.reduce((text, string, index) => text + pieceText(pieces[index - 1]) + string));

/** An address within running text, without the punctuation that closes the sentence. */
const address = /https:\/\/[^\s<>"'\\]+[^\s<>"'\\.,;:!?)\]}»”]/g;

/** A way out of the portal, told to no one else. Only `https` leads out. */
export const outward = (url: string, label: string): Html =>
  /^https:\/\/[^\s<>"'\\]+$/.test(url)
    ? html`<a href="${url}" rel="noopener noreferrer nofollow external">${label}</a>`
    : html`${label}`;

/** What people wrote: paragraphs and lines as they were set, addresses that lead out, and nothing else. */
export function prose(text: string): Html {
  const lineOf = (line: string): Piece[] => {
    const pieces: Piece[] = [];
    let from = 0;
    for (const { 0: url, index } of line.matchAll(address)) {
      pieces.push(line.slice(from, index), outward(url, url));
      from = index + url.length;
    }
    return [...pieces, line.slice(from)];
  };
  return html`${text
    .split(/\n[^\S\n]*\n\s*/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map(
      (paragraph) =>
        html`<p>${paragraph
          .trim()
          .split('\n')
          .map((line, index) => [index > 0 && html`<br>`, ...lineOf(line)])}</p>`,
    )}`;
}
