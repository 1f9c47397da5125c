import type { Field, Language } from '@rogatoria/workflows/types.ts';
import { useQuery } from '@tanstack/react-query';
import { basesQuery } from '../api/queries.ts';
import { LoadError, Skeleton, TextField } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { BasesPicker } from './bases.tsx';
import { useDraft } from './context.tsx';
import { FieldView, LanguageSelect } from './field-view.tsx';
import { Remarks } from './remarks.tsx';

/** One section of the form: its questions one below the other. */
export function FormSectionCard({
  number,
  section,
  fields,
}: {
  number: number;
  section: string;
  fields: readonly Field[];
}) {
  const { t } = useTexts();
  const { kind } = useDraft();
  return (
    <section className="card form-card" aria-labelledby="draft-section">
      <h2 id="draft-section" tabIndex={-1}>
        {number} · {t(`form.${kind}.section.${section}`)}
      </h2>
      {section === 'parties' ? <About /> : null}
      {section === 'legal' ? <Bases /> : null}
      {fields.map((field) => (
        <FieldView key={field.name} field={field} />
      ))}
    </section>
  );
}

function About() {
  const { t } = useTexts();
  const { kind, content, edit, gapsOf, visit } = useDraft();
  return (
    <>
      <div className="question">
        <TextField
          id="field-title"
          label={t('draft.field.title')}
          hint={t(kind === 'information' ? 'draft.title.hint.information' : 'draft.title.hint')}
          maxLength={200}
          isRequired
          value={content.title}
          onChange={(title) => edit((draft) => ({ ...draft, title }))}
          onBlur={() => visit('title')}
        />
        <Remarks gaps={gapsOf('title')} />
      </div>
      <div className="question">
        <LanguageSelect
          id="field-form_language"
          hint={t('draft.form_language.hint')}
          value={content.form_language}
          onChange={(language) => edit((draft) => ({ ...draft, form_language: language as Language }))}
        />
      </div>
    </>
  );
}

function Bases() {
  const { t } = useTexts();
  const { kind, them, content, edit, gapsOf } = useDraft();
  const { data, error, refetch } = useQuery(basesQuery(them, kind));
  return (
    <div className="question">
      <div className="field">
        <span className="field-label">{t('draft.field.bases')}</span>
        <span className="field-hint">{t('draft.bases.hint')}</span>
        {data ? (
          <BasesPicker
            id="field-bases"
            items={data}
            value={content.bases}
            onChange={(bases) => edit((draft) => ({ ...draft, bases }))}
          />
        ) : error ? (
          <LoadError error={error} retry={() => void refetch()} />
        ) : (
          <Skeleton />
        )}
      </div>
      <Remarks gaps={gapsOf('bases')} />
    </div>
  );
}
