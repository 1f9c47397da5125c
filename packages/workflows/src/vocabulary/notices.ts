import type { Language } from '../types.ts';
import type { Texts } from './index.ts';
import { en, es, fr, pt } from './naming.ts';
import { time } from './time.ts';

/**
 * What the system tells officers, in the page and by mail: exactly what happened or is awaited, with a number and the
 * counterpart (`state`, its code), never case content. Reminders also take `due` (noon UTC of the local due day in
 * milliseconds) and what is left or late as `days` and `hours`, whole and positive; `hours` is read when `days` is 0.
 */
const news = {
  'notice.submitted': {
    en: `Approve or correct: request {number} to ${en.s}`,
    es: `Apruebe o corrija: solicitud {number} a ${es.s}`,
    pt: `Aprove ou corrija: pedido {number} ${pt.to}`,
    fr: `À approuver ou corriger : demande {number} adressée ${fr.to}`,
  },
  'notice.returned_for_correction': {
    en: `Correct the draft: request {number} to ${en.s}`,
    es: `Corrija el borrador: solicitud {number} a ${es.s}`,
    pt: `Corrija a minuta: pedido {number} ${pt.to}`,
    fr: `Projet à corriger : demande {number} adressée ${fr.to}`,
  },
  'notice.acknowledged': {
    en: `${en.S} acknowledged receipt of {number}`,
    es: `${es.S} acusó recibo de {number}`,
    pt: `${pt.S} ${pt.n('acusou', 'acusaram')} recebimento de {number}`,
    fr: `${fr.S} ${fr.has} accusé réception de {number}`,
  },
  'notice.referred': {
    en: `${en.S} referred {number} to another authority`,
    es: `${es.S} remitió {number} a otra autoridad`,
    pt: `${pt.S} ${pt.n('encaminhou', 'encaminharam')} {number} a outra autoridade`,
    fr: `${fr.S} ${fr.has} transmis {number} à une autre autorité`,
  },
  'notice.accepted': {
    en: `${en.S} accepted {number} for execution`,
    es: `${es.S} aceptó ejecutar {number}`,
    pt: `${pt.S} ${pt.n('aceitou', 'aceitaram')} executar {number}`,
    fr: `${fr.S} ${fr.has} accepté d’exécuter {number}`,
  },
  'notice.clarification_asked': {
    en: `Answer ${en.poss} question on {number}`,
    es: `Responda a la pregunta de ${es.s} sobre {number}`,
    pt: `Responda à pergunta ${pt.of} sobre {number}`,
    fr: `Répondez à la question ${fr.of} sur {number}`,
  },
  'notice.partly_delivered': {
    en: `${en.S} delivered part of the evidence for {number}; more will follow`,
    es: `${es.S} entregó parte de las pruebas de {number}; habrá más`,
    pt: `${pt.S} ${pt.n('entregou', 'entregaram')} parte das provas de {number}; haverá mais`,
    fr: `${fr.S} ${fr.has} livré une partie des preuves pour {number} ; la suite viendra`,
  },
  'notice.postponed': {
    en: `${en.S} postponed {number}; read the reasons and the review date`,
    es: `${es.S} aplazó {number}; lea las razones y la fecha de revisión`,
    pt: `${pt.S} ${pt.n('adiou', 'adiaram')} {number}; leia as razões e a data de revisão`,
    fr: `${fr.S} ${fr.has} ajourné {number} ; lisez les motifs et la date de réexamen`,
  },
  'notice.resumed': {
    en: `${en.S} resumed {number}`,
    es: `${es.S} reanudó {number}`,
    pt: `${pt.S} ${pt.n('retomou', 'retomaram')} {number}`,
    fr: `${fr.S} ${fr.has} repris {number}`,
  },
  'notice.delivered': {
    en: `Check and confirm: ${en.s} delivered the evidence for {number}`,
    es: `Verifique y confirme: ${es.s} entregó las pruebas de {number}`,
    pt: `Verifique e confirme: ${pt.s} ${pt.n('entregou', 'entregaram')} as provas de {number}`,
    fr: `Vérifiez et confirmez : ${fr.s} ${fr.has} livré les preuves pour {number}`,
  },
  'notice.refused': {
    en: `${en.S} refused {number}; read the ground and the reasons`,
    es: `${es.S} denegó {number}; lea el motivo y las razones`,
    pt: `${pt.S} ${pt.n('recusou', 'recusaram')} {number}; leia o fundamento e as razões`,
    fr: `${fr.S} ${fr.has} refusé {number} ; lisez le motif et les raisons`,
  },
  'notice.returned': {
    en: `${en.S} returned {number} unexecuted; read why`,
    es: `${es.S} devolvió {number} sin ejecutar; lea el motivo`,
    pt: `${pt.S} ${pt.n('devolveu', 'devolveram')} {number} sem execução; leia o motivo`,
    fr: `${fr.S} ${fr.has} renvoyé {number} sans exécution ; lisez pourquoi`,
  },
  'notice.withdrawal_accepted': {
    en: `${en.S} closed {number} after our withdrawal`,
    es: `${es.S} cerró {number} tras nuestro desistimiento`,
    pt: `${pt.S} ${pt.n('encerrou', 'encerraram')} {number} após a nossa desistência`,
    fr: `${fr.S} ${fr.has} clos {number} après notre retrait`,
  },
  'notice.lapsed': {
    en: `{number} lapsed: the question of ${en.s} stayed unanswered`,
    es: `{number} caducó: la pregunta de ${es.s} quedó sin respuesta`,
    pt: `{number} caducou: a pergunta ${pt.of} ficou sem resposta`,
    fr: `{number} est caduque : la question ${fr.of} est restée sans réponse`,
  },
  'notice.request_received': {
    en: `Acknowledge receipt: ${en.s} sent request {number}`,
    es: `Acuse recibo: ${es.s} envió la solicitud {number}`,
    pt: `Acuse recebimento: ${pt.s} ${pt.n('enviou', 'enviaram')} o pedido {number}`,
    fr: `Accusez réception : ${fr.s} ${fr.has} envoyé la demande {number}`,
  },
  'notice.clarification_answered': {
    en: `${en.S} answered our question on {number}; our clock runs again`,
    es: `${es.S} respondió a nuestra pregunta sobre {number}; nuestro plazo vuelve a correr`,
    pt: `${pt.S} ${pt.n('respondeu', 'responderam')} à nossa pergunta sobre {number}; o nosso prazo volta a correr`,
    fr: `${fr.S} ${fr.has} répondu à notre question sur {number} ; notre délai reprend`,
  },
  'notice.receipt_confirmed': {
    en: `${en.S} confirmed receipt of the evidence for {number}`,
    es: `${es.S} confirmó la recepción de las pruebas de {number}`,
    pt: `${pt.S} ${pt.n('confirmou', 'confirmaram')} o recebimento das provas de {number}`,
    fr: `${fr.S} ${fr.has} confirmé la réception des preuves pour {number}`,
  },
  'notice.delivery_disputed': {
    en: `Complete the delivery of {number}: ${en.s} reported defects`,
    es: `Complete la entrega de {number}: ${es.s} comunicó defectos`,
    pt: `Complete a entrega de {number}: ${pt.s} ${pt.n('comunicou', 'comunicaram')} defeitos`,
    fr: `Complétez la livraison de {number} : ${fr.s} ${fr.has} signalé des défauts`,
  },
  'notice.withdrawn': {
    en: `${en.S} withdrew {number}; stop work on it`,
    es: `${es.S} desistió de {number}; detenga su tramitación`,
    pt: `${pt.S} ${pt.n('desistiu', 'desistiram')} de {number}; interrompa a tramitação`,
    fr: `${fr.S} ${fr.has} retiré {number} ; cessez d’y travailler`,
  },
  'notice.preserved': {
    en: `Send the evidence request: ${en.s} confirmed preservation {number}`,
    es: `Envíe la solicitud de pruebas: ${es.s} confirmó la conservación {number}`,
    pt: `Envie o pedido de provas: ${pt.s} ${pt.n('confirmou', 'confirmaram')} a preservação {number}`,
    fr: `Envoyez la demande de preuves : ${fr.s} ${fr.has} confirmé la conservation {number}`,
  },
  'notice.extension_granted': {
    en: `${en.S} extended preservation {number}`,
    es: `${es.S} prorrogó la conservación {number}`,
    pt: `${pt.S} ${pt.n('prorrogou', 'prorrogaram')} a preservação {number}`,
    fr: `${fr.S} ${fr.has} prolongé la conservation {number}`,
  },
  'notice.extension_denied': {
    en: `Send the evidence request in time: ${en.s} did not extend preservation {number}`,
    es: `Envíe a tiempo la solicitud de pruebas: ${es.s} no prorrogó la conservación {number}`,
    pt: `Envie a tempo o pedido de provas: ${pt.s} não ${pt.n('prorrogou', 'prorrogaram')} a preservação {number}`,
    fr: `Envoyez la demande de preuves à temps : ${fr.s} ${fr.n('n’a', 'n’ont')} pas prolongé la conservation {number}`,
  },
  'notice.held': {
    en: `Preservation {number} is held until the linked evidence request is decided (${en.name})`,
    es: `La conservación {number} queda retenida hasta que se decida la solicitud de pruebas vinculada (${es.name})`,
    pt: `A preservação {number} fica retida até a decisão do pedido de provas vinculado (${pt.name})`,
    fr: `La conservation {number} est maintenue jusqu’à décision de la demande de preuves liée (${fr.name})`,
  },
  'notice.hold_ended': {
    en: `The hold on preservation {number} has ended and its clock runs again (${en.name})`,
    es: `Terminó la retención de la conservación {number} y su plazo vuelve a correr (${es.name})`,
    pt: `A retenção da preservação {number} terminou e o prazo volta a correr (${pt.name})`,
    fr: `Le maintien de la conservation {number} a pris fin et son délai court de nouveau (${fr.name})`,
  },
  'notice.impossible': {
    en: `${en.S} could not preserve {number}; read the cause`,
    es: `${es.S} no pudo conservar {number}; lea la causa`,
    pt: `${pt.S} não ${pt.n('pôde', 'puderam')} preservar {number}; leia a causa`,
    fr: `${fr.S} ${fr.n('n’a', 'n’ont')} pas pu conserver {number} ; lisez la raison`,
  },
  'notice.expired': {
    en: `Preservation {number} has expired (${en.name})`,
    es: `La conservación {number} venció (${es.name})`,
    pt: `A preservação {number} expirou (${pt.name})`,
    fr: `La conservation {number} a expiré (${fr.name})`,
  },
  'notice.preservation_received': {
    en: `Acknowledge at once: ${en.s} asks to preserve data, {number}`,
    es: `Acuse recibo de inmediato: ${es.s} pide conservar datos, {number}`,
    pt: `Acuse recebimento de imediato: ${pt.s} ${pt.n('pede', 'pedem')} preservar dados, {number}`,
    fr: `Accusez réception aussitôt : ${fr.s} ${fr.n('demande', 'demandent')} de conserver des données, {number}`,
  },
  'notice.extension_asked': {
    en: `Grant or deny: ${en.s} asks to extend preservation {number}`,
    es: `Conceda o deniegue: ${es.s} pide prorrogar la conservación {number}`,
    pt: `Conceda ou negue: ${pt.s} ${pt.n('pede', 'pedem')} prorrogar a preservação {number}`,
    fr: `Accordez ou refusez : ${fr.s} ${fr.n('demande', 'demandent')} de prolonger la conservation {number}`,
  },
  'notice.released': {
    en: `${en.S} no longer needs preservation {number}; tell the provider`,
    es: `${es.S} ya no necesita la conservación {number}; avise al proveedor`,
    pt: `${pt.S} não ${pt.n('precisa', 'precisam')} mais da preservação {number}; avise o provedor`,
    fr: `${fr.S} ${fr.n('n’a', 'n’ont')} plus besoin de la conservation {number} ; prévenez le fournisseur`,
  },
  'notice.consulted': {
    en: `Answer ${en.poss} consultation on {number}`,
    es: `Responda a la consulta de ${es.s} sobre {number}`,
    pt: `Responda à consulta ${pt.of} sobre {number}`,
    fr: `Répondez à la consultation ${fr.of} sur {number}`,
  },
  'notice.consultation_answered': {
    en: `${en.S} answered our consultation on {number}; our clock runs again`,
    es: `${es.S} respondió a nuestra consulta sobre {number}; nuestro plazo vuelve a correr`,
    pt: `${pt.S} ${pt.n('respondeu', 'responderam')} à nossa consulta sobre {number}; o nosso prazo volta a correr`,
    fr: `${fr.S} ${fr.has} répondu à notre consultation sur {number} ; notre délai reprend`,
  },
  'notice.conditions_proposed': {
    en: `Accept or decline: ${en.s} proposed conditions for {number}`,
    es: `Acepte o rechace: ${es.s} propuso condiciones para {number}`,
    pt: `Aceite ou rejeite: ${pt.s} ${pt.n('propôs', 'propuseram')} condições para {number}`,
    fr: `Acceptez ou déclinez : ${fr.s} ${fr.has} proposé des conditions pour {number}`,
  },
  'notice.conditions_accepted': {
    en: `${en.S} accepted the conditions for {number}: they bind, and our clock runs again`,
    es: `${es.S} aceptó las condiciones de {number}: obligan, y nuestro plazo vuelve a correr`,
    pt: `${pt.S} ${pt.n('aceitou', 'aceitaram')} as condições de {number}: elas obrigam, e o nosso prazo volta a correr`,
    fr: `${fr.S} ${fr.has} accepté les conditions pour {number} : elles lient, et notre délai reprend`,
  },
  'notice.conditions_declined': {
    en: `Decide again: ${en.s} declined the conditions for {number}`,
    es: `Decida de nuevo: ${es.s} rechazó las condiciones de {number}`,
    pt: `Decida de novo: ${pt.s} ${pt.n('rejeitou', 'rejeitaram')} as condições de {number}`,
    fr: `Statuez de nouveau : ${fr.s} ${fr.has} décliné les conditions pour {number}`,
  },
  'notice.confidentiality_warned': {
    en: `Decide whether to go on: ${en.s} cannot keep {number} confidential`,
    es: `Decida si se sigue adelante: ${es.s} no puede mantener la confidencialidad de {number}`,
    pt: `Decida se prossegue: ${pt.s} não ${pt.n('pode', 'podem')} manter a confidencialidade de {number}`,
    fr: `Décidez s’il faut poursuivre : ${fr.s} ne ${fr.n('peut', 'peuvent')} garder {number} confidentiel`,
  },
  'notice.preservation_warned': {
    en: `Decide whether to go on: ${en.s} warned about preservation {number}`,
    es: `Decida si se sigue adelante: ${es.s} advirtió sobre la conservación {number}`,
    pt: `Decida se prossegue: ${pt.s} ${pt.n('alertou', 'alertaram')} sobre a preservação {number}`,
    fr: `Décidez s’il faut poursuivre : ${fr.s} ${fr.has} averti d’un risque pour la conservation {number}`,
  },
  'notice.told_to_proceed': {
    en: `Go on with {number}: ${en.s} wants it despite our warning`,
    es: `Siga adelante con {number}: ${es.s} lo pide pese a nuestra advertencia`,
    pt: `Prossiga com {number}: ${pt.s} o ${pt.n('pede', 'pedem')} apesar do nosso alerta`,
    fr: `Poursuivez {number} : ${fr.s} le ${fr.n('demande', 'demandent')} malgré notre avertissement`,
  },
  'notice.confirmed_in_writing': {
    en: `Read it again: ${en.s} confirmed the emergency request {number} in writing`,
    es: `Vuelva a leerla: ${es.s} confirmó por escrito la solicitud de emergencia {number}`,
    pt: `Leia de novo: ${pt.s} ${pt.n('confirmou', 'confirmaram')} por escrito o pedido de emergência {number}`,
    fr: `À relire : ${fr.s} ${fr.has} confirmé par écrit la demande d’urgence vitale {number}`,
  },
  'notice.status_asked': {
    en: `Tell ${en.s} how far {number} is`,
    es: `Informe a ${es.s} del estado de {number}`,
    pt: `Informe ${pt.to} o andamento de {number}`,
    fr: `Indiquez ${fr.to} où en est {number}`,
  },
  'notice.status_given': {
    en: `${en.S} said how far {number} is`,
    es: `${es.S} informó del estado de {number}`,
    pt: `${pt.S} ${pt.n('informou', 'informaram')} o andamento de {number}`,
    fr: `${fr.S} ${fr.has} indiqué où en est {number}`,
  },
  'notice.progress_reported': {
    en: `${en.S} reported progress on {number}`,
    es: `${es.S} comunicó avances en {number}`,
    pt: `${pt.S} ${pt.n('comunicou', 'comunicaram')} o progresso em {number}`,
    fr: `${fr.S} ${fr.has} signalé l’avancement de {number}`,
  },
  'notice.delay_notified': {
    en: `${en.S} announced a delay of {number}; read the cause and the new date`,
    es: `${es.S} comunicó un retraso de {number}; lea la causa y la nueva fecha`,
    pt: `${pt.S} ${pt.n('comunicou', 'comunicaram')} um atraso de {number}; leia a causa e a nova data`,
    fr: `${fr.S} ${fr.has} annoncé un retard de {number} ; lisez la raison et la nouvelle date`,
  },
  'notice.use_asked': {
    en: `Decide: ${en.s} asks for wider use of the evidence for {number}`,
    es: `Decida: ${es.s} solicita un uso más amplio de las pruebas de {number}`,
    pt: `Decida: ${pt.s} ${pt.n('solicita', 'solicitam')} uso mais amplo das provas de {number}`,
    fr: `Statuez : ${fr.s} ${fr.n('demande', 'demandent')} un usage plus large des preuves pour {number}`,
  },
  'notice.use_answered': {
    en: `${en.S} decided on the wider use of the evidence for {number}; read the answer`,
    es: `${es.S} decidió sobre el uso más amplio de las pruebas de {number}; lea la respuesta`,
    pt: `${pt.S} ${pt.n('decidiu', 'decidiram')} sobre o uso mais amplo das provas de {number}; leia a resposta`,
    fr: `${fr.S} ${fr.has} statué sur l’usage plus large des preuves pour {number} ; lisez la réponse`,
  },
  'notice.use_report_asked': {
    en: `Report to ${en.s} on the use of the evidence for {number}`,
    es: `Informe a ${es.s} sobre el uso de las pruebas de {number}`,
    pt: `Informe ${pt.to} o uso das provas de {number}`,
    fr: `Rendez compte ${fr.to} de l’usage des preuves pour {number}`,
  },
  'notice.use_reported': {
    en: `${en.S} reported on the use of the evidence for {number}`,
    es: `${es.S} informó sobre el uso de las pruebas de {number}`,
    pt: `${pt.S} ${pt.n('informou', 'informaram')} o uso das provas de {number}`,
    fr: `${fr.S} ${fr.has} rendu compte de l’usage des preuves pour {number}`,
  },
  'notice.obligation_discharged': {
    en: `${en.S} reported as done what was owed for {number}`,
    es: `${es.S} comunicó el cumplimiento de lo debido por {number}`,
    pt: `${pt.S} ${pt.n('comunicou', 'comunicaram')} o cumprimento do que era devido por {number}`,
    fr: `${fr.S} ${fr.has} signalé l’accomplissement de ce qui était dû pour {number}`,
  },
  'notice.obligation_waived': {
    en: `${en.S} waived what we owed for {number}`,
    es: `${es.S} renunció a lo que debíamos por {number}`,
    pt: `${pt.S} ${pt.n('dispensou', 'dispensaram')} o que devíamos por {number}`,
    fr: `${fr.S} ${fr.has} renoncé à ce que nous devions pour {number}`,
  },
  'notice.traffic_disclosed': {
    en: `Ask the third State to preserve: ${en.s} disclosed traffic data for {number}`,
    es: `Pida la conservación al tercer Estado: ${es.s} reveló datos de tráfico para {number}`,
    pt: `Peça a preservação ao terceiro Estado: ${pt.s} ${pt.n('revelou', 'revelaram')} dados de tráfego para {number}`,
    fr: `Demandez la conservation à l’État tiers : ${fr.s} ${fr.has} divulgué des données de trafic pour {number}`,
  },
  'notice.traffic_withheld': {
    en: `${en.S} withheld traffic data for {number}; read the ground and the reasons`,
    es: `${es.S} no reveló los datos de tráfico para {number}; lea el motivo y las razones`,
    pt: `${pt.S} não ${pt.n('revelou', 'revelaram')} os dados de tráfego para {number}; leia o fundamento e as razões`,
    fr: `${fr.S} ${fr.n('n’a', 'n’ont')} pas divulgué les données de trafic pour {number} ; lisez le motif et les raisons`,
  },
} as const satisfies Texts;

