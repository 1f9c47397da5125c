/**
 * What a State has asked back about our requests, by subject: so that the next one says it at once. The words of returns
 * and questions are prose in four languages; a subject is recognised by its words and always shown beside the quotation,
 * for a person to judge.
 */
import type { Kind } from './types.ts';

/** Subject → words that name it, without accents, and the fields of each form that answer it. */
const subjects = {
  translation: { words: /\btranslat|\btraducci|\btraducid|\btraduc[ao]|\btraduzi|\btraduct/, fields: [] },
  source_port: {
    words: /\bsource port|\bports?\b|\bpuertos?\b|\bportas? (de origem|logica)|\bport source/,
    fields: ['identifiers', 'measures'],
  },
  time: {
    words:
      /\btime ?zone|\butc\b|\boffset\b|\bhuso|\bfuso|\bfuseau|\bhora exacta|\bhorario exat|\bexact time|\bheure exacte/,
    fields: ['identifiers', 'measures'],
  },
  period: {
    words: /\bperiod|\bplazo\b|\bdate range|\brango de fechas|\bintervalo de datas/,
    fields: ['identifiers', 'measures'],
  },
  identifiers: {
    words:
      /\bidentifier|\bidentificador|\bidentifiant|\bip address|\bdireccion(es)? ip|\benderecos? ip|\badresses? ip|\baccount name|\bnombre de (la )?cuenta/,
    fields: ['identifiers', 'measures'],
  },
  facts: { words: /\bfacts?\b|\bhechos?\b|\bfatos?\b|\bfaits?\b/, fields: ['facts'] },
  relation: {
    words:
      /\bnexus\b|\blink between|\brelation between|\bnexo\b|\bvinculo|\brelacion entre|\brelacao entre|\blien (entre|avec)/,
    fields: ['relation'],
  },
  dual_criminality: {
    words:
      /\bdual criminality|\bdoble (incriminacion|tipificacion|tipicidad)|\bdupla (incriminacao|tipicidade)|\bdouble incrimination/,
    fields: ['dual_criminality'],
  },
  provisions: {
    words:
      /\bprovisions?\b|\btext of the law|\bdisposicion(es)?\b|\btexto legal|\btexto de la ley|\bdispositivos? lega|\bdispositions?\b|\btexte de loi/,
    fields: ['provisions'],
  },
  penalty: { words: /\bpenalt|\bpenas?\b|\bpeines?\b|\bsentence range/, fields: ['penalty'] },
  domestic_basis: {
    words:
      /\bcourt order|\bwarrant|\borden judicial|\bresolucion judicial|\bordem judicial|\bdecisao judicial|\bordonnance|\bdecision judiciaire/,
    fields: ['domestic_basis'],
  },
  measures: { words: /\bmeasures?\b|\bmedidas?\b|\bmesures?\b/, fields: ['measures'] },
  purpose: { words: /\bpurpose|\bfinalidad|\bfinalidade|\bfinalite/, fields: ['purpose'] },
  provider: { words: /\bproviders?\b|\bproveedor|\bprovedor|\bfournisseur/, fields: ['custodian', 'measures'] },
  persons: {
    words: /\bsuspects?\b|\bsospechos|\bsuspeit|\bpersonas?\b|\bpessoas?\b|\bpersonnes?\b/,
    fields: ['persons'],
  },
  signature: {
    words: /\bsignature|\bsigned\b|\bfirmad|\bfirma\b|\bassinatura|\bassinad|\bsignee?\b/,
    fields: ['signatory_name', 'signatory_capacity'],
  },
  reciprocity: { words: /\breciproc/, fields: ['reciprocity_offered'] },
} as const satisfies Record<string, { words: RegExp; fields: readonly string[] }>;

/** Text: `hint.subject.<subject>`. */
export type Subject = keyof typeof subjects;
export const subjectCodes = Object.keys(subjects) as Subject[];

/** The subjects a return or a question speaks of; none when no word of them is known. */
export function subjectsIn(text: string): Subject[] {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return subjectCodes.filter((code) => subjects[code].words.test(plain));
}

/** Fields of a form that answer a subject, for a link to them. */
export function fieldsOn(subject: Subject, kind: Kind): readonly string[] {
  const { fields } = subjects[subject];
  const first = kind === 'preservation' ? 'measures' : 'identifiers';
  return (fields as readonly string[]).filter((name) => name !== first);
}

/** One request that came back or was asked about. */
export interface Objection {
  request: string;
  returned: boolean;
  text: string;
}

/** Counts over the last requests: how many came back, how many were asked about, and over what, most frequent first. */
export function countObjections(objections: readonly Objection[]): {
  returned: number;
  questioned: number;
  subjects: { subject: Subject; requests: number }[];
} {
  const requests = (keep: (one: Objection) => boolean) =>
    new Set(objections.filter(keep).map(({ request }) => request)).size;
  const counted = subjectCodes
    .map((subject) => ({ subject, requests: requests(({ text }) => subjectsIn(text).includes(subject)) }))
    .filter((one) => one.requests > 0)
    .sort((a, b) => b.requests - a.requests);
  return {
    returned: requests(({ returned }) => returned),
    questioned: requests(({ returned }) => !returned),
    subjects: counted,
  };
}
