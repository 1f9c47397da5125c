import { stateSelect } from '../states.ts';
import type { Language } from '../types.ts';
import type { Texts } from './index.ts';
import { instrumentSelect } from './instruments.ts';

/** The governing State's name, from the parameter `state`. */
const state = (language: Language) => stateSelect('state', language);

/** The instrument's short name, from the parameter `instrument`. */
const law = (language: Language) => instrumentSelect('instrument', language);

/** Why a clock stood still, from the parameter `reason`. */
const reason: Readonly<Record<Language, string>> = {
  en: '{reason, select, clarification {waiting for additional information} conditions {waiting for an answer on conditions} consultation {consultation under way} postponement {execution postponed} warning {waiting for a decision on a warning} other {suspended}}',
  es: '{reason, select, clarification {en espera de información adicional} conditions {en espera de respuesta sobre las condiciones} consultation {consulta en curso} postponement {ejecución aplazada} warning {en espera de una decisión sobre una advertencia} other {suspensión}}',
  pt: '{reason, select, clarification {à espera de informação adicional} conditions {à espera de resposta sobre as condições} consultation {consulta em curso} postponement {execução adiada} warning {à espera de decisão sobre um alerta} other {suspensão}}',
  fr: '{reason, select, clarification {en attente de renseignements complémentaires} conditions {en attente de réponse sur les conditions} consultation {consultation en cours} postponement {exécution ajournée} warning {en attente d’une décision sur un avertissement} other {suspension}}',
};

const hoursAndMinutes: Readonly<Record<Language, string>> = {
  en: '{hours, plural, =0 {} one {# hour } other {# hours }}{minutes, plural, one {# minute} other {# minutes}}',
  es: '{hours, plural, =0 {} one {# hora } other {# horas }}{minutes, plural, one {# minuto} other {# minutos}}',
  pt: '{hours, plural, =0 {} one {# hora } other {# horas }}{minutes, plural, one {# minuto} other {# minutos}}',
  fr: '{hours, plural, =0 {} one {# heure } other {# heures }}{minutes, plural, one {# minute} other {# minutes}}',
};

/**
 * Deadlines, units and the explanation of a date. Parameters: `date`, `from`, `to` are noon UTC of a local date in
 * milliseconds; `time` is local `HH:MM`; `zone` an IANA zone; `state` a participant code.
 */
