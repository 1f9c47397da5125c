/** What may happen to a request, each with its weight. Times are in hours; every sentence is in its author's language. */
import type { File, Teller } from './teller.ts';

export type Plot = (t: Teller) => Promise<void>;
type Said = Record<'en' | 'es' | 'pt' | 'fr', string>;

const said = {
  references: { en: 'Intake', es: 'Ingreso', pt: 'Entrada', fr: 'Entrée' },
  kept: {
    en: 'Subscriber and traffic data of the accounts named in the request.',
    es: 'Datos de abonado y de tráfico de las cuentas indicadas en la solicitud.',
    pt: 'Dados cadastrais e de tráfego das contas indicadas na solicitação.',
    fr: 'Données relatives aux abonnés et au trafic des comptes visés par la demande.',
  },
  deleted: {
    en: 'The provider’s logs for that period were deleted before the request arrived.',
    es: 'Los registros del proveedor de ese período se eliminaron antes de llegar la solicitud.',
    pt: 'Os registros do provedor desse período foram apagados antes da chegada da solicitação.',
    fr: 'Les journaux du fournisseur pour cette période ont été effacés avant l’arrivée de la demande.',
  },
  refusedKeeping: {
    en: 'Preservation in this matter would touch essential interests of our State.',
    es: 'La conservación en este asunto afectaría intereses esenciales de nuestro Estado.',
    pt: 'A conservação neste caso afetaria interesses essenciais do nosso Estado.',
    fr: 'La conservation dans cette affaire porterait atteinte aux intérêts essentiels de notre État.',
  },
  consulted: {
    en: 'By telephone with the requesting central authority, two days before.',
    es: 'Por teléfono con la autoridad central requirente, dos días antes.',
    pt: 'Por telefone com a autoridade central requerente, dois dias antes.',
    fr: 'Par téléphone avec l’autorité centrale requérante, deux jours auparavant.',
  },
  notConsulted: {
    en: 'Not held: the ground leaves no room for conditions.',
    es: 'No se realizó: la causa no admite condiciones.',
    pt: 'Não realizada: o motivo não admite condições.',
    fr: 'Sans consultation : le motif ne laisse pas de place à des conditions.',
  },
  extend: {
    en: 'The evidence request is being translated.',
    es: 'La solicitud de asistencia se está traduciendo.',
    pt: 'O pedido de assistência está sendo traduzido.',
    fr: 'La demande d’entraide est en cours de traduction.',
  },
  released: {
    en: 'The account holder consented to disclosure; the data are no longer needed.',
    es: 'El titular consintió la entrega; los datos ya no se necesitan.',
    pt: 'O titular consentiu na entrega; os dados não são mais necessários.',
    fr: 'Le titulaire a consenti à la communication ; les données ne sont plus nécessaires.',
  },
  question: {
    en: 'Which of the two accounts was used on the day of the transfer? Please state the time zone of the log.',
    es: '¿Cuál de las dos cuentas se usó el día de la transferencia? Indique la zona horaria del registro.',
    pt: 'Qual das duas contas foi usada no dia da transferência? Indique o fuso horário do registro.',
    fr: 'Lequel des deux comptes a été utilisé le jour du virement ? Veuillez préciser le fuseau horaire du journal.',
  },
  answer: {
    en: 'The first one. The log is in the local time of our capital, as stated in the form.',
    es: 'La primera. El registro está en la hora local de nuestra capital, como indica el formulario.',
    pt: 'A primeira. O registro está na hora local da nossa capital, como consta do formulário.',
    fr: 'Le premier. Le journal est à l’heure locale de notre capitale, comme l’indique le formulaire.',
  },
  returned: {
    en: 'No provider under our jurisdiction holds these data.',
    es: 'Ningún proveedor bajo nuestra jurisdicción tiene estos datos.',
    pt: 'Nenhum provedor sob nossa jurisdição detém esses dados.',
    fr: 'Aucun fournisseur relevant de notre compétence ne détient ces données.',
  },
  refused: {
    en: 'The conduct described is already the object of a final judgment in our State.',
    es: 'La conducta descrita ya fue objeto de sentencia firme en nuestro Estado.',
    pt: 'A conduta descrita já foi objeto de sentença definitiva em nosso Estado.',
    fr: 'Les faits décrits ont déjà fait l’objet d’un jugement définitif dans notre État.',
  },
  withdrawn: {
    en: 'The investigation was closed.',
    es: 'La investigación fue cerrada.',
    pt: 'A investigação foi encerrada.',
    fr: 'L’enquête a été classée.',
  },
  postponed: {
    en: 'Execution now would prejudice an investigation of our own.',
    es: 'La ejecución perjudicaría ahora una investigación propia.',
    pt: 'A execução agora prejudicaria uma investigação própria.',
    fr: 'L’exécution nuirait actuellement à une enquête en cours dans notre État.',
  },
  lapse: {
    en: 'No answer to our question for over ninety days, after two warnings.',
    es: 'Sin respuesta a nuestra consulta por más de noventa días, tras dos avisos.',
    pt: 'Sem resposta à nossa pergunta há mais de noventa dias, após dois avisos.',
    fr: 'Aucune réponse à notre question depuis plus de quatre-vingt-dix jours, après deux avertissements.',
  },
  limits: {
    en: 'Only for the proceedings named in the request.',
    es: 'Solo para el proceso indicado en la solicitud.',
    pt: 'Somente para o processo indicado no pedido.',
    fr: 'Uniquement pour la procédure visée par la demande.',
  },
  missing: {
    en: 'The provider no longer holds the content of the mailbox.',
    es: 'El proveedor ya no conserva el contenido del buzón.',
    pt: 'O provedor não conserva mais o conteúdo da caixa postal.',
    fr: 'Le fournisseur ne conserve plus le contenu de la boîte aux lettres.',
  },
  unreadable: {
    en: 'The second file ends in the middle of a line.',
    es: 'El segundo archivo termina a mitad de una línea.',
    pt: 'O segundo arquivo termina no meio de uma linha.',
    fr: 'Le second fichier s’interrompt au milieu d’une ligne.',
  },
  referred: {
    en: 'The cybercrime unit is competent for this measure.',
    es: 'La unidad de ciberdelincuencia es competente para esta medida.',
    pt: 'A unidade de crimes cibernéticos é competente para esta medida.',
    fr: 'L’unité de lutte contre la cybercriminalité est compétente pour cette mesure.',
  },
  cannotComply: {
    en: 'Our law obliges us to disclose such information to the defence; we cannot keep it confidential.',
    es: 'Nuestra ley nos obliga a revelar esa información a la defensa; no podemos mantenerla confidencial.',
    pt: 'A nossa lei nos obriga a revelar essa informação à defesa; não podemos mantê-la em sigilo.',
    fr: 'Notre droit nous oblige à communiquer de telles informations à la défense ; nous ne pouvons les garder secrètes.',
  },
  used: {
    en: 'An investigation was opened and the persons concerned were warned.',
    es: 'Se abrió una investigación y se avisó a las personas afectadas.',
    pt: 'Foi aberta uma investigação e as pessoas afetadas foram avisadas.',
    fr: 'Une enquête a été ouverte et les personnes concernées ont été prévenues.',
  },
  noLonger: {
    en: 'The information turned out to be wrong.',
    es: 'La información resultó ser errónea.',
    pt: 'Constatou-se que a informação estava errada.',
    fr: 'L’information s’est révélée erronée.',
  },
  held: {
    en: 'Yes: providers here keep connection records for six months.',
    es: 'Sí: los proveedores conservan aquí los registros de conexión durante seis meses.',
    pt: 'Sim: os provedores guardam aqui os registros de conexão por seis meses.',
    fr: 'Oui : les fournisseurs gardent ici les journaux de connexion pendant six mois.',
  },
  needed: {
    en: 'The exact address, the time to the second with its zone, and the provision that makes it an offence.',
    es: 'La dirección exacta, la hora al segundo con su huso horario y la norma que tipifica el delito.',
    pt: 'O endereço exato, a hora até o segundo com o fuso e o dispositivo que tipifica o crime.',
    fr: 'L’adresse exacte, l’heure à la seconde avec son fuseau et la disposition qui incrimine les faits.',
  },
  further: {
    en: 'Would the content of the mailbox still be there as well?',
    es: '¿Se conservaría también el contenido del buzón?',
    pt: 'O conteúdo da caixa postal também ainda existiria?',
    fr: 'Le contenu de la boîte aux lettres serait-il encore disponible ?',
  },
} satisfies Record<string, Said>;

