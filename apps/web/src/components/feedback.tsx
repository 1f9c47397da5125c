import type { ReactNode } from 'react';
import { ApiProblem, type FieldProblem, Offline } from '../api/client.ts';
import { type TextTools, useTexts } from '../texts/index.tsx';
import { Button } from './button.tsx';

export function Spinner({ small = false }: { small?: boolean }) {
  const { t } = useTexts();
  return <span className={small ? 'spinner spinner-small' : 'spinner'} role="status" aria-label={t('ui.loading')} />;
}

/** Grey lines where text will be: the page does not jump when it comes. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const { t } = useTexts();
  return (
    <div className="skeleton" role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all the same
        <span key={line} />
      ))}
    </div>
  );
}

export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children ? <div className="empty-text">{children}</div> : null}
      {action}
    </div>
  );
}

/** What to tell a person about an error, in their language. */
export function errorText(error: unknown, t: TextTools['t']): string {
  if (error instanceof Offline) return t('error.offline');
  if (error instanceof ApiProblem) {
    if (error.status === 404) return t('error.not_found');
    return error.problem.detail ?? error.problem.title;
  }
  return t('error.unexpected');
}

/** Errors by field, for the controls that show their own. */
export function fieldErrors(error: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  if (error instanceof ApiProblem) for (const { field, message } of error.errors) found[field] ??= message;
  return found;
}

export interface ErrorSummaryProps {
  error: unknown;
  /** id of the control a field problem is about; default `field-<field>` */
  idOf?: (problem: FieldProblem) => string | undefined;
  /** the field's label, put before the message */
  labelOf?: (problem: FieldProblem) => string | undefined;
}

/** What was refused and why, with a link to each control. Renders nothing without an error. */
export function ErrorSummary({ error, idOf = ({ field }) => `field-${field}`, labelOf }: ErrorSummaryProps) {
  const { t } = useTexts();
  if (!error) return null;
  const errors = error instanceof ApiProblem ? error.errors : [];
  return (
    <div className="error-summary" role="alert">
      <p className="error-summary-title">
        {errors.length > 0 ? t('ui.errors', { count: errors.length }) : errorText(error, t)}
      </p>
      {errors.length > 0 ? (
        <ul>
          {errors.map((problem) => {
            const id = idOf(problem);
            const label = labelOf?.(problem);
            const text = label ? `${label}${t('ui.colon')} ${problem.message}` : problem.message;
            return (
              <li key={`${problem.field} ${problem.path ?? ''} ${problem.rule}`}>
                {id ? (
                  <a
                    href={`#${id}`}
                    onClick={(event) => {
                      const target = document.getElementById(id);
                      if (!target) return;
                      event.preventDefault();
                      target.scrollIntoView({ block: 'center' });
                      target.focus();
                    }}
                  >
                    {text}
                  </a>
                ) : (
                  text
                )}
                {problem.source ? <SourceNote source={problem.source} /> : null}
              </li>
            );
          })}
        </ul>
      ) : null}
    </div>
  );
}

/** `Budapest art. 29(2)`, and “to be confirmed” where the text could not be checked. */
export function SourceNote({
  source,
}: {
  source: { instrument: string; article?: string | undefined; verified: boolean };
}) {
  const { t, has } = useTexts();
  const short = `instrument.${source.instrument}.short`;
  return (
    <span className="source">
      {' '}
      {has(short) ? t(short) : source.instrument}
      {source.article
        ? source.instrument === 'PROFILE'
          ? ` (${source.article})`
          : ` ${t('ui.article', { article: source.article })}`
        : ''}
      {source.verified ? '' : ` (${t('ui.unverified')})`}
    </span>
  );
}

/** Shown in place of what could not be read, with a way to try again. */
export function LoadError({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTexts();
  return (
    <div className="load-error" role="alert">
      <p>{errorText(error, t)}</p>
      {retry ? <Button onPress={retry}>{t('error.again')}</Button> : null}
    </div>
  );
}
