import { useState } from 'react';
import { DateField } from '../components/index.ts';
import { formatDay } from '../texts/format.ts';
import type { Language } from '../texts/index.tsx';
import { useTexts } from '../texts/index.tsx';

/** `2026-09-14T22:10:07` → its day and its time as typed. */
export function splitMoment(value: string): { day: string; time: string } {
  const match = /^(\d{4}-\d\d-\d\d)?(?:T(.*))?$/.exec(value);
  return match ? { day: match[1] ?? '', time: match[2] ?? '' } : { day: '', time: value };
}

export const joinMoment = (day: string, time: string): string => (time.trim() === '' ? day : `${day}T${time.trim()}`);

/** `14 Sep 2026 22:10:07` as the log gave it: no zone is applied. */
export function wallTime(language: Language, value: string): string {
  const { day, time } = splitMoment(value);
  return `${day ? formatDay(language, day) : ''} ${time}`.trim();
}

interface MomentProps {
  id: string;
  label: string;
  note?: string | undefined;
  value: string;
  onChange(value: string): void;
}

/** A day and a time to the second on the wall of wherever the log was written. */
export function MomentField({ id, label, note, value, onChange }: MomentProps) {
  const { t } = useTexts();
  const [{ day, time }, setParts] = useState(() => splitMoment(value));
  const [given, setGiven] = useState(value);
  if (value !== given) {
    setGiven(value);
    if (value !== joinMoment(day, time)) setParts(splitMoment(value));
  }
  const change = (nextDay: string, nextTime: string) => {
    setParts({ day: nextDay, time: nextTime });
    const next = joinMoment(nextDay, nextTime);
    setGiven(next);
    onChange(next);
  };
  return (
    <div className="moment">
      <DateField id={id} label={label} note={note} value={day} onChange={(next) => change(next, time)} />
      <label className="moment-time">
        <span>{t('draft.moment.time')}</span>
        <input
          className="input"
          placeholder="22:10:07"
          maxLength={20}
          aria-label={`${label}: ${t('draft.moment.time')}`}
          value={time}
          onChange={(event) => change(day, event.target.value)}
        />
      </label>
    </div>
  );
}