/** What each deadline awaits of its holder. */
const awaited = {
  evidence_acknowledge: {
    en: `acknowledge receipt of {number} from ${en.s}`,
    es: `acusar recibo de {number}, de ${es.s}`,
    pt: `acusar recebimento de {number}, ${pt.of}`,
    fr: `accuser réception de {number}, ${fr.of}`,
  },
  evidence_decide: {
    en: `decide on the execution of {number} from ${en.s}`,
    es: `decidir sobre la ejecución de {number}, de ${es.s}`,
    pt: `decidir sobre a execução de {number}, ${pt.of}`,
    fr: `statuer sur l’exécution de {number}, ${fr.of}`,
  },
  evidence_execute: {
    en: `execute {number} from ${en.s}, or give the reason for delay and a new date`,
    es: `ejecutar {number}, de ${es.s}, o comunicar la causa del retraso y una nueva fecha`,
    pt: `executar {number}, ${pt.of}, ou comunicar a causa do atraso e uma nova data`,
    fr: `exécuter {number}, ${fr.of}, ou donner la cause du retard et une nouvelle date`,
  },
  clarification_answer: {
    en: `supply the additional information on {number} to ${en.s}`,
    es: `suministrar la información adicional sobre {number} a ${es.s}`,
    pt: `fornecer a informação adicional sobre {number} ${pt.to}`,
    fr: `fournir les renseignements complémentaires sur {number} ${fr.to}`,
  },
  conditions_answer: {
    en: `answer ${en.s} on the conditions for {number}`,
    es: `responder a ${es.s} sobre las condiciones de {number}`,
    pt: `responder ${pt.to} sobre as condições de {number}`,
    fr: `répondre ${fr.to} sur les conditions de {number}`,
  },
  postponement_review: {
    en: `review the postponement of {number} from ${en.s}`,
    es: `revisar el aplazamiento de {number}, de ${es.s}`,
    pt: `rever o adiamento de {number}, ${pt.of}`,
    fr: `réexaminer l’ajournement de {number}, ${fr.of}`,
  },
  confirm_receipt: {
    en: `check the evidence for {number} and confirm receipt to ${en.s}`,
    es: `verificar las pruebas de {number} y confirmar la recepción a ${es.s}`,
    pt: `verificar as provas de {number} e confirmar o recebimento ${pt.to}`,
    fr: `vérifier les preuves pour {number} et confirmer la réception ${fr.to}`,
  },
  review_draft: {
    en: `review the draft {number} to ${en.s}`,
    es: `revisar el borrador {number} a ${es.s}`,
    pt: `revisar a minuta {number} ${pt.to}`,
    fr: `relire le projet {number} adressé ${fr.to}`,
  },
  preservation_acknowledge: {
    en: `acknowledge receipt of preservation request {number} from ${en.s}`,
    es: `acusar recibo de la solicitud de conservación {number}, de ${es.s}`,
    pt: `acusar recebimento do pedido de preservação {number}, ${pt.of}`,
    fr: `accuser réception de la demande de conservation {number}, ${fr.of}`,
  },
  preservation_confirm: {
    en: `confirm preservation {number} to ${en.s}, or report that it is impossible`,
    es: `confirmar la conservación {number} a ${es.s}, o comunicar que es imposible`,
    pt: `confirmar a preservação {number} ${pt.to}, ou comunicar que é impossível`,
    fr: `confirmer la conservation {number} ${fr.to}, ou signaler l’impossibilité`,
  },
  preservation_expiry: {
    en: `preservation {number} expires with no linked evidence request (${en.name})`,
    es: `la conservación {number} vence sin solicitud de pruebas vinculada (${es.name})`,
    pt: `a preservação {number} expira sem pedido de provas vinculado (${pt.name})`,
    fr: `la conservation {number} expire sans demande de preuves liée (${fr.name})`,
  },
  follow_up: {
    en: `send ${en.s} the evidence request that follows preservation {number}, or ask for an extension`,
    es: `enviar a ${es.s} la solicitud de pruebas que sigue a la conservación {number}, o pedir una prórroga`,
    pt: `enviar ${pt.to} o pedido de provas que segue a preservação {number}, ou pedir prorrogação`,
    fr: `envoyer ${fr.to} la demande de preuves qui suit la conservation {number}, ou demander une prolongation`,
  },
  extension_answer: {
    en: `answer ${en.s} on extending preservation {number}`,
    es: `responder a ${es.s} sobre la prórroga de la conservación {number}`,
    pt: `responder ${pt.to} sobre a prorrogação da preservação {number}`,
    fr: `répondre ${fr.to} sur la prolongation de la conservation {number}`,
  },
  withdrawal_answer: {
    en: `answer on giving up {number} (${en.name})`,
    es: `responder sobre la renuncia a {number} (${es.name})`,
    pt: `responder sobre a renúncia a {number} (${pt.name})`,
    fr: `répondre sur l’abandon de {number} (${fr.name})`,
  },
  offer_answer: {
    en: `accept or decline the conditions of the information offered, {number} (${en.name})`,
    es: `aceptar o rechazar las condiciones de la información ofrecida, {number} (${es.name})`,
    pt: `aceitar ou recusar as condições da informação oferecida, {number} (${pt.name})`,
    fr: `accepter ou décliner les conditions de l’information proposée, {number} (${fr.name})`,
  },
  information_acknowledge: {
    en: `acknowledge receipt of information {number} (${en.name})`,
    es: `acusar recibo de la información {number} (${es.name})`,
    pt: `acusar recebimento da informação {number} (${pt.name})`,
    fr: `accuser réception de l’information {number} (${fr.name})`,
  },
  consultation_reply: {
    en: `answer the informal consultation {number} (${en.name})`,
    es: `responder a la consulta informal {number} (${es.name})`,
    pt: `responder à consulta informal {number} (${pt.name})`,
    fr: `répondre à la consultation informelle {number} (${fr.name})`,
  },
  status_answer: {
    en: `answer ${en.s} on the status of {number}`,
    es: `responder a ${es.s} sobre el estado de {number}`,
    pt: `responder ${pt.to} sobre o andamento de {number}`,
    fr: `répondre ${fr.to} sur l’état d’avancement de {number}`,
  },
  consultation_answer: {
    en: `answer ${en.poss} consultation on {number}`,
    es: `responder a la consulta de ${es.s} sobre {number}`,
    pt: `responder à consulta ${pt.of} sobre {number}`,
    fr: `répondre à la consultation ${fr.of} sur {number}`,
  },
  warning_answer: {
    en: `decide after ${en.poss} warning whether they go on with {number}`,
    es: `decidir, tras la advertencia de ${es.s}, si se sigue adelante con {number}`,
    pt: `decidir, após o alerta ${pt.of}, se {number} prossegue`,
    fr: `décider, après l’avertissement ${fr.of}, s’il faut poursuivre {number}`,
  },
  use_answer: {
    en: `decide on the wider use of the evidence for {number} that ${en.s} asked for`,
    es: `decidir sobre el uso más amplio de las pruebas de {number} que solicitó ${es.s}`,
    pt: `decidir sobre o uso mais amplo das provas de {number} que ${pt.s} ${pt.n('solicitou', 'solicitaram')}`,
    fr: `statuer sur l’usage plus large des preuves pour {number}, demandé par ${fr.s}`,
  },
  obligation: {
    en: `return, destroy or pay what is owed to ${en.s} for {number}, and report it`,
    es: `devolver, destruir o pagar lo debido a ${es.s} por {number}, y comunicarlo`,
    pt: `devolver, destruir ou pagar o que é devido ${pt.to} por {number}, e comunicá-lo`,
    fr: `restituer, détruire ou payer ce qui est dû ${fr.to} pour {number}, et le signaler`,
  },
  written_confirmation: {
    en: `emergency request {number} is to be confirmed in writing (${en.name})`,
    es: `la solicitud de emergencia {number} debe confirmarse por escrito (${es.name})`,
    pt: `o pedido de emergência {number} deve ser confirmado por escrito (${pt.name})`,
    fr: `la demande d’urgence vitale {number} doit être confirmée par écrit (${fr.name})`,
  },
} as const satisfies Texts;

