import { stateSelect } from '../states.ts';
import type { Texts } from './index.ts';

/** The working calendar of an authority: what it refuses, what it moves, who is told. `of` is the calendar's State. */
export const calendar = {
  'rule.calendar_no_day': {
    en: 'There is no such day: check day, month and year',
    es: 'No existe ese día: revise día, mes y año',
    pt: 'Esse dia não existe: confira dia, mês e ano',
    fr: 'Ce jour n’existe pas : vérifiez le jour, le mois et l’année',
  },
  'rule.calendar_twice': {
    en: 'This day already stands in the list',
    es: 'Este día ya figura en la lista',
    pt: 'Este dia já está na lista',
    fr: 'Ce jour figure déjà dans la liste',
  },
  'rule.calendar_two_on_one_day': {
    en: 'Two holidays on one day: {name} already falls on it',
    es: 'Dos feriados en un mismo día: {name} ya cae en él',
    pt: 'Dois feriados no mesmo dia: {name} já cai nele',
    fr: 'Deux jours fériés à la même date : {name} y tombe déjà',
  },
  'rule.calendar_already_a_holiday': {
    en: 'This day is already a public holiday in the list of the release',
    es: 'Este día ya es feriado en la lista de la versión instalada',
    pt: 'Este dia já é feriado na lista da versão instalada',
    fr: 'Ce jour est déjà férié dans la liste de la version installée',
  },
  'rule.calendar_not_a_holiday': {
    en: 'The list has no holiday on this day to take out',
    es: 'La lista no tiene un feriado en este día que retirar',
    pt: 'A lista não tem feriado neste dia a retirar',
    fr: 'La liste n’a pas de jour férié à cette date à retirer',
  },
  'rule.calendar_recess_order': {
    en: 'The recess ends before it begins',
    es: 'El receso termina antes de comenzar',
    pt: 'O recesso termina antes de começar',
    fr: 'Les vacances judiciaires finissent avant de commencer',
  },
  'rule.calendar_recess_mixed': {
    en: 'Give both days with a year, or both without',
    es: 'Indique ambos días con año o ambos sin año',
    pt: 'Informe ambos os dias com ano ou ambos sem ano',
    fr: 'Indiquez les deux jours avec l’année, ou les deux sans',
  },
  'rule.calendar_recess_too_long': {
    en: 'A recess lasts at most {days} days',
    es: 'Un receso dura a lo sumo {days} días',
    pt: 'Um recesso dura no máximo {days} dias',
    fr: 'Les vacances judiciaires durent au plus {days} jours',
  },
  'rule.calendar_recess_source': {
    en: 'Name the law or decision by which its days are no working days',
    es: 'Indique la norma o decisión por la que sus días son inhábiles',
    pt: 'Indique a norma ou decisão pela qual seus dias não são úteis',
    fr: 'Indiquez le texte ou la décision selon lesquels ces jours ne sont pas ouvrés',
  },
  'rule.calendar_hours_order': {
    en: 'The office closes after it opens',
    es: 'La oficina cierra después de abrir',
    pt: 'O órgão fecha depois de abrir',
    fr: 'Le bureau ferme après son ouverture',
  },
  'rule.calendar_unchanged': {
    en: 'Nothing differs from the version before',
    es: 'Nada difiere de la versión anterior',
    pt: 'Nada difere da versão anterior',
    fr: 'Rien ne diffère de la version précédente',
  },
  'event.clock.calendar_changed': {
    en: 'A due date was counted again: the working calendar changed',
    es: 'Se recalculó un vencimiento: cambió el calendario de días hábiles',
    pt: 'Um vencimento foi recontado: o calendário de dias úteis mudou',
    fr: 'Une échéance a été recalculée : le calendrier des jours ouvrés a changé',
  },
  'notice.deadline_moved': {
    en: `A due date of {number} moved from {from, date, long} to {to, date, long}: the working calendar changed (${stateSelect('of', 'en')})`,
    es: `Un vencimiento de {number} pasó del {from, date, long} al {to, date, long}: cambió el calendario de días hábiles (${stateSelect('of', 'es')})`,
    pt: `Um vencimento de {number} passou de {from, date, long} para {to, date, long}: o calendário de dias úteis mudou (${stateSelect('of', 'pt')})`,
    fr: `Une échéance de {number} est passée du {from, date, long} au {to, date, long} : le calendrier des jours ouvrés a changé (${stateSelect('of', 'fr')})`,
  },
} as const satisfies Texts;
