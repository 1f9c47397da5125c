/**
 * The counterpart in running text: ICU fragments over the parameter `state`, a State's code. They carry the article and
 * the contraction that each language wants (`do Chile`, `aux États-Unis`) and agree in number (`ont`, `enviaram`).
 * Any other value of `state` is printed as it is.
 */
import { secretariat, states } from '../states.ts';
import type { Language } from '../types.ts';

/** Article by State code; a State not named here has none. `l’` and the plurals are spelt out. */
const articles: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: words({ 'the ': 'BHS DOM USA OAS' }),
  es: words({ 'la ': 'DOM OAS' }),
  pt: words({
    'o ': 'BRA CAN CHL ECU HTI MEX PAN PRY PER SUR URY',
    'a ': 'ARG BOL COL CRI DOM GTM GUY JAM NIC VEN OAS',
    'os ': 'USA',
    'as ': 'BHS',
  }),
  fr: words({
    'le ': 'BLZ BRA CAN CHL CRI GTM GUY HND MEX NIC PAN PRY PER SUR VEN OAS',
    'la ': 'BRB BOL COL DMA DOM GRD JAM TTO',
    'l’': 'ARG ECU URY',
    'les ': 'BHS USA',
  }),
};

function words(lists: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(lists).flatMap(([article, codes]) => codes.split(' ').map((code) => [code, article])),
  );
}

const plurals = ['BHS', 'USA'];
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** One option a State: `before(article, name)` gives the words in front of the name, article included. */
function select(
  language: Language,
  before: (article: string, name: string) => string,
  last = '',
  upper = false,
): string {
  const options = [...states, secretariat].map(({ code, names }) => {
    const name = names[language];
    const text = `${before(articles[language][code] ?? '', name)}${name}`;
    return `${code} {${upper ? capital(text) : text}${last && name.endsWith('s') ? '’' : last}}`;
  });
  return `{state, select, ${options.join(' ')} other {${before('', '')}{state}${last}}}`;
}

const plain = (article: string) => article;
const contracted =
  (preposition: string, forms: Record<string, string>) =>
  (article: string): string =>
    forms[article] ?? `${preposition} ${article}`;
const vowel = /^[AEÉHIOU]/;

const bare = () => '';

/**
 * `s` inside a sentence, `S` at its start, `name` alone in brackets, then possessive, “of”, “to”, “by”; `n` agrees a word
 * with the State.
 */
export const en = {
  s: select('en', plain),
  S: select('en', plain, '', true),
  name: select('en', bare),
  poss: select('en', plain, '’s'),
};
export const es = { s: select('es', plain), S: select('es', plain, '', true), name: select('es', bare) };
export const pt = {
  s: select('pt', plain),
  name: select('pt', bare),
  S: select('pt', plain, '', true),
  of: select('pt', contracted('de', { 'o ': 'do ', 'a ': 'da ', 'os ': 'dos ', 'as ': 'das ' })),
  to: select('pt', contracted('a', { 'o ': 'ao ', 'a ': 'à ', 'os ': 'aos ', 'as ': 'às ' })),
  by: select('pt', contracted('por', { 'o ': 'pelo ', 'a ': 'pela ', 'os ': 'pelos ', 'as ': 'pelas ' })),
  n: number,
};
const de = contracted('de', { 'le ': 'du ', 'les ': 'des ' });
export const fr = {
  s: select('fr', plain),
  name: select('fr', bare),
  S: select('fr', plain, '', true),
  of: select('fr', (article, name) => (article === '' && vowel.test(name) ? 'd’' : de(article))),
  to: select('fr', contracted('à', { 'le ': 'au ', 'les ': 'aux ' })),
  has: number('a', 'ont'),
  n: number,
};

function number(one: string, many: string): string {
  return `{state, select, ${plurals.map((code) => `${code} {${many}}`).join(' ')} other {${one}}}`;
}