const span: Readonly<Record<Language, string>> = {
  en: '{days, plural, =0 {{hours, plural, one {# hour} other {# hours}}} one {# day} other {# days}}',
  es: '{days, plural, =0 {{hours, plural, one {# hora} other {# horas}}} one {# día} other {# días}}',
  pt: '{days, plural, =0 {{hours, plural, one {# hora} other {# horas}}} one {# dia} other {# dias}}',
  fr: '{days, plural, =0 {{hours, plural, one {# heure} other {# heures}}} one {# jour} other {# jours}}',
};

/** At the last moment nothing is left to count. */
const left: Readonly<Record<Language, string>> = {
  en: `{hours, plural, =0 {Due now} other {${span.en} left}}`,
  es: `{hours, plural, =0 {Vence ahora} other {Plazo restante: ${span.es}}}`,
  pt: `{hours, plural, =0 {Vence agora} other {Prazo restante: ${span.pt}}}`,
  fr: `{hours, plural, =0 {Échéance immédiate} other {Temps restant : ${span.fr}}}`,
};

const label = (kind: string, language: Language) => (time as Texts)[`deadline.${kind}`]?.[language] ?? '';

/**
 * `notice.reminder.<kind>` before the date, `notice.overdue.<kind>` after it, `notice.awaited.<kind>` of what the
 * counterpart must do, for every kind of deadline.
 */