const theirs = (t: Teller, sentence: Said) => t.say(sentence, 'requested');
const reference = (t: Teller) =>
  `${theirs(t, said.references)} ${100 + Math.floor(t.chance() * 900)}/${t.now.slice(0, 4)}`;

async function acknowledge(t: Teller, file: File, hours: [number, number]): Promise<void> {
  await t.wait(...hours);
  const role = file.kind === 'preservation' ? 'duty' : 'officer';
  await t.do('requested', role, file, 'acknowledge', {
    reference: reference(t),
    officer: role === 'duty' ? '24/7' : 'A-2',
    complete: true,
  });
}

/** Mostly within the goal; now and then at the weekend's end. */
const ackHours = (t: Teller, file: File): [number, number] => {
  const late = t.chance() < 0.15;
  if (file.kind === 'preservation') return late ? [5, 30] : [0.2, 3.5];
  if (file.urgency === 'emergency') return late ? [2.5, 6] : [0.2, 1.8];
  if (file.urgency === 'urgent') return late ? [26, 60] : [2, 22];
  return late ? [180, 400] : [4, 150];
};

async function preserved(t: Teller, days = 60): Promise<File> {
  const file = await t.send('preservation', t.step + Math.floor(t.chance() * 1000), { corrected: t.chance() < 0.12 });
  await acknowledge(t, file, ackHours(t, file));
  if (t.chance() < 0.4) {
    await t.wait(0.5, 8);
    await t.do('requested', 'duty', file, 'order', {
      provider: 'Andes Correo SpA (ejemplo)',
      order_reference: `O-${Math.floor(t.chance() * 9000)}`,
      secrecy: true,
    });
  }
  await t.wait(1, 60);
  await t.do('requested', 'duty', file, 'confirm', {
    what: theirs(t, said.kept),
    preserved_from: t.date(0),
    preserved_until: t.date(days + 1),
    provider_reference: `P-${Math.floor(t.chance() * 90_000)}`,
  });
  return file;
}

