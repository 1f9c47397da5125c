import type { FormValues, Kind, Language, Letter, LetterBlock } from '@rogatoria/workflows/types.ts';
import { say } from '@rogatoria/workflows/vocabulary/index.ts';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../texts/index.tsx';
import { idOf } from './gaps.ts';
import { holesIn, spokenIn, targetOf } from './holes.ts';

interface PaperProps {
  letter: Letter;
  request: { kind: Kind; form: FormValues };
  /** the language the form is written in */
  original: Language;
  /** the section of the form being written: the letter turns to it */
  writing?: string;
  /** a hole was clicked: somebody wants to fill it in */
  onHole(field: string, path?: string): void;
}

const letterOfList = (index: number): string =>
  (index >= 26 ? letterOfList(Math.floor(index / 26) - 1) : '') + String.fromCharCode(97 + (index % 26));

interface HoleProps {
  field: string;
  path?: string | undefined;
  title: string;
  onHole: PaperProps['onHole'];
  children: ReactNode;
}

/** A link, for it has to break over lines like the words around it. */
function Hole({ field, path, title, onHole, children }: HoleProps) {
  return (
    <a
      className="hole"
      href={`#${idOf(field, path)}`}
      title={title}
      onClick={(event) => {
        event.preventDefault();
        onHole(field, path);
      }}
    >
      {children}
    </a>
  );
}

/** The letter as it will be read, holes marked; clicking one leads to its question. */
export function LetterPaper({ letter, request, original, writing, onHole }: PaperProps) {
  const { t } = useTexts();
  const { letterhead, references } = letter;
  const paper = useRef<HTMLElement>(null);
  const number = writing ? spokenIn(letter, request.kind, writing) : undefined;
  useEffect(() => {
    const column = paper.current?.closest<HTMLElement>('.draft-letter');
    const section = number ? paper.current?.querySelector<HTMLElement>(`[data-number="${number}"]`) : undefined;
    if (!column || column.scrollHeight <= column.clientHeight) return;
    const head = column.querySelector('.letter-head')?.clientHeight ?? 0;
    const top = section
      ? section.getBoundingClientRect().top - column.getBoundingClientRect().top + column.scrollTop - head - 12
      : 0;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    column.scrollTo({ top, behavior: calm ? 'auto' : 'smooth' });
  }, [number]);
  const untranslated = say(letter.language, {
    key: 'letter.untranslated',
    params: { source: say(letter.language, `letter.language.${original}`) },
  });

  function marked(
    section: Letter['sections'][number],
    text: string,
    missing: boolean | undefined,
    where: { label?: string; item?: number },
  ) {
    if (!missing) {
      const at = text.indexOf(untranslated);
      const target = at < 0 ? undefined : targetOf(letter, section, { ...where, text }, request);
      if (!target) return text;
      return (
        <>
          {text.slice(0, at)}
          <Hole
            field={target.field}
            path={target.path ? `${target.path}.translation` : 'translation'}
            title={t('draft.letter.translate')}
            onHole={onHole}
          >
            {untranslated.replaceAll(/^\[|\]$/g, '')}
          </Hole>
          {text.slice(at + untranslated.length)}
        </>
      );
    }
    const target = targetOf(letter, section, { ...where, text }, request);
    return holesIn(text).map(({ text: piece, hole }, index) => {
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text
      if (!hole) return <span key={index}>{piece}</span>;
      return target ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text
        <Hole key={index} field={target.field} path={target.path} title={t('draft.letter.fill')} onHole={onHole}>
          {piece}
        </Hole>
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text
        <mark className="hole" key={index}>
          {piece}
        </mark>
      );
    });
  }

  function block(section: Letter['sections'][number], part: LetterBlock) {
    switch (part.type) {
      case 'paragraph':
        return <p>{marked(section, part.text, part.missing, {})}</p>;
      case 'rows':
        return (
          <dl className="paper-rows">
            {part.rows.map((row) => (
              <div key={row.label}>
                <dt>{row.label}:</dt> <dd>{marked(section, row.value, row.missing, { label: row.label })}</dd>
              </div>
            ))}
          </dl>
        );
      case 'list':
        return (
          <ol className="paper-list">
            {part.items.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lettered by place
              <li key={index}>
                <span className="paper-letter">{letterOfList(index)})</span>{' '}
                {marked(section, item.text, item.missing, { item: index })}
              </li>
            ))}
          </ol>
        );
    }
  }

  return (
    <article ref={paper} className="paper" lang={letter.language} aria-label={letter.title}>
      <header className="paper-head">
        <div>
          <strong>{letterhead.state}</strong>
          <br />
          {letterhead.authority}
          {letterhead.address.map((line) => (
            <span key={line}>
              <br />
              {line}
            </span>
          ))}
        </div>
        <div className="paper-references">
          {references.map(({ label, value }) => (
            <div key={label}>
              <span className="paper-label">{label}</span> {value}
            </div>
          ))}
          <div>{letter.place_date}</div>
        </div>
      </header>
      <p className="paper-title">{letter.title}</p>
      <p className="paper-subtitle">{letter.subtitle}</p>
      {letter.sections.map((section) => (
        <section key={section.number} data-number={section.number}>
          <p className="paper-heading">
            {section.number} {section.heading}
          </p>
          {section.blocks.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no identity but their place
            <div key={index}>{block(section, part)}</div>
          ))}
        </section>
      ))}
      <div className="paper-signature">
        {letter.signature.map((line, index) =>
          index === 0 && line.startsWith('[') ? (
            <p key={line}>
              <Hole field="signatory_name" title={t('draft.letter.fill')} onHole={onHole}>
                {line.slice(1, -1)}
              </Hole>
            </p>
          ) : (
            <p key={line}>
              {line.startsWith(untranslated) ? (
                <>
                  <Hole
                    field="signatory_capacity"
                    path="translation"
                    title={t('draft.letter.translate')}
                    onHole={onHole}
                  >
                    {untranslated.replaceAll(/^\[|\]$/g, '')}
                  </Hole>
                  {line.slice(untranslated.length)}
                </>
              ) : (
                line
              )}
            </p>
          ),
        )}
      </div>
      {letter.notes.length > 0 ? (
        <div className="paper-notes">
          {letter.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      ) : null}
      <footer className="paper-foot">{letter.footer}</footer>
    </article>
  );
}
