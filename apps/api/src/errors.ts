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
