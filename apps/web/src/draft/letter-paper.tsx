import type { FormValues, Kind, Letter, LetterBlock } from '@rogatoria/workflows/types.ts';
import { useTexts } from '../texts/index.tsx';
import { holesIn, targetOf } from './holes.ts';

interface PaperProps {
  letter: Letter;
  request: { kind: Kind; form: FormValues };
  /** a hole was clicked: somebody wants to fill it in */
  onHole(field: string, path?: string): void;
}

const letterOfList = (index: number): string =>
  (index >= 26 ? letterOfList(Math.floor(index / 26) - 1) : '') + String.fromCharCode(97 + (index % 26));

/** The letter as it will be read, holes marked; clicking one leads to its question. */
export function LetterPaper({ letter, request, onHole }: PaperProps) {
  const { t } = useTexts();
  const { letterhead, references } = letter;

  function marked(
    section: Letter['sections'][number],
    text: string,
    missing: boolean | undefined,
    where: { label?: string; item?: number },
  ) {
    if (!missing) return text;
    const target = targetOf(letter, section, { ...where, text }, request);
    return holesIn(text).map(({ text: piece, hole }, index) => {
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text
      if (!hole) return <span key={index}>{piece}</span>;
      return target ? (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text
          key={index}
          type="button"
          className="hole"
          title={t('draft.letter.fill')}
          onClick={() => onHole(target.field, target.path)}
        >
          {piece}
        </button>
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
    <article className="paper" lang={letter.language} aria-label={letter.title}>
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
        <section key={section.number}>
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
              <button
                type="button"
                className="hole"
                title={t('draft.letter.fill')}
                onClick={() => onHole('signatory_name')}
              >
                {line.slice(1, -1)}
              </button>
            </p>
          ) : (
            <p key={line}>{line}</p>
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
