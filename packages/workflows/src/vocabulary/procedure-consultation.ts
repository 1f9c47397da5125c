import type { Texts } from './index.ts';
import { en, es, fr, pt } from './naming.ts';

/** Informal consultation in words. `state` is the counterpart's code. */
export const consultationTexts = {
  'kind.consultation': {
    en: 'Informal consultation',
    es: 'Consulta informal',
    pt: 'Consulta informal',
    fr: 'Consultation informelle',
  },

  /* ------------------------------------------------------------------- states */
  'state.consultation.outgoing.draft': { en: 'Draft', es: 'Borrador', pt: 'Minuta', fr: 'Projet' },
  'state.consultation.outgoing.draft.explain': {
    en: 'The question is being written; nothing has left our authority.',
    es: 'La pregunta se está redactando; nada ha salido de nuestra autoridad.',
    pt: 'A pergunta está sendo redigida; nada saiu da nossa autoridade.',
    fr: 'La question est en cours de rédaction ; rien n’est sorti de notre autorité.',
  },
  'state.consultation.outgoing.asked': { en: 'Asked', es: 'Consultado', pt: 'Consultado', fr: 'Question posée' },
  'state.consultation.outgoing.asked.explain': {
    en: 'Our question is with the other State. It binds nobody, and is no request.',
    es: 'Nuestra pregunta está en manos del otro Estado. No obliga a nadie y no es una solicitud.',
    pt: 'A nossa pergunta está com o outro Estado. Não obriga ninguém e não é um pedido.',
    fr: 'Notre question est chez l’autre État. Elle n’engage personne et n’est pas une demande.',
  },
  'state.consultation.outgoing.answered': { en: 'Answered', es: 'Respondida', pt: 'Respondida', fr: 'Réponse reçue' },
  'state.consultation.outgoing.answered.explain': {
    en: 'The other State answered. We may ask again, make a request of it, or close.',
    es: 'El otro Estado respondió. Podemos preguntar de nuevo, convertirla en solicitud o cerrarla.',
    pt: 'O outro Estado respondeu. Podemos perguntar de novo, transformá-la em pedido ou encerrá-la.',
    fr: 'L’autre État a répondu. Nous pouvons poser une autre question, en faire une demande ou clore.',
  },
  'state.consultation.outgoing.closed': { en: 'Closed', es: 'Cerrada', pt: 'Encerrada', fr: 'Close' },
  'state.consultation.outgoing.closed.explain': {
    en: 'The consultation has ended. A request can still be made of it.',
    es: 'La consulta terminó. Aún puede convertirse en solicitud.',
    pt: 'A consulta terminou. Ainda pode ser transformada em pedido.',
    fr: 'La consultation est terminée. On peut encore en faire une demande.',
  },
  'state.consultation.outgoing.discarded': { en: 'Discarded', es: 'Descartada', pt: 'Descartada', fr: 'Abandonnée' },
  'state.consultation.outgoing.discarded.explain': {
    en: 'The draft was given up; nothing was ever sent.',
    es: 'El borrador se abandonó; nunca se envió nada.',
    pt: 'A minuta foi abandonada; nada chegou a ser enviado.',
    fr: 'Le projet a été abandonné ; rien n’a jamais été envoyé.',
  },
  'state.consultation.incoming.arriving': { en: 'Arriving', es: 'Llegando', pt: 'Chegando', fr: 'En cours d’arrivée' },
  'state.consultation.incoming.arriving.explain': {
    en: 'The question is being taken in.',
    es: 'La pregunta se está registrando.',
    pt: 'A pergunta está sendo registrada.',
    fr: 'La question est en cours d’enregistrement.',
  },
  'state.consultation.incoming.asked': {
    en: 'Question to answer',
    es: 'Pregunta por responder',
    pt: 'Pergunta a responder',
    fr: 'Question à traiter',
  },
  'state.consultation.incoming.asked.explain': {
    en: 'The other State asks before it makes any request. An answer commits nobody.',
    es: 'El otro Estado pregunta antes de formular una solicitud. La respuesta no compromete a nadie.',
    pt: 'O outro Estado pergunta antes de fazer qualquer pedido. A resposta não compromete ninguém.',
    fr: 'L’autre État pose une question avant toute demande. La réponse n’engage personne.',
  },
  'state.consultation.incoming.answered': { en: 'Answered', es: 'Respondida', pt: 'Respondida', fr: 'Répondue' },
  'state.consultation.incoming.answered.explain': {
    en: 'We answered. The other State may ask again, make a request of it, or close.',
    es: 'Respondimos. El otro Estado puede preguntar de nuevo, convertirla en solicitud o cerrarla.',
    pt: 'Respondemos. O outro Estado pode perguntar de novo, transformá-la em pedido ou encerrá-la.',
    fr: 'Nous avons répondu. L’autre État peut poser une autre question, en faire une demande ou clore.',
  },
  'state.consultation.incoming.closed': { en: 'Closed', es: 'Cerrada', pt: 'Encerrada', fr: 'Close' },
  'state.consultation.incoming.closed.explain': {
    en: 'The consultation has ended. If a request comes of it, it is a file of its own.',
    es: 'La consulta terminó. Si de ella surge una solicitud, tendrá su propio expediente.',
    pt: 'A consulta terminou. Se dela resultar um pedido, ele terá processo próprio.',
    fr: 'La consultation est terminée. Si une demande en résulte, elle aura son propre dossier.',
  },

  /* -------------------------------------------------------- tasks and next steps */
  'task.consultation.outgoing.draft': {
    en: `Finish the question to ${en.s}`,
    es: `Termine la pregunta a ${es.s}`,
    pt: `Conclua a pergunta ${pt.to}`,
    fr: `Terminer la question adressée ${fr.to}`,
  },
  'task.consultation.outgoing.answered': {
    en: `Read ${en.poss} answer and decide what follows`,
    es: `Lea la respuesta de ${es.s} y decida qué sigue`,
    pt: `Leia a resposta ${pt.of} e decida o que segue`,
    fr: `Lire la réponse ${fr.of} et décider de la suite`,
  },
  'task.consultation.incoming.asked': {
    en: `Answer a question from ${en.s}`,
    es: `Responda a una consulta de ${es.s}`,
    pt: `Responda a uma consulta ${pt.of}`,
    fr: `Répondre à une consultation ${fr.of}`,
  },
  'next.consultation.outgoing.draft': {
    en: 'Write the question and ask',
    es: 'Redacte la pregunta y consulte',
    pt: 'Redija a pergunta e consulte',
    fr: 'Rédigez la question et posez-la',
  },
  'next.consultation.outgoing.draft.why': {
    en: 'Two lines now can spare both States a request that cannot be executed. No approval is needed.',
    es: 'Dos líneas ahora pueden ahorrar a ambos Estados una solicitud que no puede ejecutarse. No hace falta aprobación.',
    pt: 'Duas linhas agora podem poupar aos dois Estados um pedido que não pode ser executado. Não é preciso aprovação.',
    fr: 'Deux lignes maintenant peuvent épargner aux deux États une demande inexécutable. Aucune approbation n’est requise.',
  },
  'next.consultation.outgoing.asked': {
    en: `Wait for ${en.s} to answer`,
    es: `Espere la respuesta de ${es.s}`,
    pt: `Aguarde a resposta ${pt.of}`,
    fr: `Attendez la réponse ${fr.of}`,
  },
  'next.consultation.outgoing.asked.why': {
    en: 'It is no request and stops no clock: where data may be lost, ask for preservation at once.',
    es: 'No es una solicitud ni detiene plazo alguno: si los datos pueden perderse, pida de inmediato su conservación.',
    pt: 'Não é um pedido e não suspende prazo algum: se os dados podem se perder, peça já a preservação.',
    fr: 'Ce n’est pas une demande et rien n’est suspendu : si les données peuvent disparaître, demandez aussitôt leur conservation.',
  },
  'next.consultation.outgoing.answered': {
    en: 'Make it a request, ask again, or close',
    es: 'Conviértala en solicitud, pregunte de nuevo o ciérrela',
    pt: 'Transforme-a em pedido, pergunte de novo ou encerre-a',
    fr: 'Faites-en une demande, posez une autre question, ou closez',
  },
  'next.consultation.outgoing.answered.why': {
    en: 'The answer says what a request would need; it is not a promise to execute one.',
    es: 'La respuesta dice qué necesitaría una solicitud; no es una promesa de ejecutarla.',
    pt: 'A resposta diz do que um pedido precisaria; não é promessa de executá-lo.',
    fr: 'La réponse dit ce qu’il faudrait à une demande ; elle ne promet pas de l’exécuter.',
  },
  'next.consultation.outgoing.closed': {
    en: 'Nothing more to do',
    es: 'Nada más que hacer',
    pt: 'Nada mais a fazer',
    fr: 'Plus rien à faire',
  },
  'next.consultation.outgoing.closed.why': {
    en: 'The consultation has ended; a request can still be made of it.',
    es: 'La consulta terminó; aún puede convertirse en solicitud.',
    pt: 'A consulta terminou; ainda pode ser transformada em pedido.',
    fr: 'La consultation est terminée ; on peut encore en faire une demande.',
  },
  'next.consultation.outgoing.discarded': {
    en: 'Nothing more to do',
    es: 'Nada más que hacer',
    pt: 'Nada mais a fazer',
    fr: 'Plus rien à faire',
  },
  'next.consultation.outgoing.discarded.why': {
    en: 'The draft was given up and nothing was sent.',
    es: 'El borrador se abandonó y no se envió nada.',
    pt: 'A minuta foi abandonada e nada foi enviado.',
    fr: 'Le projet a été abandonné et rien n’a été envoyé.',
  },
  'next.consultation.incoming.asked': {
    en: `Answer ${en.s}`,
    es: `Responda a ${es.s}`,
    pt: `Responda ${pt.to}`,
    fr: `Répondez ${fr.to}`,
  },
  'next.consultation.incoming.asked.why': {
    en: 'Say whether you would hold such data and what a request would need. Your answer is no decision on one.',
    es: 'Diga si tendría esos datos y qué necesitaría una solicitud. Su respuesta no es una decisión sobre ella.',
    pt: 'Diga se teria esses dados e do que um pedido precisaria. A sua resposta não é decisão sobre ele.',
    fr: 'Dites si vous détiendriez ces données et ce qu’il faudrait à une demande. Votre réponse n’est pas une décision.',
  },
  'next.consultation.incoming.answered': {
    en: `Wait for what ${en.s} makes of it`,
    es: `Espere lo que decida ${es.s}`,
    pt: `Aguarde o que ${pt.s} ${pt.n('decidir', 'decidirem')}`,
    fr: `Attendez la suite qu’y ${fr.n('donnera', 'donneront')} ${fr.s}`,
  },
  'next.consultation.incoming.answered.why': {
    en: 'They may ask again, make a request of it, or close. You may close it too.',
    es: 'Puede preguntar de nuevo, convertirla en solicitud o cerrarla. Usted también puede cerrarla.',
    pt: 'Pode perguntar de novo, transformá-la em pedido ou encerrá-la. Você também pode encerrá-la.',
    fr: 'Il peut poser une autre question, en faire une demande ou clore. Vous pouvez clore aussi.',
  },
  'next.consultation.incoming.closed': {
    en: 'Nothing more to do',
    es: 'Nada más que hacer',
    pt: 'Nada mais a fazer',
    fr: 'Plus rien à faire',
  },
  'next.consultation.incoming.closed.why': {
    en: 'The consultation has ended; nobody is bound by it.',
    es: 'La consulta terminó; no obliga a nadie.',
    pt: 'A consulta terminou; não obriga ninguém.',
    fr: 'La consultation est terminée ; elle ne lie personne.',
  },

  /* ------------------------------------------------------ commands and payload */
  'command.consultation.transmit': { en: 'Ask', es: 'Consultar', pt: 'Consultar', fr: 'Poser la question' },
  'command.consultation.transmit.explain': {
    en: 'The question is signed, numbered and sent. It commits nobody, and is not counted as a request.',
    es: 'La pregunta se firma, se numera y se envía. No compromete a nadie y no se cuenta como solicitud.',
    pt: 'A pergunta é assinada, numerada e enviada. Não compromete ninguém e não é contada como pedido.',
    fr: 'La question est signée, numérotée et envoyée. Elle n’engage personne et ne compte pas comme demande.',
  },
  'command.ask_again': {
    en: 'Ask again',
    es: 'Preguntar de nuevo',
    pt: 'Perguntar de novo',
    fr: 'Poser une autre question',
  },
  'command.ask_again.explain': {
    en: 'A further question on the same matter; the other State answers it as it did the first.',
    es: 'Otra pregunta sobre el mismo asunto; el otro Estado la responde como la primera.',
    pt: 'Outra pergunta sobre o mesmo assunto; o outro Estado responde como à primeira.',
    fr: 'Une autre question sur la même affaire ; l’autre État y répond comme à la première.',
  },
  'command.reply': { en: 'Answer', es: 'Responder', pt: 'Responder', fr: 'Répondre' },
  'command.reply.explain': {
    en: 'The answer is informal: it decides nothing about a request that may follow.',
    es: 'La respuesta es informal: nada decide sobre una solicitud que pueda seguir.',
    pt: 'A resposta é informal: nada decide sobre um pedido que possa seguir.',
    fr: 'La réponse est informelle : elle ne décide rien d’une demande éventuelle.',
  },
  'command.close': {
    en: 'Close the consultation',
    es: 'Cerrar la consulta',
    pt: 'Encerrar a consulta',
    fr: 'Clore la consultation',
  },
  'command.close.explain': {
    en: 'The consultation ends in both States. A request can still be made of it.',
    es: 'La consulta termina en ambos Estados. Aún puede convertirse en solicitud.',
    pt: 'A consulta termina nos dois Estados. Ainda pode ser transformada em pedido.',
    fr: 'La consultation prend fin dans les deux États. On peut encore en faire une demande.',
  },
  'payload.further_question': { en: 'Question', es: 'Pregunta', pt: 'Pergunta', fr: 'Nouvelle question' },
  'payload.further_question.help': {
    en: 'One thing at a time is answered sooner.',
    es: 'Una cosa a la vez se responde antes.',
    pt: 'Uma coisa por vez é respondida mais cedo.',
    fr: 'Une seule chose à la fois reçoit plus vite une réponse.',
  },
  'payload.reply': { en: 'Answer', es: 'Respuesta', pt: 'Resposta', fr: 'Réponse' },
  'payload.reply.help': {
    en: 'Would the data be held in your State, and could they be given? Name no secrets of an investigation.',
    es: '¿Estarían los datos en su Estado y podrían entregarse? No revele secretos de una investigación.',
    pt: 'Os dados estariam no seu Estado e poderiam ser entregues? Não revele segredos de uma investigação.',
    fr: 'Les données seraient-elles détenues dans votre État, et pourraient-elles être remises ? Ne révélez aucun secret d’enquête.',
  },
  'payload.needed': {
    en: 'What a request would need',
    es: 'Qué necesitaría una solicitud',
    pt: 'Do que um pedido precisaria',
    fr: 'Ce qu’il faudrait à une demande',
  },
  'payload.needed.help': {
    en: 'The basis, the details that identify the data, a court order, a language: whatever it would otherwise be returned for.',
    es: 'La base, los datos que identifiquen lo pedido, una orden judicial, un idioma: aquello por lo que se devolvería.',
    pt: 'A base, os dados de identificação, uma ordem judicial, um idioma: aquilo por que o pedido seria devolvido.',
    fr: 'Le fondement, les éléments d’identification, une décision de justice, une langue : ce dont l’absence la ferait renvoyer.',
  },

  /* -------------------------------------------------------- messages and events */
  'message.informal_consultation': {
    en: 'Informal question',
    es: 'Pregunta informal',
    pt: 'Pergunta informal',
    fr: 'Question informelle',
  },
  'message.further_question': {
    en: 'Further question',
    es: 'Nueva pregunta',
    pt: 'Nova pergunta',
    fr: 'Question complémentaire',
  },
  'message.reply': { en: 'Answer', es: 'Respuesta', pt: 'Resposta', fr: 'Réponse' },
  'message.closing': {
    en: 'End of the consultation',
    es: 'Fin de la consulta',
    pt: 'Fim da consulta',
    fr: 'Fin de la consultation',
  },
  'event.consultation.command.transmit': {
    en: 'We asked',
    es: 'Consultamos',
    pt: 'Consultamos',
    fr: 'Nous avons posé la question',
  },
  'event.command.ask_again': {
    en: 'We asked again',
    es: 'Preguntamos de nuevo',
    pt: 'Perguntamos de novo',
    fr: 'Nous avons posé une autre question',
  },
  'event.command.reply': { en: 'We answered', es: 'Respondimos', pt: 'Respondemos', fr: 'Nous avons répondu' },
  'event.command.close': {
    en: 'We closed the consultation',
    es: 'Cerramos la consulta',
    pt: 'Encerramos a consulta',
    fr: 'Nous avons clos la consultation',
  },
  'event.message.informal_consultation': {
    en: `${en.S} consulted us`,
    es: `${es.S} nos consultó`,
    pt: `${pt.S} nos ${pt.n('consultou', 'consultaram')}`,
    fr: `${fr.S} nous ${fr.n('a consultés', 'ont consultés')}`,
  },
  'event.message.further_question': {
    en: `${en.S} asked again`,
    es: `${es.S} preguntó de nuevo`,
    pt: `${pt.S} ${pt.n('perguntou', 'perguntaram')} de novo`,
    fr: `${fr.S} ${fr.has} posé une autre question`,
  },
  'event.message.reply': {
    en: `${en.S} answered`,
    es: `${es.S} respondió`,
    pt: `${pt.S} ${pt.n('respondeu', 'responderam')}`,
    fr: `${fr.S} ${fr.has} répondu`,
  },
  'event.message.closing': {
    en: `${en.S} closed the consultation`,
    es: `${es.S} cerró la consulta`,
    pt: `${pt.S} ${pt.n('encerrou', 'encerraram')} a consulta`,
    fr: `${fr.S} ${fr.has} clos la consultation`,
  },
  'outcome.closed': { en: 'Closed', es: 'Cerrada', pt: 'Encerrada', fr: 'Close' },

  /* -------------------------------------------------------------------- steps */
  'step.informal_consultation': { en: 'Asked', es: 'Consultado', pt: 'Consultado', fr: 'Question posée' },
  'step.further_question': { en: 'Asked again', es: 'Nueva pregunta', pt: 'Nova pergunta', fr: 'Autre question' },
  'step.reply': { en: 'Answered', es: 'Respondido', pt: 'Respondido', fr: 'Répondu' },
  'step.closing': { en: 'Closed', es: 'Cerrado', pt: 'Encerrado', fr: 'Clos' },

  /* ------------------------------------------------------------------- notices */
  'notice.consultation_asked': {
    en: `Answer: ${en.s} asks informally, {number}`,
    es: `Responda: ${es.s} hace una consulta informal, {number}`,
    pt: `Responda: ${pt.s} ${pt.n('faz', 'fazem')} uma consulta informal, {number}`,
    fr: `Répondez : ${fr.s} ${fr.n('pose', 'posent')} une question informelle, {number}`,
  },
  'notice.informal_reply': {
    en: `${en.S} answered consultation {number}`,
    es: `${es.S} respondió a la consulta {number}`,
    pt: `${pt.S} ${pt.n('respondeu', 'responderam')} à consulta {number}`,
    fr: `${fr.S} ${fr.has} répondu à la consultation {number}`,
  },
  'notice.consultation_closed': {
    en: `${en.S} closed consultation {number}`,
    es: `${es.S} cerró la consulta {number}`,
    pt: `${pt.S} ${pt.n('encerrou', 'encerraram')} a consulta {number}`,
    fr: `${fr.S} ${fr.has} clos la consultation {number}`,
  },
} as const satisfies Texts;
