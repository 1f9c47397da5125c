import type { Texts } from '@rogatoria/workflows/vocabulary/index.ts';

/** What an authority tends beside its files. */
export const authority = {
  'shell.authority': { en: 'Authority', es: 'Autoridad', pt: 'Autoridade', fr: 'Autorité' },
  'authority.lead': {
    en: 'What your authority tends beside its files.',
    es: 'Lo que su autoridad atiende además de sus expedientes.',
    pt: 'O que a sua autoridade cuida além dos processos.',
    fr: 'Ce dont votre autorité s’occupe en dehors de ses dossiers.',
  },
  'authority.officers': {
    en: 'Who works here, in which role, who stands in for whom, and who is invited.',
    es: 'Quién trabaja aquí, con qué función, quién suple a quién y quién está invitado.',
    pt: 'Quem trabalha aqui, em que função, quem substitui quem e quem foi convidado.',
    fr: 'Qui travaille ici, dans quelle fonction, qui supplée qui et qui est invité.',
  },
  'authority.roster': {
    en: 'Who is on duty at the 24/7 point of contact, and when nobody is.',
    es: 'Quién está de guardia en el punto de contacto 24/7 y cuándo no hay nadie.',
    pt: 'Quem está de plantão no ponto de contato 24/7 e quando não há ninguém.',
    fr: 'Qui est de permanence au point de contact 24/7, et quand il n’y a personne.',
  },
  'authority.calendar': {
    en: 'Holidays, recesses and office hours: what working days are counted by.',
    es: 'Feriados, recesos y horario: con qué se cuentan los días hábiles.',
    pt: 'Feriados, recessos e expediente: por que se contam os dias úteis.',
    fr: 'Jours fériés, vacances judiciaires et horaires : comment se comptent les jours ouvrés.',
  },
  'authority.ladders': {
    en: 'When and whom the authority reminds, and who its head is.',
    es: 'Cuándo y a quién recuerda la autoridad, y quién es su titular.',
    pt: 'Quando e a quem a autoridade lembra, e quem a chefia.',
    fr: 'Quand et à qui l’autorité envoie des rappels, et qui la dirige.',
  },
  'authority.channels': {
    en: 'What could not be delivered and why, and your own systems that are told of events.',
    es: 'Lo que no se pudo entregar y por qué, y sus sistemas que reciben avisos.',
    pt: 'O que não pôde ser entregue e por quê, e os seus sistemas que recebem avisos.',
    fr: 'Ce qui n’a pu être remis et pourquoi, et vos propres systèmes avertis des événements.',
  },
  'authority.retention': {
    en: 'How long closed files are kept, what is held, and what was erased.',
    es: 'Cuánto se conservan los expedientes cerrados, qué está retenido y qué se suprimió.',
    pt: 'Por quanto tempo se guardam os processos encerrados, o que está retido e o que foi eliminado.',
    fr: 'Combien de temps les dossiers clos sont conservés, ce qui est gelé et ce qui a été effacé.',
  },
  'authority.record': {
    en: 'Who did what, and proof that nothing of it was changed since.',
    es: 'Quién hizo qué, y la prueba de que nada se cambió después.',
    pt: 'Quem fez o quê, e a prova de que nada mudou desde então.',
    fr: 'Qui a fait quoi, et la preuve que rien n’en a été changé depuis.',
  },
} as const satisfies Texts;
