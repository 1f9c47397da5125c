import type { Texts } from '@rogatoria/workflows/vocabulary/index.ts';

/** The page around a guide; the guide's own words are in the vocabulary, which the written guide shares. */
export const guideTexts = {
  'shell.help': {
    en: 'Help: how the procedures work',
    es: 'Ayuda: cómo funcionan los procedimientos',
    pt: 'Ajuda: como funcionam os procedimentos',
    fr: 'Aide : comment se déroulent les procédures',
  },
  'guide.procedures': { en: 'Procedures', es: 'Procedimientos', pt: 'Procedimentos', fr: 'Procédures' },
  'guide.print': {
    en: 'Print this guide',
    es: 'Imprimir esta guía',
    pt: 'Imprimir este guia',
    fr: 'Imprimer ce guide',
  },
} as const satisfies Texts;
