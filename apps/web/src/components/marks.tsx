import type { CaseSummary } from '@rogatoria/api/cases/schemas.ts';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/index.tsx';

/** Who and how urgent: amber ours, blue theirs, green done, red late, violet emergency. Always with a word. */
export type Tone = 'us' | 'them' | 'done' | 'late' | 'emergency' | 'plain';

export function Pill({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`pill pill-${tone}`}>{children}</span>;
}

const obtained = new Set(['executed_full', 'executed_partial', 'consumed', 'released']);

/** The colour a case has: late before whose turn it is, done when nobody's. */
export function toneOf(item: CaseSummary): Tone {
  // Green is what was obtained or no longer needed; a refusal or a lapse is over, not done.
  if (item.ball === 'nobody') return obtained.has(item.outcome ?? '') ? 'done' : 'plain';
  if (item.due?.late && item.due.holder === 'us') return 'late';
  return item.ball;
}

/** The state of a case in words, coloured by whose turn it is. */
export function StatePill({ item }: { item: CaseSummary }) {
  const { first } = useTexts();
  return (
    <Pill tone={toneOf(item)}>
      {first([`state.${item.kind}.${item.direction}.${item.state}`, `state.${item.state}`])}
    </Pill>
  );
}

/** A State's code in a box, its name on hover and for a screen reader. */
export function StateTag({ code }: { code: string }) {
  const { stateName } = useTexts();
  return (
    <abbr className="state-tag" title={stateName(code)}>
      {code}
    </abbr>
  );
}

/** A basis or other instrument by its short name. */
export function InstrumentName({ code }: { code: string }) {
  const { t, has } = useTexts();
  const key = `instrument.${code}.short`;
  const name = `instrument.${code}.name`;
  return <span title={has(name) ? t(name) : undefined}>{has(key) ? t(key) : code}</span>;
}

interface CardProps {
  title?: ReactNode;
  /** a coloured edge: whose move this is */
  tone?: Tone;
  className?: string;
  /** heading level of the title */
  level?: 2 | 3;
  children: ReactNode;
}

export function Card({ title, tone, className, level = 2, children }: CardProps) {
  const Heading = `h${level}` as const;
  return (
    <section className={`card${tone ? ` card-${tone}` : ''}${className ? ` ${className}` : ''}`}>
      {title ? <Heading className="card-title">{title}</Heading> : null}
      {children}
    </section>
  );
}