const clocks: Texts = Object.fromEntries(
  Object.entries(awaited).flatMap(([kind, what]) => [
    [
      `notice.reminder.${kind}`,
      {
        en: `${left.en}, by {due, date, long}: ${what.en}`,
        es: `${left.es}, hasta el {due, date, long}: ${what.es}`,
        pt: `${left.pt}, até {due, date, long}: ${what.pt}`,
        fr: `${left.fr}, jusqu’au {due, date, long} : ${what.fr}`,
      },
    ],
    [
      `notice.overdue.${kind}`,
      {
        en: `Overdue by ${span.en}, since {due, date, long}: ${what.en}`,
        es: `Vencido hace ${span.es}, desde el {due, date, long}: ${what.es}`,
        pt: `Vencido há ${span.pt}, desde {due, date, long}: ${what.pt}`,
        fr: `En retard de ${span.fr}, depuis le {due, date, long} : ${what.fr}`,
      },
    ],
    [
      `notice.awaited.${kind}`,
      {
        en: `{number}: awaited from ${en.s} by {due, date, long} – ${label(kind, 'en')}`,
        es: `{number}: se espera de ${es.s} hasta el {due, date, long} – ${label(kind, 'es')}`,
        pt: `{number}: aguarda-se ${pt.of} até {due, date, long} – ${label(kind, 'pt')}`,
        fr: `{number} : attendu ${fr.of} jusqu’au {due, date, long} – ${label(kind, 'fr')}`,
      },
    ],
  ]),
);

