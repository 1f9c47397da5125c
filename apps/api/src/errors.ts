import type { Invalid } from '@rogatoria/workflows';
import type { ProofWay } from './reauthentication.ts';

/** A clear “no”: becomes an RFC 9457 problem document. `code` is stable API; the text comes from `problem.<code>`. */
export class DomainError extends Error {
  readonly status: number;
  readonly code: string;
  readonly extra: {
    errors?: Invalid[];
    state?: string;
    possible?: string[];
    version?: number;
    ways?: ProofWay[];
    /** seconds */
    retry_after?: number;
  };
  constructor(status: number, code: string, extra: DomainError['extra'] = {}) {
    super(extra.errors ? `${code}: ${extra.errors.map((e) => `${e.field} ${e.rule}`).join(', ')}` : code);
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

/** Unknown, or not yours: the two must not be told apart (contract: 404). */
export const notFound = () => new DomainError(404, 'not_found');

/**
 * What a log line keeps of an error: of what kind it is and where it happened. Its message and the details of the database
 * may quote what a case says, and stay out; so does all of what it was caused by but the same.
 */
export function traceOf(error: unknown): { error: object } {
  if (!(error instanceof Error)) return { error: { name: typeof error } };
  const { name, stack = '', message, cause } = error;
  const { code, trouble, table, constraint } = error as Error &
    Record<'code' | 'trouble' | 'table' | 'constraint', unknown>;
  // A message may run over several lines, of which one may look like a frame.
  const frames = stack
    .replace(message, '')
    .split('\n')
    .filter((line) => /^ {4}at /.test(line));
  const several = error instanceof AggregateError ? { errors: error.errors.map((one) => traceOf(one).error) } : {};
  const caused = cause === undefined ? {} : { cause: traceOf(cause).error };
  return {
    error: { name, code, trouble, table, constraint, frames: frames.map((line) => line.trim()), ...several, ...caused },
  };
}
