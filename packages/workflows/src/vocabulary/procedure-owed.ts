import type { Texts } from './index.ts';
import { en, es, fr, pt } from './naming.ts';

/** Answers that are owed beside what a state waits for: on the home page, and as the next step of a case. */
export const owedTexts = {
  'task.owed.written_confirmation': {
    en: `Approve the emergency asked of ${en.s} and confirm it in writing`,
    es: `Apruebe la emergencia pedida a ${es.s} y confírmela por escrito`,
    pt: `Aprove a emergência pedida ${pt.to} e confirme-a por escrito`,
    fr: `Approuver l’urgence présentée ${fr.to} et la confirmer par écrit`,
  },
  'task.owed.warning': {
    en: `Decide whether ${en.s} should go on: it warned us`,
    es: `Decida si ${es.s} debe continuar: nos advirtió`,
    pt: `Decida se a preservação continua: há uma advertência ${pt.of}`,
    fr: `Décider s’il faut poursuivre : avertissement ${fr.of}`,
  },
  'task.owed.status': {
    en: `Tell ${en.s} how far its request is`,
    es: `Informe a ${es.s} del estado de su solicitud`,
    pt: `Informe o andamento do pedido ${pt.of}`,
    fr: `Informer de l’état de la demande ${fr.of}`,
  },
  'task.owed.use': {
    en: `Decide whether ${en.s} may use the evidence beyond its purpose`,
    es: `Decida si ${es.s} puede usar las pruebas para otro fin`,
    pt: `Decida sobre o uso das provas para outro fim, a pedido ${pt.of}`,
    fr: `Décider d’un usage des preuves à une autre fin, à la demande ${fr.of}`,
  },
  'next.owed.written_confirmation.us': {
    en: 'Approve this emergency and confirm it in writing',
    es: 'Apruebe esta emergencia y confírmela por escrito',
    pt: 'Aprove esta emergência e confirme-a por escrito',
    fr: 'Approuvez cette urgence et confirmez-la par écrit',
  },
  'next.owed.written_confirmation.us.why': {
    en: 'It was asked at once because a life was in danger. Another person approves it, and the request follows in writing within a day.',
    es: 'Se pidió de inmediato porque había una vida en peligro. Otra persona la aprueba y la solicitud sigue por escrito en un día.',
    pt: 'Foi pedida de imediato porque havia uma vida em perigo. Outra pessoa a aprova e o pedido segue por escrito em um dia.',
    fr: 'Elle a été présentée aussitôt, une vie étant en danger. Une autre personne l’approuve et la demande suit par écrit sous un jour.',
  },
  'next.owed.written_confirmation.them': {
    en: 'The request in writing is still to come',
    es: 'Falta la solicitud por escrito',
    pt: 'Falta o pedido por escrito',
    fr: 'La demande écrite est encore attendue',
  },
  'next.owed.written_confirmation.them.why': {
    en: 'It was asked as an emergency, before it was approved; the requesting State confirms it in writing.',
    es: 'Se pidió como emergencia, antes de aprobarse; el Estado requirente la confirma por escrito.',
    pt: 'Foi pedida como emergência, antes de aprovada; o Estado requerente a confirma por escrito.',
    fr: 'Elle a été présentée en urgence, avant son approbation ; l’État requérant la confirme par écrit.',
  },
  'next.owed.warning.us': {
    en: 'Tell them to go on, or release the data',
    es: 'Pida que continúen, o libere los datos',
    pt: 'Peça que continuem ou libere os dados',
    fr: 'Demandez de poursuivre, ou levez la conservation',
  },
  'next.owed.warning.us.why': {
    en: 'They warned that preservation will not secure the data, or endangers secrecy or the investigation. The decision is ours (Budapest 29(6)).',
    es: 'Advirtieron que la conservación no asegurará los datos o pone en riesgo el secreto o la investigación. La decisión es nuestra (Budapest 29(6)).',
    pt: 'Advertiram que a preservação não garantirá os dados ou põe em risco o sigilo ou a investigação. A decisão é nossa (Budapeste 29(6)).',
    fr: 'Ils avertissent que la conservation ne garantira pas les données, ou compromet le secret ou l’enquête. La décision nous revient (Budapest 29(6)).',
  },
  'next.owed.status.us': {
    en: 'Tell them how far the request is',
    es: 'Informe del estado de la solicitud',
    pt: 'Informe o andamento do pedido',
    fr: 'Indiquez où en est la demande',
  },
  'next.owed.status.us.why': {
    en: 'They asked, and a reasonable question is answered (UNCAC 46(24)); the request itself goes on as before.',
    es: 'Lo preguntaron, y una consulta razonable se responde (UNCAC 46(24)); la solicitud sigue su curso.',
    pt: 'Perguntaram, e uma consulta razoável se responde (UNCAC 46(24)); o pedido segue seu curso.',
    fr: 'Ils le demandent, et l’on répond à une question raisonnable (CNUCC 46(24)) ; la demande suit son cours.',
  },
  'next.owed.use.us': {
    en: 'Grant or deny the wider use of the evidence',
    es: 'Conceda o niegue el uso más amplio de las pruebas',
    pt: 'Conceda ou negue o uso mais amplo das provas',
    fr: 'Accordez ou refusez l’usage élargi des preuves',
  },
  'next.owed.use.us.why': {
    en: 'The evidence was given for one purpose; another needs our consent (Nassau 25).',
    es: 'Las pruebas se entregaron para un fin; otro requiere nuestro consentimiento (Nassau 25).',
    pt: 'As provas foram entregues para um fim; outro exige nosso consentimento (Nassau 25).',
    fr: 'Les preuves ont été remises à une fin ; une autre requiert notre consentement (Nassau 25).',
  },
  'next.owed.use.them': {
    en: 'They decide whether the evidence may be used beyond its purpose',
    es: 'Deciden si las pruebas pueden usarse para otro fin',
    pt: 'Decidem se as provas podem ser usadas para outro fim',
    fr: 'Ils décident si les preuves peuvent servir à une autre fin',
  },
  'next.owed.use.them.why': {
    en: 'Until they consent it serves only the purpose stated in the request (Nassau 25).',
    es: 'Hasta que consientan, sirven solo al fin indicado en la solicitud (Nassau 25).',
    pt: 'Até que consintam, servem apenas ao fim indicado no pedido (Nassau 25).',
    fr: 'Tant qu’ils n’y consentent pas, elles ne servent qu’à la fin indiquée dans la demande (Nassau 25).',
  },
} as const satisfies Texts;
