import { type DataCategory, dataCategories, type FormValues, type Kind } from './types.ts';

export const channels = ['exchange', 'oral'] as const;
/** How a request came: in writing through the exchange, or spoken first and confirmed in writing (UNCAC 46(14)). */
export type Channel = (typeof channels)[number];

/** What a request is counted under beside its States and its basis. */
export interface Classification {
  /** the principal offence: the first code that the form names; null where it names none */
  offence: string | null;
  /** one entry for each measure asked for, so that a category is counted in measures; `''` where a measure names none */
  data_categories: (DataCategory | '')[];
  /** adds to an earlier request: counted as new, with this flag */
  supplementary: boolean;
}

const list = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value : []);
const known = (value: unknown): DataCategory | '' => dataCategories.find((category) => category === value) ?? '';

/**
 * The classification of a request, read from its form when it is sent or received and kept as it was then: an attribute
 * that changed later would move a request from one cell to another without its ever having been closed (domain.md §6.2).
 * A measure of an evidence request has one category; a line of a preservation request asks for each of its categories.
 * Information and consultations are no requests and have none.
 */
export function classificationOf(kind: Kind, form: FormValues): Classification {
  if (kind !== 'evidence' && kind !== 'preservation')
    return { offence: null, data_categories: [], supplementary: false };
  const [first] = Array.isArray(form.offences) ? form.offences : [];
  return {
    offence: typeof first === 'string' ? first : null,
    data_categories:
      kind === 'evidence'
        ? list(form.measures).map((measure) => known(measure?.category))
        : list(form.identifiers).flatMap((line) =>
            Array.isArray(line?.categories) && line.categories.length > 0 ? line.categories.map(known) : [''],
          ),
    supplementary: form.request_status === 'supplementary',
  };
}
