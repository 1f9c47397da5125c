import { isState, secretariat, stateOf, states } from '@rogatoria/workflows/states.ts';
import type { Language } from '@rogatoria/workflows/types.ts';

/** A State's name in the forms a sentence needs, prepositions contracted as the language does. */
export interface StateForms {
  /** on its own, in a list or a label: `United States`, `États-Unis` */
  name: string;
  /** as subject or object: `the United States`, `les États-Unis` */
  the: string;
  /** of or from it: `of the United States`, `des États-Unis`, `do Brasil` */
  of: string;
  /** to it: `to the United States`, `aux États-Unis`, `ao Brasil` */
  to: string;
  /** in it: `in the United States`, `aux États-Unis`, `no Brasil` */
  in: string;
}

/** Articles a sentence puts before a name, where there is one. */
const articles: Record<Language, Record<string, string>> = {
  en: { the: 'BHS DOM USA OAS' },
  es: { la: 'DOM OAS', las: 'BHS', el: 'PER' },
  pt: {
    o: 'BRA CAN CHL ECU HTI MEX PAN PRY PER SUR URY',
    a: 'ARG BOL COL CRI DOM GTM GUY JAM NIC VEN OAS',
    os: 'USA',
    as: 'BHS',
  },
  fr: {
    le: 'BLZ BRA CAN CHL CRI GTM GUY HND MEX NIC PAN PRY PER SUR VEN OAS',
    la: 'BRB BOL COL DMA DOM GRD JAM',
    les: 'BHS USA',
    'l’': 'ARG ECU URY',
  },
};

/** French says `en` of these. */
const frenchIn = 'ARG BOL COL DOM ECU HTI JAM URY';

const contracted: Record<string, Record<string, readonly [of: string, to: string, inside: string]>> = {
  es: {
    el: ['del ', 'al ', 'en el '],
    la: ['de la ', 'a la ', 'en la '],
    las: ['de las ', 'a las ', 'en las '],
    '': ['de ', 'a ', 'en '],
  },
  pt: {
    o: ['do ', 'ao ', 'no '],
    a: ['da ', 'à ', 'na '],
    os: ['dos ', 'aos ', 'nos '],
    as: ['das ', 'às ', 'nas '],
    '': ['de ', 'a ', 'em '],
  },
  fr: {
    le: ['du ', 'au ', 'au '],
    la: ['de la ', 'à la ', 'à la '],
    les: ['des ', 'aux ', 'aux '],
    'l’': ['de l’', 'à l’', 'à l’'],
    '': ['de ', 'à ', 'à '],
  },
};

/** All 35 member States and the Secretariat, by code. */
export const stateCodes: readonly string[] = [...states.map(({ code }) => code), secretariat.code];

export function stateForms(language: Language, code: string): StateForms | undefined {
  if (!isState(code) && code !== secretariat.code) return undefined;
  const name = stateOf(code).names[language];
  const article = Object.entries(articles[language]).find(([, codes]) => codes.includes(code))?.[0] ?? '';
  const the = article === '' ? name : article.endsWith('’') ? `${article}${name}` : `${article} ${name}`;
  if (language === 'en') return { name, the, of: `of ${the}`, to: `to ${the}`, in: `in ${the}` };
  const [of, to, inside] = contracted[language]?.[article] ?? ['', '', ''];
  // d’Antigua, d’Haïti; but “du”, “de la” have no vowel before them
  const elided = language === 'fr' && article === '' && /^(?:[AEIOUÉ]|Haï)/.test(name);
  return {
    name,
    the,
    of: elided ? `d’${name}` : `${of}${name}`,
    to: `${to}${name}`,
    in: language === 'fr' && frenchIn.includes(code) ? `en ${name}` : `${inside}${name}`,
  };
}

export function stateName(language: Language, code: string): string {
  return stateForms(language, code)?.name ?? code;
}