async function asked(t: Teller, follows?: File): Promise<File> {
  const file = await t.send('evidence', t.step + Math.floor(t.chance() * 1000), {
    ...(follows ? { follows } : {}),
    corrected: t.chance() < 0.15,
  });
  await acknowledge(t, file, ackHours(t, file));
  return file;
}

async function clarified(t: Teller, file: File): Promise<void> {
  await t.wait(24, 240);
  await t.do('requested', 'officer', file, 'ask_clarification', {
    questions: theirs(t, said.question),
    reply_by: t.date(30),
  });
  await t.wait(48, 600);
  await t.do('requesting', 'drafter', file, 'answer_clarification', { answers: t.say(said.answer) });
}

async function accepted(t: Teller, file: File): Promise<void> {
  if (t.chance() < 0.3) await clarified(t, file);
  await t.wait(24, 600);
  await t.do('requested', 'officer', file, 'accept', { planned: t.date(60) });
}

async function delivered(
  t: Teller,
  file: File,
  options: { final: boolean; complete: boolean; part?: string },
): Promise<void> {
  await t.wait(200, 1500);
  const id = await t.evidence(
    file,
    `${theirs(t, { en: 'records', es: 'registros', pt: 'registros', fr: 'enregistrements' })}${options.part ?? ''}.csv`,
    40,
  );
  await t.do('requested', 'officer', file, 'deliver', {
    files: [id],
    final: options.final,
    complete: options.complete,
    use_limits: theirs(t, said.limits),
    ...(options.final && !options.complete ? { not_executed: theirs(t, said.missing) } : {}),
  });
}

async function confirmed(t: Teller, file: File): Promise<void> {
  await t.wait(4, 160);
  await t.do('requesting', 'drafter', file, 'confirm_receipt');
}

const executed = async (t: Teller, file: File, complete = true) => {
  await accepted(t, file);
  await delivered(t, file, { final: true, complete });
  await confirmed(t, file);
};

