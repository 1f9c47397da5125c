import type { Texts } from '@rogatoria/workflows/vocabulary/index.ts';

/** How what happened reaches people and systems, and what did not. */
export const channels = {
  'shell.channels': { en: 'Channels', es: 'Canales', pt: 'Canais', fr: 'Canaux' },
  'channels.lead': {
    en: 'How what happens here reaches people and systems. What could not be delivered waits here for you.',
    es: 'Cómo llega a personas y sistemas lo que ocurre aquí. Lo que no pudo entregarse espera aquí su decisión.',
    pt: 'Como o que acontece aqui chega a pessoas e sistemas. O que não pôde ser entregue espera aqui pela sua decisão.',
    fr: 'Comment ce qui se passe ici parvient aux personnes et aux systèmes. Ce qui n’a pu être remis vous attend ici.',
  },
  'undelivered.title': { en: 'Undelivered', es: 'Sin entregar', pt: 'Não entregues', fr: 'Non remis' },
  'undelivered.none': {
    en: 'Everything was delivered, or is still being tried.',
    es: 'Todo se entregó o sigue intentándose.',
    pt: 'Tudo foi entregue ou ainda está sendo tentado.',
    fr: 'Tout a été remis, ou l’envoi se poursuit.',
  },
  'undelivered.help': {
    en: 'These were given up. Put right what stood in the way – a wrong address, the mail server – and have them tried again.',
    es: 'Estos envíos se abandonaron. Corrija lo que lo impidió (una dirección errónea, el servidor de correo) y ordene un nuevo intento.',
    pt: 'Estes envios foram abandonados. Corrija o que os impediu (um endereço errado, o servidor de e-mail) e mande tentar de novo.',
    fr: 'Ces envois ont été abandonnés. Remédiez à ce qui les a empêchés (une adresse erronée, le serveur de messagerie), puis relancez-les.',
  },
  'undelivered.mail': { en: 'Mail to {to}', es: 'Correo a {to}', pt: 'E-mail para {to}', fr: 'Courriel à {to}' },
  'undelivered.message': {
    en: 'Message to {to_the}',
    es: 'Mensaje a {to_the}',
    pt: 'Mensagem {to_to}',
    fr: 'Message adressé {to_to}',
  },
  'undelivered.since': {
    en: 'of {at}, given up {dead} after {attempts, plural, one {# attempt} other {# attempts}}',
    es: 'del {at}, abandonado el {dead} tras {attempts, plural, one {# intento} other {# intentos}}',
    pt: 'de {at}, abandonado em {dead} após {attempts, plural, one {# tentativa} other {# tentativas}}',
    fr: 'du {at}, abandonné le {dead} après {attempts, plural, one {# tentative} other {# tentatives}}',
  },
  'undelivered.said': {
    en: 'The answer was: {failure}',
    es: 'La respuesta fue: {failure}',
    pt: 'A resposta foi: {failure}',
    fr: 'La réponse a été : {failure}',
  },
  'undelivered.retry': { en: 'Try again', es: 'Reintentar', pt: 'Tentar de novo', fr: 'Relancer' },
  'undelivered.retry.all': {
    en: 'Try all again',
    es: 'Reintentar todos',
    pt: 'Tentar todos de novo',
    fr: 'Tout relancer',
  },
  'undelivered.more': {
    en: 'The latest {shown} of {total}.',
    es: 'Los últimos {shown} de {total}.',
    pt: 'Os últimos {shown} de {total}.',
    fr: 'Les {shown} derniers sur {total}.',
  },
  'undelivered.banner': {
    en: '{count, plural, one {One thing could not be delivered.} other {# things could not be delivered.}}',
    es: '{count, plural, one {Hay un envío sin entregar.} other {Hay # envíos sin entregar.}}',
    pt: '{count, plural, one {Há um envio não entregue.} other {Há # envios não entregues.}}',
    fr: '{count, plural, one {Un envoi n’a pas abouti.} other {# envois n’ont pas abouti.}}',
  },
  'undelivered.banner.look': {
    en: 'See which, and why',
    es: 'Vea cuáles y por qué',
    pt: 'Veja quais e por quê',
    fr: 'Voir lesquels et pourquoi',
  },
} as const satisfies Texts;