export const time = {
  'calendar.name.case': {
    en: 'Deadlines of {number}',
    es: 'Plazos de {number}',
    pt: 'Prazos de {number}',
    fr: 'Délais de {number}',
  },
  'calendar.name.mine': {
    en: 'Rogatoria: my deadlines',
    es: 'Rogatoria: mis plazos',
    pt: 'Rogatoria: meus prazos',
    fr: 'Rogatoria : mes délais',
  },
  'calendar.name.authority': {
    en: 'Rogatoria: all deadlines of the authority',
    es: 'Rogatoria: todos los plazos de la autoridad',
    pt: 'Rogatoria: todos os prazos da autoridade',
    fr: 'Rogatoria : tous les délais de l’autorité',
  },
  'calendar.us': {
    en: '{number} · {what}',
    es: '{number} · {what}',
    pt: '{number} · {what}',
    fr: '{number} · {what}',
  },
  'calendar.them': {
    en: `{number} · {what} (awaited from ${state('en')})`,
    es: `{number} · {what} (se espera de ${state('es')})`,
    pt: `{number} · {what} (aguardado de ${state('pt')})`,
    fr: `{number} · {what} (attendu de ${state('fr')})`,
  },
  'calendar.suspended': {
    en: 'The clock stands still at the moment; the date moves with it.',
    es: 'El plazo está suspendido por ahora; la fecha se mueve con él.',
    pt: 'O prazo está suspenso no momento; a data se move com ele.',
    fr: 'Le délai est suspendu pour l’instant ; la date se déplace avec lui.',
  },
  'deadline.evidence_acknowledge': {
    en: 'Acknowledge receipt',
    es: 'Acusar recibo',
    pt: 'Acusar recebimento',
    fr: 'Accuser réception',
  },
  'deadline.evidence_decide': {
    en: 'Decide on execution',
    es: 'Decidir sobre la ejecución',
    pt: 'Decidir sobre a execução',
    fr: 'Statuer sur l’exécution',
  },
  'deadline.evidence_execute': {
    en: 'Execute the request',
    es: 'Ejecutar la solicitud',
    pt: 'Executar o pedido',
    fr: 'Exécuter la demande',
  },
  'deadline.clarification_answer': {
    en: 'Supply additional information',
    es: 'Suministrar información adicional',
    pt: 'Fornecer informação adicional',
    fr: 'Fournir les renseignements complémentaires',
  },
  'deadline.conditions_answer': {
    en: 'Answer on the conditions',
    es: 'Responder sobre las condiciones',
    pt: 'Responder sobre as condições',
    fr: 'Répondre sur les conditions',
  },
  'deadline.postponement_review': {
    en: 'Review the postponement',
    es: 'Revisar el aplazamiento',
    pt: 'Rever o adiamento',
    fr: 'Réexaminer l’ajournement',
  },
  'deadline.confirm_receipt': {
    en: 'Confirm receipt of the evidence',
    es: 'Confirmar la recepción de las pruebas',
    pt: 'Confirmar o recebimento das provas',
    fr: 'Confirmer la réception des preuves',
  },
  'deadline.review_draft': {
    en: 'Review the draft',
    es: 'Revisar el borrador',
    pt: 'Revisar a minuta',
    fr: 'Relire le projet',
  },
  'deadline.preservation_acknowledge': {
    en: 'Acknowledge the preservation request',
    es: 'Acusar recibo de la solicitud de conservación',
    pt: 'Acusar recebimento do pedido de preservação',
    fr: 'Accuser réception de la demande de conservation',
  },
  'deadline.preservation_confirm': {
    en: 'Confirm preservation or report that it is impossible',
    es: 'Confirmar la conservación o comunicar que es imposible',
    pt: 'Confirmar a preservação ou comunicar que é impossível',
    fr: 'Confirmer la conservation ou signaler qu’elle est impossible',
  },
  'deadline.preservation_expiry': {
    en: 'Preservation expires',
    es: 'Vence la conservación',
    pt: 'Expira a preservação',
    fr: 'Expiration de la conservation',
  },
  'deadline.follow_up': {
    en: 'Send the evidence request that follows the preservation',
    es: 'Enviar la solicitud de pruebas que sigue a la conservación',
    pt: 'Enviar o pedido de provas que segue a preservação',
    fr: 'Envoyer la demande de preuves qui suit la conservation',
  },
  'deadline.extension_answer': {
    en: 'Answer the request for extension',
    es: 'Responder a la solicitud de prórroga',
    pt: 'Responder ao pedido de prorrogação',
    fr: 'Répondre à la demande de prolongation',
  },
  'deadline.withdrawal_answer': {
    en: 'Answer the withdrawal',
    es: 'Responder al desistimiento',
    pt: 'Responder à desistência',
    fr: 'Répondre au retrait',
  },
  'deadline.offer_answer': {
    en: 'Accept or decline the conditions',
    es: 'Aceptar o rechazar las condiciones',
    pt: 'Aceitar ou recusar as condições',
    fr: 'Accepter ou décliner les conditions',
  },
  'deadline.information_acknowledge': {
    en: 'Acknowledge the information',
    es: 'Acusar recibo de la información',
    pt: 'Acusar recebimento da informação',
    fr: 'Accuser réception de l’information',
  },
  'deadline.consultation_reply': {
    en: 'Answer the consultation',
    es: 'Responder a la consulta informal',
    pt: 'Responder à consulta informal',
    fr: 'Répondre à la consultation',
  },
  'deadline.status_answer': {
    en: 'Answer the status inquiry',
    es: 'Responder a la consulta sobre el estado',
    pt: 'Responder à consulta sobre o andamento',
    fr: 'Répondre à la demande d’état d’avancement',
  },

  'deadline.consultation_answer': {
    en: 'Answer the consultation',
    es: 'Responder a la consulta',
    pt: 'Responder à consulta',
    fr: 'Répondre à la consultation',
  },
  'deadline.warning_answer': {
    en: 'Decide whether to go on after the warning',
    es: 'Decidir tras la advertencia si se sigue adelante',
    pt: 'Decidir após o alerta se o pedido prossegue',
    fr: 'Décider, après l’avertissement, s’il faut poursuivre',
  },
  'deadline.use_answer': {
    en: 'Decide on the wider use',
    es: 'Decidir sobre el uso más amplio',
    pt: 'Decidir sobre o uso mais amplo',
    fr: 'Statuer sur l’usage plus large',
  },
  'deadline.obligation': {
    en: 'Return, destroy or pay what is owed',
    es: 'Devolver, destruir o pagar lo debido',
    pt: 'Devolver, destruir ou pagar o que é devido',
    fr: 'Restituer, détruire ou payer ce qui est dû',
  },
  'deadline.written_confirmation': {
    en: 'Confirm the emergency request in writing',
    es: 'Confirmar por escrito la solicitud de emergencia',
    pt: 'Confirmar por escrito o pedido de emergência',
    fr: 'Confirmer par écrit la demande d’urgence vitale',
  },
  'unit.hours': {
    en: '{n, plural, one {# hour} other {# hours}}',
    es: '{n, plural, one {# hora} other {# horas}}',
    pt: '{n, plural, one {# hora} other {# horas}}',
    fr: '{n, plural, one {# heure} other {# heures}}',
  },
  'unit.calendar_days': {
    en: '{n, plural, one {# calendar day} other {# calendar days}}',
    es: '{n, plural, one {# día corrido} other {# días corridos}}',
    pt: '{n, plural, one {# dia corrido} other {# dias corridos}}',
    fr: '{n, plural, one {# jour calendaire} other {# jours calendaires}}',
  },
  'unit.months': {
    en: '{n, plural, one {# month} other {# months}}',
    es: '{n, plural, one {# mes} other {# meses}}',
    pt: '{n, plural, one {# mês} other {# meses}}',
    fr: '{n} mois',
  },
  'unit.working_days': {
    en: '{n, plural, one {# working day} other {# working days}}',
    es: '{n, plural, one {# día hábil} other {# días hábiles}}',
    pt: '{n, plural, one {# dia útil} other {# dias úteis}}',
    fr: '{n, plural, one {# jour ouvré} other {# jours ouvrés}}',
  },

  'time.start': {
    en: `The clock started on {date, date, long} at {time} ({zone}, ${state('en')}).`,
    es: `El plazo comenzó el {date, date, long} a las {time} ({zone}, ${state('es')}).`,
    pt: `O prazo começou em {date, date, long} às {time} ({zone}, ${state('pt')}).`,
    fr: `Le délai a commencé le {date, date, long} à {time} ({zone}, ${state('fr')}).`,
  },
  'time.budget.hours': {
    en: '{budget, plural, one {# hour} other {# hours}}, counted day and night.',
    es: '{budget, plural, one {# hora} other {# horas}}, contadas de día y de noche.',
    pt: '{budget, plural, one {# hora} other {# horas}}, contadas dia e noite.',
    fr: '{budget, plural, one {# heure} other {# heures}}, jour et nuit.',
  },
  'time.budget.calendar_days': {
    en: `{budget, plural, one {# calendar day} other {# calendar days}} after the day of the start, ending at 23:59 (${state('en')}).`,
    es: `{budget, plural, one {# día corrido} other {# días corridos}} a partir del día siguiente al del inicio, hasta las 23:59 (${state('es')}).`,
    pt: `{budget, plural, one {# dia corrido} other {# dias corridos}} a contar do dia seguinte ao do início, até as 23:59 (${state('pt')}).`,
    fr: `{budget, plural, one {# jour calendaire} other {# jours calendaires}} à compter du lendemain du début, jusqu’à 23:59 (${state('fr')}).`,
  },
  'time.budget.working_days': {
    en: `{budget, plural, one {# working day} other {# working days}} after the day of the start, ending at 23:59 (${state('en')}).`,
    es: `{budget, plural, one {# día hábil} other {# días hábiles}} a partir del día siguiente al del inicio, hasta las 23:59 (${state('es')}).`,
    pt: `{budget, plural, one {# dia útil} other {# dias úteis}} a contar do dia seguinte ao do início, até as 23:59 (${state('pt')}).`,
    fr: `{budget, plural, one {# jour ouvré} other {# jours ouvrés}} à compter du lendemain du début, jusqu’à 23:59 (${state('fr')}).`,
  },
  'time.budget.months': {
    en: `{budget, plural, one {# month} other {# months}}, to the day of the same number or, in a shorter month, its last, ending at 23:59 (${state('en')}).`,
    es: `{budget, plural, one {# mes} other {# meses}}, hasta el día del mismo número o, en un mes más corto, el último, a las 23:59 (${state('es')}).`,
    pt: `{budget, plural, one {# mês} other {# meses}}, até o dia de igual número ou, em mês mais curto, o último, às 23:59 (${state('pt')}).`,
    fr: `{budget} mois, jusqu’au quantième correspondant ou, dans un mois plus court, jusqu’au dernier jour, à 23:59 (${state('fr')}).`,
  },
  'time.skipped.weekends': {
    en: '{days, plural, one {# weekly rest day} other {# weekly rest days}} skipped.',
    es: 'Se {days, plural, one {omitió # día} other {omitieron # días}} de descanso semanal.',
    pt: '{days, plural, one {# dia de descanso semanal não contado} other {# dias de descanso semanal não contados}}.',
    fr: '{days, plural, one {# jour de repos hebdomadaire non compté} other {# jours de repos hebdomadaire non comptés}}.',
  },
  'time.skipped.holiday': {
    en: 'Public holiday skipped: {date, date, long}, {name}.',
    es: 'Se omitió un feriado: {date, date, long}, {name}.',
    pt: 'Feriado não contado: {date, date, long}, {name}.',
    fr: 'Jour férié non compté : {date, date, long}, {name}.',
  },
  'time.skipped.recess': {
    en: '{days, plural, one {# day} other {# days}} of recess skipped: {name}.',
    es: 'Se {days, plural, one {omitió # día} other {omitieron # días}} de receso: {name}.',
    pt: '{days, plural, one {# dia de recesso não contado} other {# dias de recesso não contados}}: {name}.',
    fr: '{days, plural, one {# jour de vacances judiciaires non compté} other {# jours de vacances judiciaires non comptés}} : {name}.',
  },
  'time.stood_still.days': {
    en: `The clock stood still for {days, plural, one {# day} other {# days}}, from {from, date, long} to {to, date, long}: ${reason.en}.`,
    es: `El plazo estuvo suspendido {days, plural, one {# día} other {# días}}, del {from, date, long} al {to, date, long}: ${reason.es}.`,
    pt: `O prazo esteve suspenso por {days, plural, one {# dia} other {# dias}}, de {from, date, long} a {to, date, long}: ${reason.pt}.`,
    fr: `Le délai a été suspendu {days, plural, one {# jour} other {# jours}}, du {from, date, long} au {to, date, long} : ${reason.fr}.`,
  },
  'time.stood_still.days.open': {
    en: `The clock has stood still since {from, date, long}, {days, plural, one {# day} other {# days}} so far: ${reason.en}.`,
    es: `El plazo está suspendido desde el {from, date, long}, {days, plural, one {# día} other {# días}} hasta ahora: ${reason.es}.`,
    pt: `O prazo está suspenso desde {from, date, long}, {days, plural, one {# dia} other {# dias}} até agora: ${reason.pt}.`,
    fr: `Le délai est suspendu depuis le {from, date, long}, {days, plural, one {# jour} other {# jours}} à ce jour : ${reason.fr}.`,
  },
  'time.stood_still.hours': {
    en: `The clock stood still for ${hoursAndMinutes.en}, from {from, date, long} to {to, date, long}: ${reason.en}.`,
    es: `El plazo estuvo suspendido ${hoursAndMinutes.es}, del {from, date, long} al {to, date, long}: ${reason.es}.`,
    pt: `O prazo esteve suspenso por ${hoursAndMinutes.pt}, de {from, date, long} a {to, date, long}: ${reason.pt}.`,
    fr: `Le délai a été suspendu ${hoursAndMinutes.fr}, du {from, date, long} au {to, date, long} : ${reason.fr}.`,
  },
  'time.stood_still.hours.open': {
    en: `The clock has stood still since {from, date, long}, ${hoursAndMinutes.en} so far: ${reason.en}.`,
    es: `El plazo está suspendido desde el {from, date, long}, ${hoursAndMinutes.es} hasta ahora: ${reason.es}.`,
    pt: `O prazo está suspenso desde {from, date, long}, ${hoursAndMinutes.pt} até agora: ${reason.pt}.`,
    fr: `Le délai est suspendu depuis le {from, date, long}, ${hoursAndMinutes.fr} à ce jour : ${reason.fr}.`,
  },
  'time.not_suspendable': {
    en: 'This deadline is never suspended.',
    es: 'Este plazo nunca se suspende.',
    pt: 'Este prazo nunca se suspende.',
    fr: 'Ce délai n’est jamais suspendu.',
  },
  'time.calendar': {
    en: `Working calendar of ${state('en')}{version, plural, =0 {} other {, version #}}; public holidays from {data}.`,
    es: `Calendario de días hábiles de ${state('es')}{version, plural, =0 {} other {, versión #}}; feriados según {data}.`,
    pt: `Calendário de dias úteis de ${state('pt')}{version, plural, =0 {} other {, versão #}}; feriados segundo {data}.`,
    fr: `Calendrier des jours ouvrés (${state('fr')}{version, plural, =0 {} other {, version #}}) ; jours fériés d’après {data}.`,
  },
  'time.calendar.earlier': {
    en: 'Counted with the holiday list of an earlier release: the days above are those of today’s list.',
    es: 'Calculado con la lista de feriados de una versión anterior: los días indicados son los de la lista actual.',
    pt: 'Contado com a lista de feriados de uma versão anterior: os dias acima são os da lista atual.',
    fr: 'Compté avec la liste des jours fériés d’une version antérieure : les jours ci-dessus sont ceux de la liste actuelle.',
  },
  'time.fixed': {
    en: `Fixed date: {date, date, long} at {time} ({zone}, ${state('en')}). Nothing suspends or moves it.`,
    es: `Fecha fija: {date, date, long}, {time} ({zone}, ${state('es')}). Nada la suspende ni la desplaza.`,
    pt: `Data fixa: {date, date, long}, {time} ({zone}, ${state('pt')}). Nada a suspende nem a desloca.`,
    fr: `Date fixe : {date, date, long} à {time} ({zone}, ${state('fr')}). Rien ne la suspend ni ne la déplace.`,
  },
  'time.end': {
    en: `The deadline ends on {date, date, long} at {time} ({zone}, ${state('en')}).`,
    es: `El plazo vence el {date, date, long} a las {time} ({zone}, ${state('es')}).`,
    pt: `O prazo termina em {date, date, long} às {time} ({zone}, ${state('pt')}).`,
    fr: `Le délai expire le {date, date, long} à {time} ({zone}, ${state('fr')}).`,
  },
  'time.source.law': {
    en: `Set by law: ${law('en')}, art. {article}.`,
    es: `Fijado por norma: ${law('es')}, art. {article}.`,
    pt: `Fixado por norma: ${law('pt')}, art. {article}.`,
    fr: `Fixé par le droit : ${law('fr')}, art. {article}.`,
  },
  'time.source.unverified': {
    en: `Source to be confirmed: ${law('en')}, art. {article}.`,
    es: `Fuente por confirmar: ${law('es')}, art. {article}.`,
    pt: `Fonte a confirmar: ${law('pt')}, art. {article}.`,
    fr: `Source à confirmer : ${law('fr')}, art. {article}.`,
  },
  'time.source.policy': {
    en: 'Default of this installation; no treaty sets it.',
    es: 'Valor predeterminado de esta instalación; ningún tratado lo fija.',
    pt: 'Valor padrão desta instalação; nenhum tratado o fixa.',
    fr: 'Valeur par défaut de cette installation ; aucun traité ne la fixe.',
  },
  'time.source.practice': {
    en: 'Established practice; no treaty sets it.',
    es: 'Práctica establecida; ningún tratado lo fija.',
    pt: 'Prática estabelecida; nenhum tratado o fixa.',
    fr: 'Pratique établie ; aucun traité ne la fixe.',
  },

  'time.left.minutes': {
    en: '{n, plural, =0 {Due now} one {# minute left} other {# minutes left}}',
    es: '{n, plural, =0 {Vence ahora} one {Queda # minuto} other {Quedan # minutos}}',
    pt: '{n, plural, =0 {Vence agora} one {Falta # minuto} other {Faltam # minutos}}',
    fr: '{n, plural, =0 {Échéance immédiate} one {Il reste # minute} other {Il reste # minutes}}',
  },
  'time.left.hours': {
    en: '{n, plural, one {# hour left} other {# hours left}}',
    es: '{n, plural, one {Queda # hora} other {Quedan # horas}}',
    pt: '{n, plural, one {Falta # hora} other {Faltam # horas}}',
    fr: '{n, plural, one {Il reste # heure} other {Il reste # heures}}',
  },
  'time.left.days': {
    en: '{n, plural, one {# day left} other {# days left}}',
    es: '{n, plural, one {Queda # día} other {Quedan # días}}',
    pt: '{n, plural, one {Falta # dia} other {Faltam # dias}}',
    fr: '{n, plural, one {Il reste # jour} other {Il reste # jours}}',
  },
  'time.late.minutes': {
    en: '{n, plural, one {Overdue by # minute} other {Overdue by # minutes}}',
    es: '{n, plural, one {Vencido hace # minuto} other {Vencido hace # minutos}}',
    pt: '{n, plural, one {Vencido há # minuto} other {Vencido há # minutos}}',
    fr: '{n, plural, one {En retard de # minute} other {En retard de # minutes}}',
  },
  'time.late.hours': {
    en: '{n, plural, one {Overdue by # hour} other {Overdue by # hours}}',
    es: '{n, plural, one {Vencido hace # hora} other {Vencido hace # horas}}',
    pt: '{n, plural, one {Vencido há # hora} other {Vencido há # horas}}',
    fr: '{n, plural, one {En retard de # heure} other {En retard de # heures}}',
  },
  'time.late.days': {
    en: '{n, plural, one {Overdue by # day} other {Overdue by # days}}',
    es: '{n, plural, one {Vencido hace # día} other {Vencido hace # días}}',
    pt: '{n, plural, one {Vencido há # dia} other {Vencido há # dias}}',
    fr: '{n, plural, one {En retard de # jour} other {En retard de # jours}}',
  },
} as const satisfies Texts;
