import type { Language } from '@rogatoria/workflows/types.ts';
import { localeOf } from '@rogatoria/workflows/vocabulary/index.ts';

const months: Record<Language, readonly string[]> = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  es: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'],
  pt: ['jan', 'fev', 'mar', 'abr', 'mai', 'jun', 'jul', 'ago', 'set', 'out', 'nov', 'dez'],
  fr: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
};

/** Places a zone is known by where its own city is not the seat of the authorities, or is written otherwise. */
const places: Record<string, string | Record<Language, string>> = {
  UTC: 'UTC',
  'America/New_York': 'Washington',
  'America/Sao_Paulo': 'Brasília',
  'America/Toronto': 'Ottawa',
  'America/Port-au-Prince': { en: 'Port-au-Prince', es: 'Puerto Príncipe', pt: 'Porto Príncipe', fr: 'Port-au-Prince' },
  'America/Mexico_City': { en: 'Mexico City', es: 'Ciudad de México', pt: 'Cidade do México', fr: 'Mexico' },
  'America/Asuncion': { en: 'Asunción', es: 'Asunción', pt: 'Assunção', fr: 'Asunción' },
  'America/Bogota': 'Bogotá',
  'America/Costa_Rica': 'San José',
  'America/El_Salvador': 'San Salvador',
  'America/Guatemala': { en: 'Guatemala City', es: 'Ciudad de Guatemala', pt: 'Cidade da Guatemala', fr: 'Guatemala' },
  'America/Guayaquil': 'Quito',
  'America/Havana': { en: 'Havana', es: 'La Habana', pt: 'Havana', fr: 'La Havane' },
  'America/Jamaica': 'Kingston',
  'America/Panama': { en: 'Panama City', es: 'Ciudad de Panamá', pt: 'Cidade do Panamá', fr: 'Panama' },
  'America/Santo_Domingo': { en: 'Santo Domingo', es: 'Santo Domingo', pt: 'São Domingos', fr: 'Saint-Domingue' },
  'America/Montevideo': { en: 'Montevideo', es: 'Montevideo', pt: 'Montevidéu', fr: 'Montevideo' },
};

/** The name of the place a zone is called by, as the reader writes it. */
export function placeOf(language: Language, zone: string): string {
  const place = places[zone];
  if (typeof place === 'string') return place;
  return place?.[language] ?? zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function partsOf(iso: string, zone: string): Record<string, string> {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
}

const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `2026-10-08` in that zone. */
export function dayIn(iso: string, zone: string): string {
  const { year = '', month = '', day = '' } = partsOf(iso, zone);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** `8 Oct 2026` of a day `2026-10-08`. */
export function formatDay(language: Language, day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return `${date} ${months[language][month - 1]} ${year}`;
}

/** `8 Oct 2026` of an instant, in that zone. */
export function formatDate(language: Language, iso: string, zone: string = here()): string {
  return formatDay(language, dayIn(iso, zone));
}

/** `14:20`, 24-hour clock. */
export function formatTime(iso: string, zone: string = here()): string {
  const { hour = '', minute = '' } = partsOf(iso, zone);
  return `${hour}:${minute}`;
}

/** `8 Oct 2026, 14:20`, and the place when it is asked for. */
export function formatDateTime(language: Language, iso: string, zone: string = here(), place = false): string {
  const text = `${formatDate(language, iso, zone)}, ${formatTime(iso, zone)}`;
  return place ? `${text} ${placeOf(language, zone)}` : text;
}

/** `Saturday 21 Nov 2026`, with the weekday. */
export function formatLongDate(language: Language, iso: string, zone: string): string {
  const weekday = new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', timeZone: zone }).format(
    new Date(iso),
  );
  return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}${language === 'en' || language === 'fr' ? '' : ','} ${formatDate(language, iso, zone)}`;
}

/** Names of the months in full, January first: for the date field's list. */
export function monthNames(language: Language): string[] {
  const format = new Intl.DateTimeFormat(localeOf(language), { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2026, month, 15)));
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The two largest units that say something: `4 days`, `1 h 42 min`, `3 s`. */
export function formatDuration(
  language: Language,
  ms: number,
  say: (key: string, params: Record<string, number>) => string,
): string {
  const size = Math.abs(ms);
  void language;
  if (size >= 2 * day) return say('duration.days', { days: Math.floor(size / day) });
  if (size >= day) {
    const hours = Math.floor((size - day) / hour);
    return hours === 0 ? say('duration.days', { days: 1 }) : say('duration.day_hours', { days: 1, hours });
  }
  if (size >= hour) {
    const minutes = Math.floor((size % hour) / minute);
    const hours = Math.floor(size / hour);
    return minutes === 0 ? say('duration.hours', { hours }) : say('duration.hours_minutes', { hours, minutes });
  }
  if (size >= minute) return say('duration.minutes', { minutes: Math.floor(size / minute) });
  return say('duration.seconds', { seconds: Math.max(1, Math.floor(size / 1000)) });
}
