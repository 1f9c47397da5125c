import type { CaseView } from '@rogatoria/api/cases/schemas.ts';
import { isOffer } from '@rogatoria/workflows/information/form.ts';
import { letterOf } from '@rogatoria/workflows/letter.ts';
import { type Language, type Letter, type LetterBlock, languages } from '@rogatoria/workflows/types.ts';
import { localeOf } from '@rogatoria/workflows/vocabulary/index.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { participantsQuery } from '../api/queries.ts';
import { useSession } from '../app/session.tsx';
import { buttonClass, Select } from '../components/index.ts';
import { languageNames, useTexts } from '../texts/index.tsx';
import { recordsOf, requestedOf, requestingOf, textOf } from './facts.ts';

/** When it left or came; the content of information that was offered first, when the conditions were accepted. */
function letterDate(view: CaseView): string {
  const { offer_acceptance, information, transmit, request, offer, informal_consultation } = recordsOf(view);
  const content = isOffer(view) ? [] : [offer_acceptance, information];
  const left = [...content, transmit, request, offer, informal_consultation].map((record) => textOf(record?.at));
  return left.find(Boolean) ?? view.created_at;
}

/** The request as it was, or will be, read: in the language of the document, or in any of the four. */
export function LetterTab({ view }: { view: CaseView }) {
  const { t } = useTexts();
  const { user } = useSession();
  const { data: participants } = useQuery(participantsQuery);
  const [language, setLanguage] = useState<Language>(view.letter_language);
  const letter = useMemo(() => {
    const [requesting, requested] = [requestingOf(view, user.participant), requestedOf(view, user.participant)];
    const authorityOf = (code: string) => {
      const found = participants?.find((one) => one.code === code);
      return found ? { organisation: found.authority } : undefined;
    };
    const [ours, theirs] = [authorityOf(requesting), authorityOf(requested)];
    const [asking, asked] =
      view.direction === 'outgoing'
        ? [view.own_reference, view.their_reference]
        : [view.their_reference, view.own_reference];
    try {
      return letterOf({
        kind: view.kind,
        number: view.number ?? t('case.no_number'),
        ...(asking ? { own_reference: asking } : {}),
        ...(asked ? { their_reference: asked } : {}),
        linked: view.links.flatMap(({ relation, number, sent_at }) =>
          relation === 'follows' && number && sent_at ? [{ number, date: sent_at }] : [],
        ),
        requesting,
        requested,
        bases: view.bases,
        form: view.form,
        offer: isOffer(view),
        translations: view.translations,
        form_language: view.form_language,
        language,
        date: letterDate(view),
        authorities: { ...(ours ? { requesting: ours } : {}), ...(theirs ? { requested: theirs } : {}) },
      });
    } catch (error) {
      console.warn(error);
      return null;
    }
  }, [view, user.participant, participants, language, t]);
  return (
    <>
      <div className="letter-tools no-print">
        <Select
          label={t('case.letter.language')}
          size="medium"
          options={languages.map((one) => ({
            id: one,
            label: `${languageNames[one]}${one === view.letter_language ? ` – ${t('case.letter.document')}` : ''}`,
          }))}
          value={language}
          onChange={(next) => setLanguage(next as Language)}
        />
        <a
          href={`/api/cases/${view.id}/letter.pdf?lang=${language}`}
          className={buttonClass('secondary')}
          download={`${view.number ?? view.id}-${language}.pdf`}
        >
          {t('case.letter.pdf')}
        </a>
      </div>
      {letter ? <Paper letter={letter} /> : <p>{t('error.unexpected')}</p>}
    </>
  );
}

function Paper({ letter }: { letter: Letter }) {
  return (
    <article className="sheet" lang={localeOf(letter.language)}>
      <header className="sheet-head">
        <p className="sheet-state">{letter.letterhead.state}</p>
        <p>{letter.letterhead.authority}</p>
        {letter.letterhead.address.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </header>
      <dl className="sheet-references">
        {letter.references.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="sheet-date">{letter.place_date}</p>
      <h3 className="sheet-title">{letter.title}</h3>
      <p className="sheet-subtitle">{letter.subtitle}</p>
      {letter.sections.map(({ number, heading, blocks }) => (
        <section key={number}>
          <h4>
            {number}. {heading}
          </h4>
          {blocks.map((block, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the letter is written anew each time
            <Block key={`${number} ${index}`} block={block} />
          ))}
        </section>
      ))}
      <div className="sheet-signature">
        {letter.signature.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <footer className="sheet-notes">
        {letter.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
        <p>{letter.footer}</p>
      </footer>
    </article>
  );
}

const mark = (missing: boolean | undefined) => (missing ? 'sheet-hole' : undefined);

function Block({ block }: { block: LetterBlock }) {
  switch (block.type) {
    case 'paragraph':
      return <p className={mark(block.missing)}>{block.text}</p>;
    case 'rows':
      return (
        <dl className="sheet-rows">
          {block.rows.map(({ label, value, missing }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <div key={`${index} ${label}`}>
              <dt>{label}</dt>
              <dd className={mark(missing)}>{value}</dd>
            </div>
          ))}
        </dl>
      );
    case 'list':
      return (
        <ol className="sheet-list">
          {block.items.map(({ text, missing }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <li key={`${index} ${text}`} className={mark(missing)}>
              {text}
            </li>
          ))}
        </ol>
      );
  }
}