async function refuse(t: Teller, file: File): Promise<void> {
  const grounds = await t.grounds(file);
  const held = t.chance() < 0.6;
  await t.do('requested', 'officer', file, 'refuse', {
    ground: grounds[Math.floor(t.chance() * grounds.length)],
    reasons: theirs(t, file.kind === 'preservation' ? said.refusedKeeping : said.refused),
    consultation_held: held,
    consultation: theirs(t, held ? said.consulted : said.notConsulted),
  });
}

export const preservationPlots: readonly (readonly [Plot, number])[] = [
  [
    async (t) => {
      const file = await preserved(t);
      await t.wait(24 * 8, 24 * 50);
      await executed(t, await asked(t, file));
    },
    30,
  ],
  [async (t) => void (await preserved(t)), 14],
  [
    async (t) => {
      const file = await preserved(t, 90);
      await t.wait(24 * 30, 24 * 70);
      await t.do('requesting', 'duty', file, 'request_extension', { until: t.date(120), reason: t.say(said.extend) });
      await t.wait(2, 60);
      if (t.chance() < 0.8) await t.do('requested', 'duty', file, 'grant_extension', { preserved_until: t.date(120) });
      else await t.do('requested', 'duty', file, 'deny_extension', { reasons: theirs(t, said.refusedKeeping) });
      await t.wait(24 * 2, 24 * 15);
      await executed(t, await asked(t, file), false);
    },
    10,
  ],
  [
    async (t) => {
      const file = await preserved(t);
      await t.wait(24 * 3, 24 * 30);
      await t.do('requesting', 'duty', file, 'release', { reason: t.say(said.released) });
    },
    6,
  ],
  [
    async (t) => {
      const file = await t.send('preservation', t.step + 7);
      await acknowledge(t, file, ackHours(t, file));
      await t.wait(4, 70);
      await t.do('requested', 'duty', file, 'report_impossible', {
        cause: 'deleted',
        reasons: theirs(t, said.deleted),
      });
    },
    7,
  ],
  [
    async (t) => {
      const file = await preserved(t);
      await t.wait(24 * 8, 24 * 40);
      const request = await asked(t, file);
      await t.wait(24 * 5, 24 * 40);
      await refuse(t, request);
    },
    5,
  ],
];

export const evidencePlots: readonly (readonly [Plot, number])[] = [
  [async (t) => executed(t, await asked(t)), 30],
  [async (t) => executed(t, await asked(t), false), 9],
  [
    async (t) => {
      const file = await asked(t);
      await accepted(t, file);
      await delivered(t, file, { final: false, complete: false, part: '-1' });
      await delivered(t, file, { final: true, complete: true, part: '-2' });
      await confirmed(t, file);
    },
    8,
  ],
  [
    async (t) => {
      const file = await asked(t);
      await accepted(t, file);
      await delivered(t, file, { final: true, complete: true });
      await t.wait(8, 100);
      await t.do('requesting', 'drafter', file, 'dispute_delivery', { defects: t.say(said.unreadable) });
      await delivered(t, file, { final: true, complete: true, part: '-2' });
      await confirmed(t, file);
    },
    4,
  ],
  [
    async (t) => {
      const file = await asked(t);
      await t.wait(24 * 5, 24 * 40);
      await refuse(t, file);
    },
    9,
  ],
  [
    async (t) => {
      const file = await asked(t);
      await t.wait(24 * 2, 24 * 20);
      await t.do('requested', 'officer', file, 'return', { reason: theirs(t, said.returned) });
    },
    7,
  ],
  [
    async (t) => {
      const file = await asked(t);
      await t.wait(24 * 2, 24 * 50);
      await t.do('requesting', 'drafter', file, 'withdraw', {
        reason: t.say(said.withdrawn),
        withdrawal_cause: 'not_needed',
        release_preservation: false,
      });
    },
    6,
  ],
  [
    async (t) => {
      const file = await asked(t);
      await t.wait(24, 24 * 10);
      await t.do('requested', 'officer', file, 'ask_clarification', {
        questions: theirs(t, said.question),
        reply_by: t.date(30),
      });
      await t.wait(24 * 91, 24 * 110);
      await t.do('requested', 'officer', file, 'propose_lapse', { reason: theirs(t, said.lapse) });
    },
    5,
  ],
  [
    async (t) => {
      const file = await asked(t);
      await t.wait(24, 24 * 10);
      await t.do('requested', 'officer', file, 'postpone', { reasons: theirs(t, said.postponed), review: t.date(60) });
      await t.wait(24 * 20, 24 * 70);
      await t.do('requested', 'officer', file, 'resume', {});
      await executed(t, file);
    },
    5,
  ],
  [
    async (t) => {
      const file = await asked(t);
      await t.wait(10, 90);
      await t.do('requested', 'officer', file, 'refer', { authority: 'U-2', reason: theirs(t, said.referred) });
      await executed(t, file);
    },
    4,
  ],
];

