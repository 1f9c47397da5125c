import { isNumber, type Reported, unknowns } from '@rogatoria/workflows/annual-return/content.ts';
import { languages } from '@rogatoria/workflows/types.ts';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
import { TextField } from '../components/index.ts';
import { type TextTools, useTexts } from '../texts/index.tsx';

/** What a value says, in words where there is no number. */
export const valueText = (value: Reported | null | undefined, { t, number }: TextTools): string =>
  value === null || value === undefined ? '' : isNumber(value) ? number(value) : t(`return.value.${value}`);

/** What somebody typed: a whole number or one of the two words, in any of the languages; null when it is neither. */
export function readValue(typed: string): Reported | null {
  const text = typed.trim().toLowerCase();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  for (const unknown of unknowns)
    if (text === unknown || languages.some((language) => say(language, `return.value.${unknown}`) === text))
      return unknown;
  return null;
}

interface ValueFieldProps {
  id: string;
  label: string;
  value: string;
  onChange(value: string): void;
  hint?: string | undefined;
  error?: string | undefined;
}

/** A count, or why there is none. Nothing typed is neither: a return has no empty cells. */
export function ValueField({ id, label, value, onChange, hint, error }: ValueFieldProps) {
  const { t } = useTexts();
  return (
    <TextField
      id={id}
      label={label}
      value={value}
      onChange={onChange}
      size="medium"
      hint={hint}
      error={error ?? (readValue(value) === null ? t('rule.return_value') : undefined)}
    />
  );
}
