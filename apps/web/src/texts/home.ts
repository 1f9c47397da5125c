import type { Texts } from '@rogatoria/workflows/vocabulary/index.ts';

/** An ICU plural that says small numbers in words, as a title does. */
function counted(nothing: string, one: string, words: readonly string[], rest: string): string {
  const cases = words.map((word, index) => `=${index + 2} {${word} ${rest}}`);
  return `{count, plural, =0 {${nothing}} =1 {${one}} ${cases.join(' ')} other {# ${rest}}}`;
}

export const home = {
  'home.title': {
    en: counted(
      'Nothing needs you now',
      'One thing needs you',
      ['Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'],
      'things need you',
    ),
    es: counted(
      'Nada le espera ahora',
      'Un asunto le espera',
      ['Dos', 'Tres', 'Cuatro', 'Cinco', 'Seis', 'Siete', 'Ocho', 'Nueve', 'Diez', 'Once', 'Doce'],
      'asuntos le esperan',
    ),
    pt: counted(
      'Nada espera por você agora',
      'Um assunto espera por você',
      ['Dois', 'Três', 'Quatro', 'Cinco', 'Seis', 'Sete', 'Oito', 'Nove', 'Dez', 'Onze', 'Doze'],
      'assuntos esperam por você',
    ),
    fr: counted(
      'Rien ne vous attend',
      'Une affaire vous attend',
      ['Deux', 'Trois', 'Quatre', 'Cinq', 'Six', 'Sept', 'Huit', 'Neuf', 'Dix', 'Onze', 'Douze'],
      'affaires vous attendent',
    ),
  },
  'home.lead': {
    en: '{day}. Everything else is waiting for others or on time.',
    es: '{day}. Todo lo demás espera a otros o está en plazo.',
    pt: '{day}. Todo o resto espera por outros ou está no prazo.',
    fr: '{day}. Tout le reste attend quelqu’un d’autre ou est dans les délais.',
  },
  'home.tasks': { en: 'What needs you', es: 'Lo que le espera', pt: 'O que espera por você', fr: 'Ce qui vous attend' },
  'home.calm': {
    en: 'When a request arrives, a question is asked or a date comes near, it will stand here.',
    es: 'Cuando llegue una solicitud, le pregunten algo o se acerque un plazo, aparecerá aquí.',
    pt: 'Quando chegar um pedido, uma pergunta ou um prazo se aproximar, aparecerá aqui.',
    fr: 'Une demande qui arrive, une question posée, une échéance proche : tout paraîtra ici.',
  },
  'home.none_yours': {
    en: 'Your role does not work on cases.',
    es: 'Su función no tramita casos.',
    pt: 'A sua função não trabalha em casos.',
    fr: 'Votre rôle ne traite pas de dossiers.',
  },
  'home.due': { en: 'due {date}', es: 'vence {date}', pt: 'vence {date}', fr: 'échéance {date}' },
  'home.late': {
    en: '{duration} late',
    es: '{duration} de retraso',
    pt: '{duration} de atraso',
    fr: '{duration} de retard',
  },
  'home.draft.untitled': {
    en: 'no subject yet',
    es: 'aún sin asunto',
    pt: 'ainda sem assunto',
    fr: 'encore sans objet',
  },
  'home.next': { en: 'Next 21 days', es: 'Próximos 21 días', pt: 'Próximos 21 dias', fr: '21 prochains jours' },
  'home.next.lead': {
    en: 'preservation clocks',
    es: 'relojes de conservación',
    pt: 'relógios de preservação',
    fr: 'horloges de conservation',
  },
  'home.next.none': {
    en: 'No preservation lapses in the next 21 days.',
    es: 'Ninguna conservación vence en los próximos 21 días.',
    pt: 'Nenhuma preservação vence nos próximos 21 dias.',
    fr: 'Aucune conservation n’expire dans les 21 prochains jours.',
  },
  'home.next.all': { en: 'All clocks', es: 'Todos los relojes', pt: 'Todos os relógios', fr: 'Toutes les horloges' },
  'home.unlinked': { en: 'nothing linked', es: 'nada vinculado', pt: 'nada vinculado', fr: 'rien de lié' },
  'home.since': { en: 'Since yesterday', es: 'Desde ayer', pt: 'Desde ontem', fr: 'Depuis hier' },
  'home.since.none': {
    en: 'Nothing has moved since yesterday.',
    es: 'Nada se ha movido desde ayer.',
    pt: 'Nada mudou desde ontem.',
    fr: 'Rien n’a bougé depuis hier.',
  },
  'home.with_them': {
    en: 'waiting for them',
    es: 'a la espera de ellos',
    pt: 'à espera deles',
    fr: 'en attente chez eux',
  },
  'home.silent': {
    en: '{count, plural, =0 {all heard from within 30 days} other {# silent for over 30 days}}',
    es: '{count, plural, =0 {todos respondieron en los últimos 30 días} one {# en silencio por más de 30 días} other {# en silencio por más de 30 días}}',
    pt: '{count, plural, =0 {todos responderam nos últimos 30 dias} one {# em silêncio há mais de 30 dias} other {# em silêncio há mais de 30 dias}}',
    fr: '{count, plural, =0 {tous ont écrit depuis moins de 30 jours} one {# sans nouvelles depuis plus de 30 jours} other {# sans nouvelles depuis plus de 30 jours}}',
  },
  'home.lapse': {
    en: '{count, plural, one {preservation lapses within 21 days} other {preservations lapse within 21 days}}',
    es: '{count, plural, one {conservación vence en 21 días} other {conservaciones vencen en 21 días}}',
    pt: '{count, plural, one {preservação vence em 21 dias} other {preservações vencem em 21 dias}}',
    fr: '{count, plural, one {conservation expire sous 21 jours} other {conservations expirent sous 21 jours}}',
  },
  'home.lapse.unlinked': {
    en: '{count, plural, =0 {each has a request linked} one {# has no request linked} other {# have no request linked}}',
    es: '{count, plural, =0 {todas tienen solicitud vinculada} one {# sin solicitud vinculada} other {# sin solicitud vinculada}}',
    pt: '{count, plural, =0 {todas têm pedido vinculado} one {# sem pedido vinculado} other {# sem pedido vinculado}}',
    fr: '{count, plural, =0 {chacune a une demande liée} one {# sans demande liée} other {# sans demande liée}}',
  },
  'home.median': {
    en: 'median to acknowledge, this year',
    es: 'mediana hasta el acuse de recibo, este año',
    pt: 'mediana até o aviso de recebimento, este ano',
    fr: 'médiane jusqu’à l’accusé de réception, cette année',
  },
  'home.median.none': {
    en: 'too few this year for a median',
    es: 'muy pocas este año para una mediana',
    pt: 'poucos este ano para uma mediana',
    fr: 'trop peu cette année pour une médiane',
  },
  'home.in_time': {
    en: '{share} in time',
    es: '{share} en plazo',
    pt: '{share} no prazo',
    fr: '{share} dans les délais',
  },

  /* What a task's button says: one or two words; the sentence is the vocabulary's `task.*`. */
  'home.do.acknowledge': { en: 'Acknowledge', es: 'Acusar recibo', pt: 'Acusar recebimento', fr: 'Accuser réception' },
  'home.do.accept': { en: 'Decide', es: 'Decidir', pt: 'Decidir', fr: 'Statuer' },
  'home.do.deliver': { en: 'Deliver', es: 'Entregar', pt: 'Entregar', fr: 'Remettre' },
  'home.do.answer_clarification': { en: 'Answer', es: 'Responder', pt: 'Responder', fr: 'Répondre' },
  'home.do.approve': { en: 'Review', es: 'Revisar', pt: 'Revisar', fr: 'Examiner' },
  'home.do.submit': { en: 'Open the draft', es: 'Abrir el borrador', pt: 'Abrir a minuta', fr: 'Ouvrir le projet' },
  'home.do.transmit': { en: 'Send', es: 'Enviar', pt: 'Enviar', fr: 'Envoyer' },
  'home.do.confirm_receipt': { en: 'Check', es: 'Verificar', pt: 'Verificar', fr: 'Vérifier' },
  'home.do.confirm': { en: 'Confirm', es: 'Confirmar', pt: 'Confirmar', fr: 'Confirmer' },
  'home.do.grant_extension': { en: 'Decide', es: 'Decidir', pt: 'Decidir', fr: 'Statuer' },
  'home.do.resume': { en: 'Take up', es: 'Retomar', pt: 'Retomar', fr: 'Reprendre' },
  'home.do.accept_offer': { en: 'Decide', es: 'Decidir', pt: 'Decidir', fr: 'Statuer' },
  'home.do.reply': { en: 'Answer', es: 'Responder', pt: 'Responder', fr: 'Répondre' },
  'home.do.follow_up': { en: 'Follow up', es: 'Dar seguimiento', pt: 'Dar seguimento', fr: 'Donner suite' },
} as const satisfies Texts;
