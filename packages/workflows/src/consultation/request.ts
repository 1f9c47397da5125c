import { fieldOf, translationsOf } from '../forms.ts';
import type { FormValues, RequestKind, Translations } from '../types.ts';

/**
 * What a request takes over from the consultation it is made of: every answer to a field that its own form asks under
 * the same name. The question itself stays behind.
 */
export function requestFrom(
  kind: RequestKind,
  { form, translations }: { form: FormValues; translations: Translations },
): { form: FormValues; translations: Translations } {
  const taken = Object.fromEntries(
    Object.entries(form).filter(([name]) => fieldOf(kind, name)?.kind === fieldOf('consultation', name)?.kind),
  );
  return { form: { request_status: 'new', ...taken }, translations: translationsOf(kind, taken, translations) };
}
