/** The law and the procedure: pure functions and data. No I/O, no clock, no framework. */
export * from './authority-calendar.ts';
export {
  calendarOf,
  calendarRefusals,
  holidayData,
  noneOwn,
  publicHolidays,
  type Rest,
  type WorkingCalendar,
} from './calendar.ts';
export * from './commands.ts';
export { type Completeness, completeness } from './completeness.ts';
export { requestFrom } from './consultation/request.ts';
export * from './deadlines.ts';
export * from './decide.ts';
export * from './effects.ts';
export * from './forms.ts';
export { isOffer, offerOf } from './information/form.ts';
export * from './instruments/index.ts';
export * from './ladders.ts';
export * from './messages.ts';
export * from './obligations.ts';
export * from './offices.ts';
export { type CaseFacts, endOfDay, type Invalid } from './rules.ts';
export * from './states.ts';
export * from './types.ts';
