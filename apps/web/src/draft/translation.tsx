import { useEffect, useState } from 'react';
import { TextArea, TextField } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { withTranslation } from './content.ts';
import { useDraft } from './context.tsx';
import { idOf } from './gaps.ts';
import { Mark } from './mark.tsx';

interface TranslationProps {
  field: string;
  /** inside a list: `0.description` */
  path?: string;
  original: string;
  long: boolean;
}

/** The same words in the language of the letter. Folded away until somebody needs it. */
export function Translation({ field, path, original, long }: TranslationProps) {
  const { t } = useTexts();
  const { content, edit, translateTo, wanted } = useDraft();
  const [open, setOpen] = useState(false);
  const place = path ? `${path}.translation` : 'translation';
  useEffect(() => {
    if (wanted?.field === field && wanted.path === place) setOpen(true);
  }, [wanted, field, place]);
  if (!translateTo || original.trim() === '') return null;
  const key = path ? `${field}.${path}` : field;
  const text = content.translations[translateTo]?.[key] ?? '';
  const language = t(`letter.language.${translateTo}`);
  const props = {
    id: idOf(field, place),
    label: t('draft.translation.label', { language }),
    value: text,
    onChange: (next: string) => edit((draft) => withTranslation(draft, translateTo, key, next)),
  };
  return (
    <details className="translation" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t('draft.translation.for_letter', { language })}{' '}
        {text.trim() === '' ? (
          <span className="text-us">{t('draft.translation.missing')}</span>
        ) : (
          <span className="text-done">
            <Mark kind="done" /> {t('draft.translation.done')}
          </span>
        )}
      </summary>
      {open ? (
        <div className="translation-body" lang={translateTo}>
          {long ? <TextArea {...props} /> : <TextField {...props} />}
        </div>
      ) : null}
    </details>
  );
}
