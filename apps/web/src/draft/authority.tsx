import type { ParticipantView } from '@rogatoria/api/schemas.ts';
import type { AuthorityValue } from '@rogatoria/workflows/types.ts';
import { useEffect, useState } from 'react';
import { Button, TextField } from '../components/index.ts';
import { type TextTools, useTexts } from '../texts/index.tsx';
import { tidy } from './content.ts';
import { useDraft } from './context.tsx';
import { idOf } from './gaps.ts';
import { Remarks } from './remarks.tsx';

const lines = [
  'organisation',
  'person',
  'function',
  'address',
  'phone',
  'email',
  'office_hours',
  'zone',
  'preferred_reply',
] as const satisfies (keyof AuthorityValue)[];

/** The offset of a zone now, `UTC−03:00`. */
export function offsetNow(zone: string, at = new Date()): string {
  try {
    const part = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value;
    return part === 'GMT' || part === undefined ? 'UTC' : part.replace('GMT', 'UTC').replace('-', '−');
  } catch {
    return '';
  }
}

/** What the directory knows of an authority. */
export function authorityOf(participant: ParticipantView | undefined, place: TextTools['place']): AuthorityValue {
  if (!participant) return {};
  const { authority, desk, zone } = participant;
  const offset = offsetNow(zone);
  const value = {
    organisation: authority,
    function: desk?.name,
    phone: desk?.phone,
    email: desk?.email,
    zone: offset ? `${place(zone)}, ${offset}` : undefined,
  };
  return (tidy(value) ?? {}) as AuthorityValue;
}

interface AuthorityFieldProps {
  name: string;
  label: string;
  note: React.ReactNode;
  hint: string;
  value: AuthorityValue;
  onChange(value: AuthorityValue): void;
}

/** An office and how to reach it. Once filled in it is shown as it will be read, and opens again when asked. */
export function AuthorityField({ name, label, note, hint, value, onChange }: AuthorityFieldProps) {
  const { t, place } = useTexts();
  const { us, them, participants, gapsOf, wanted } = useDraft();
  const filled = Boolean(value.organisation);
  const [open, setOpen] = useState(false);
  const gaps = gapsOf(name);
  useEffect(() => {
    if (wanted?.field === name) setOpen(true);
  }, [wanted, name]);
  const known = name === 'requesting_authority' ? us : name === 'requested_authority' ? them : undefined;
  const directory = authorityOf(
    participants.find(({ code }) => code === known),
    place,
  );
  const set = (key: keyof AuthorityValue, text: string) =>
    onChange((tidy({ ...value, [key]: text }) ?? {}) as AuthorityValue);
  const errorOf = (path?: string) => gaps.filter((gap) => gap.path === path);
  return (
    <fieldset className="field authority" id={idOf(name)} tabIndex={-1}>
      <legend className="field-label">
        {label} <span className="field-note">{note}</span>
      </legend>
      <span className="field-hint">{hint}</span>
      {filled && !open ? (
        <div className="summary-box">
          <p>
            <strong>{value.organisation}</strong>
            {lines
              .slice(1)
              .flatMap((key) => value[key] ?? [])
              .map((text) => (
                <span key={text}>
                  <br />
                  {text}
                </span>
              ))}
          </p>
          <Button variant="quiet" onPress={() => setOpen(true)} aria-label={`${t('draft.change')}: ${label}`}>
            {t('draft.change')}
          </Button>
        </div>
      ) : null}
      {!filled && !open ? (
        <div className="row">
          {directory.organisation ? (
            <Button onPress={() => onChange(directory)}>
              {t(known === us ? 'draft.authority.ours' : 'draft.authority.theirs')}
            </Button>
          ) : null}
          <Button variant={directory.organisation ? 'quiet' : 'secondary'} onPress={() => setOpen(true)}>
            {t('draft.authority.write')}
          </Button>
        </div>
      ) : null}
      {open ? (
        <>
          <div className="grid-two">
            {lines.map((key) => (
              <div key={key}>
                <TextField
                  id={idOf(name, key)}
                  label={t(`form.authority.${key}`)}
                  value={value[key] ?? ''}
                  onChange={(text) => set(key, text)}
                  type={key === 'email' ? 'email' : key === 'phone' ? 'tel' : 'text'}
                  maxLength={key === 'address' ? 1000 : key === 'email' ? 320 : 200}
                />
                <Remarks gaps={errorOf(key)} />
              </div>
            ))}
          </div>
          <div className="row">
            {filled ? <Button onPress={() => setOpen(false)}>{t('draft.done')}</Button> : null}
            {directory.organisation ? (
              <Button variant="quiet" onPress={() => onChange({ ...value, ...directory })}>
                {t(known === us ? 'draft.authority.ours' : 'draft.authority.theirs')}
              </Button>
            ) : null}
          </div>
        </>
      ) : (
        <Remarks gaps={gaps.filter(({ path }) => path !== undefined)} />
      )}
      <Remarks gaps={errorOf(undefined)} />
    </fieldset>
  );
}