const mail = {
  'mail.subject': {
    en: '[{number}] News in a case',
    es: '[{number}] Novedad en un expediente',
    pt: '[{number}] Novidade em um processo',
    fr: '[{number}] Nouvelle dans un dossier',
  },
  'mail.subject.urgent': {
    en: '[{number}] Urgent: a case awaits you',
    es: '[{number}] Urgente: un expediente le espera',
    pt: '[{number}] Urgente: um processo espera por você',
    fr: '[{number}] Urgent : un dossier vous attend',
  },
  'mail.subject.digest': {
    en: `[${en.name}] {count, plural, one {# reminder} other {# reminders}}`,
    es: `[${es.name}] {count, plural, one {# recordatorio} other {# recordatorios}}`,
    pt: `[${pt.name}] {count, plural, one {# lembrete} other {# lembretes}}`,
    fr: `[${fr.name}] {count, plural, one {# rappel} other {# rappels}}`,
  },
  'mail.body.intro': {
    en: 'Rogatoria tells you:',
    es: 'Rogatoria le comunica:',
    pt: 'O Rogatoria comunica:',
    fr: 'Rogatoria vous informe :',
  },
  'mail.body.link': {
    en: 'Open it in Rogatoria: {url}',
    es: 'Ábralo en Rogatoria: {url}',
    pt: 'Abra no Rogatoria: {url}',
    fr: 'Ouvrez-le dans Rogatoria : {url}',
  },
  'mail.footer': {
    en: 'Mail from Rogatoria never carries the content of a case. Do not answer this message with any; work in Rogatoria.',
    es: 'El correo de Rogatoria nunca contiene datos de un expediente. No los incluya al responder; trabaje en Rogatoria.',
    pt: 'As mensagens do Rogatoria nunca trazem o conteúdo de um processo. Não o inclua em uma resposta; trabalhe no Rogatoria.',
    fr: 'Les courriels de Rogatoria ne contiennent jamais le contenu d’un dossier. N’en mettez pas dans une réponse ; travaillez dans Rogatoria.',
  },
} as const satisfies Texts;

export const notices: Texts = { ...news, ...clocks, ...mail };
