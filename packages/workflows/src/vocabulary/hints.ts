import type { Texts } from './index.ts';

/** Subjects on which requests came back (`hints.ts`). */
export const hints = {
  'hint.subject.translation': { en: 'translation', es: 'traducción', pt: 'tradução', fr: 'traduction' },
  'hint.subject.source_port': { en: 'source port', es: 'puerto de origen', pt: 'porta de origem', fr: 'port source' },
  'hint.subject.time': {
    en: 'exact time and UTC offset',
    es: 'hora exacta y desfase UTC',
    pt: 'hora exata e diferença UTC',
    fr: 'heure exacte et décalage UTC',
  },
  'hint.subject.period': {
    en: 'period of the data',
    es: 'período de los datos',
    pt: 'período dos dados',
    fr: 'période des données',
  },
  'hint.subject.identifiers': { en: 'identifiers', es: 'identificadores', pt: 'identificadores', fr: 'identifiants' },
  'hint.subject.facts': { en: 'facts', es: 'hechos', pt: 'fatos', fr: 'faits' },
  'hint.subject.relation': {
    en: 'link between facts and data',
    es: 'relación entre hechos y datos',
    pt: 'relação entre fatos e dados',
    fr: 'lien entre faits et données',
  },
  'hint.subject.dual_criminality': {
    en: 'dual criminality',
    es: 'doble incriminación',
    pt: 'dupla incriminação',
    fr: 'double incrimination',
  },
  'hint.subject.provisions': {
    en: 'text of the provisions',
    es: 'texto de las disposiciones',
    pt: 'texto dos dispositivos',
    fr: 'texte des dispositions',
  },
  'hint.subject.penalty': { en: 'penalty', es: 'pena', pt: 'pena', fr: 'peine' },
  'hint.subject.domestic_basis': {
    en: 'court order',
    es: 'orden judicial',
    pt: 'ordem judicial',
    fr: 'décision judiciaire',
  },
  'hint.subject.measures': {
    en: 'measures asked for',
    es: 'medidas solicitadas',
    pt: 'medidas pedidas',
    fr: 'mesures demandées',
  },
  'hint.subject.purpose': { en: 'purpose', es: 'finalidad', pt: 'finalidade', fr: 'finalité' },
  'hint.subject.provider': { en: 'provider', es: 'proveedor', pt: 'provedor', fr: 'fournisseur' },
  'hint.subject.persons': { en: 'persons', es: 'personas', pt: 'pessoas', fr: 'personnes' },
  'hint.subject.signature': {
    en: 'signature',
    es: 'firma',
    pt: 'assinatura',
    fr: 'qualité et nom du signataire',
  },
  'hint.subject.reciprocity': { en: 'reciprocity', es: 'reciprocidad', pt: 'reciprocidade', fr: 'réciprocité' },
} as const satisfies Texts;
