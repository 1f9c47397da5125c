import type { Texts } from './index.ts';
import { en, es, fr, pt } from './naming.ts';

/** Answers that are owed beside what a state waits for: on the home page, and as the next step of a case. */
export const owedTexts = {
  'task.owed.written_confirmation': {
    en: `Approve and confirm in writing an emergency request to ${en.s}`,
    es: `Apruebe y confirme por escrito una solicitud de emergencia a ${es.s}`,
    pt: `Aprove e confirme por escrito um pedido de emergência ${pt.to}`,
    fr: `Approuver et confirmer par écrit une demande d’urgence vitale adressée ${fr.to}`,
  },
  'task.owed.warning': {
    en: `Decide on ${en.poss} warning about a preservation`,
    es: `Decida sobre la advertencia de ${es.s} acerca de una conservación`,
    pt: `Decida sobre o alerta ${pt.of} a respeito de uma preservação`,
    fr: `Décider après l’avertissement ${fr.of} sur une conservation`,
  },
  'task.owed.status': {
    en: `Tell ${en.s} how far a request is`,
    es: `Informe a ${es.s} del estado de una solicitud`,
    pt: `Informe ${pt.to} o andamento de um pedido`,
    fr: `Indiquer ${fr.to} où en est une demande`,
  },
  'task.owed.use': {
    en: `Decide on the wider use that ${en.s} asks for`,
    es: `Decida sobre el uso más amplio que solicita ${es.s}`,
    pt: `Decida sobre o uso mais amplo que ${pt.s} ${pt.n('solicita', 'solicitam')}`,
    fr: `Statuer sur l’usage plus large que ${fr.n('demande', 'demandent')} ${fr.s}`,
  },
  'next.owed.written_confirmation.us': {
    en: `Approve the emergency request and confirm it in writing to ${en.s}`,
    es: `Apruebe la solicitud de emergencia y confírmela por escrito a ${es.s}`,
    pt: `Aprove o pedido de emergência e confirme-o por escrito ${pt.to}`,
    fr: `Approuvez la demande d’urgence vitale et confirmez-la par écrit ${fr.to}`,
  },
  'next.owed.written_confirmation.us.why': {
    en: 'It left at once because a life was in danger, before anybody else had approved it. It is owed in writing forthwith (UNCAC 46(14)), here within 24 hours; complete the form first.',
    es: 'Salió de inmediato porque peligraba una vida, antes de que otra persona la aprobara. Debe confirmarse por escrito sin demora (Mérida 46(14)), aquí en 24 horas; complete antes el formulario.',
    pt: 'Saiu de imediato porque uma vida corria perigo, antes que outra pessoa o aprovasse. Deve ser confirmado por escrito sem demora (Mérida 46(14)), aqui em 24 horas; complete antes o formulário.',
    fr: 'Elle est partie aussitôt, une vie étant en danger, avant qu’une autre personne ne l’approuve. Elle doit être confirmée par écrit sans délai (Mérida 46(14)), ici sous 24 heures ; complétez d’abord le formulaire.',
  },
  'next.owed.written_confirmation.them': {
    en: `Wait for ${en.s} to confirm the emergency request in writing`,
    es: `Espere que ${es.s} confirme por escrito la solicitud de emergencia`,
    pt: `Aguarde a confirmação por escrito do pedido de emergência ${pt.by}`,
    fr: `Attendez la confirmation écrite de la demande d’urgence vitale par ${fr.s}`,
  },
  'next.owed.written_confirmation.them.why': {
    en: 'You acted on what they asked in an emergency; the request in writing is still owed (UNCAC 46(14)).',
    es: 'Usted actuó según lo pedido por emergencia; todavía falta la solicitud por escrito (Mérida 46(14)).',
    pt: 'Você agiu conforme o pedido feito em emergência; ainda falta o pedido por escrito (Mérida 46(14)).',
    fr: 'Vous avez agi sur une demande faite en urgence vitale ; la demande écrite est encore due (Mérida 46(14)).',
  },
  'next.owed.warning.us': {
    en: `Decide on ${en.poss} warning`,
    es: `Decida sobre la advertencia de ${es.s}`,
    pt: `Decida sobre o alerta ${pt.of}`,
    fr: `Décidez après l’avertissement ${fr.of}`,
  },
  'next.owed.warning.us.why': {
    en: 'Preservation may not secure the data, or may threaten confidentiality or the investigation; you determine whether they go on (Budapest 29(6)). An urgent evidence request may serve you better.',
    es: 'La conservación puede no asegurar los datos o poner en peligro la confidencialidad o la investigación; usted determina si se sigue adelante (Budapest 29(6)). Quizá le sirva mejor una solicitud de pruebas urgente.',
    pt: 'A preservação pode não assegurar os dados ou pôr em risco a confidencialidade ou a investigação; você determina se ela prossegue (Budapeste 29(6)). Um pedido de provas urgente talvez sirva melhor.',
    fr: 'La conservation peut ne pas garantir les données ou menacer la confidentialité ou l’enquête ; vous déterminez s’il faut poursuivre (Budapest 29(6)). Une demande de preuves urgente servirait peut-être mieux.',
  },
  'next.owed.status.us': {
    en: `Tell ${en.s} how far the request is`,
    es: `Informe a ${es.s} del estado de la solicitud`,
    pt: `Informe ${pt.to} o andamento do pedido`,
    fr: `Indiquez ${fr.to} où en est la demande`,
  },
  'next.owed.status.us.why': {
    en: 'They asked, and reasonable queries on progress are answered (UNCAC 46(24)). Say what is awaited and from whom.',
    es: 'Preguntaron, y las consultas razonables sobre el curso de la solicitud se responden (Mérida 46(24)). Indique qué se espera y de quién.',
    pt: 'Eles perguntaram, e as consultas razoáveis sobre o andamento devem ser respondidas (Mérida 46(24)). Diga o que se aguarda e de quem.',
    fr: 'Ils l’ont demandé, et il est répondu aux demandes raisonnables sur l’avancement (Mérida 46(24)). Dites ce qui est attendu et de qui.',
  },
  'next.owed.use.us': {
    en: `Decide on the wider use that ${en.s} asks for`,
    es: `Decida sobre el uso más amplio que solicita ${es.s}`,
    pt: `Decida sobre o uso mais amplo que ${pt.s} ${pt.n('solicita', 'solicitam')}`,
    fr: `Statuez sur l’usage plus large que ${fr.n('demande', 'demandent')} ${fr.s}`,
  },
  'next.owed.use.us.why': {
    en: 'Without your consent the evidence serves the purpose of the request and no other (Nassau 25, Budapest 28(2)(b)).',
    es: 'Sin su consentimiento, las pruebas sirven para el fin de la solicitud y para ningún otro (Nassau 25, Budapest 28(2)(b)).',
    pt: 'Sem o seu consentimento, as provas servem à finalidade do pedido e a nenhuma outra (Nassau 25, Budapeste 28(2)(b)).',
    fr: 'Sans votre accord, les preuves servent la finalité de la demande et aucune autre (Nassau 25, Budapest 28(2)(b)).',
  },
  'next.owed.use.them': {
    en: `Wait for ${en.s} to decide on the wider use`,
    es: `Espere la decisión de ${es.s} sobre el uso más amplio`,
    pt: `Aguarde a decisão ${pt.of} sobre o uso mais amplo`,
    fr: `Attendez la décision ${fr.of} sur l’usage plus large`,
  },
  'next.owed.use.them.why': {
    en: 'Until they consent, the evidence serves the purpose of the request and no other (Nassau 25, Budapest 28(2)(b)).',
    es: 'Hasta que consientan, las pruebas sirven para el fin de la solicitud y para ningún otro (Nassau 25, Budapest 28(2)(b)).',
    pt: 'Até que consintam, as provas servem à finalidade do pedido e a nenhuma outra (Nassau 25, Budapeste 28(2)(b)).',
    fr: 'Tant qu’ils n’ont pas consenti, les preuves servent la finalité de la demande et aucune autre (Nassau 25, Budapest 28(2)(b)).',
  },
} as const satisfies Texts;