/* ------------------------------------------------------ files that are no requests */

const accept = (t: Teller, file: File) => t.do('requested', 'officer', file, 'accept_offer');
const takeNote = (t: Teller, file: File) =>
  t.do('requested', 'officer', file, 'acknowledge', { reference: reference(t), officer: 'A-2' });

async function offered(t: Teller): Promise<File> {
  const file = await t.send('information', t.step, { form: { handling: 'conditions' } });
  await t.wait(24, 120);
  return file;
}

async function replied(t: Teller): Promise<File> {
  const file = await t.send('consultation', t.step);
  await t.wait(24, 96);
  await t.do('requested', 'officer', file, 'reply', { reply: theirs(t, said.held), needed: theirs(t, said.needed) });
  await t.wait(24, 72);
  return file;
}

/** Spontaneous information (Budapest 26): who tells whom, how many days ago it began, and what became of it. */
export const informationStories: readonly (readonly [string, string, number, Plot])[] = [
  [
    'BRA',
    'CHL',
    310,
    async (t) => {
      const file = await offered(t);
      await accept(t, file);
      await t.wait(2, 20);
      await takeNote(t, file);
      await t.wait(24 * 20, 24 * 40);
      await t.do('requested', 'officer', file, 'report_outcome', { use: theirs(t, said.used) });
    },
  ],
  [
    'USA',
    'BRA',
    205,
    async (t) => {
      const file = await t.send('information', t.step + 2, { form: { handling: 'free' } });
      await t.wait(4, 60);
      await takeNote(t, file);
    },
  ],
  [
    'CHL',
    'USA',
    120,
    async (t) => {
      const file = await offered(t);
      await t.do('requested', 'officer', file, 'decline_offer', { reasons: theirs(t, said.cannotComply) });
    },
  ],
  [
    'BRA',
    'USA',
    64,
    async (t) => {
      const file = await t.send('information', t.step, { form: { handling: 'conditions' } });
      await t.wait(4, 20);
      await t.do('requesting', 'drafter', file, 'withdraw', { reason: t.say(said.noLonger) });
    },
  ],
  ['CHL', 'BRA', 4, async (t) => void (await t.send('information', t.step + 3, { form: { handling: 'conditions' } }))],
  ['USA', 'CHL', 6, async (t) => void (await t.send('information', t.step + 4, { form: { handling: 'free' } }))],
];

/** Informal consultations, told alike. */
export const consultationStories: readonly (readonly [string, string, number, Plot])[] = [
  [
    'BRA',
    'USA',
    250,
    async (t) => {
      const file = await replied(t);
      await t.do('requesting', 'drafter', file, 'close');
    },
  ],
  [
    'CHL',
    'BRA',
    160,
    async (t) => {
      const file = await replied(t);
      await t.do('requesting', 'drafter', file, 'ask_again', { further_question: t.say(said.further) });
      await t.wait(24, 72);
      await t.do('requested', 'officer', file, 'reply', { reply: theirs(t, said.missing) });
      await t.wait(4, 20);
      await t.do('requesting', 'drafter', file, 'close');
      const request = await t.send('evidence', t.step, { of: file });
      await acknowledge(t, request, ackHours(t, request));
      await executed(t, request);
    },
  ],
  ['BRA', 'CHL', 9, async (t) => void (await replied(t))],
  ['HTI', 'BRA', 3, async (t) => void (await t.send('consultation', t.step + 1))],
];
