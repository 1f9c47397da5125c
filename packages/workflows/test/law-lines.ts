import type { Amendment, BilateralLine, Line } from '../src/instruments/index.ts';

/** A bilateral treaty as its record says it. */
export function treatyLine(other: string, from: string, more: Partial<BilateralLine> = {}): BilateralLine {
  return {
    kind: 'bilateral',
    with: other,
    title: 'Treaty on Mutual Legal Assistance',
    from,
    text_verified: true,
    preservation: false,
    evidence_fields: [],
    preservation_fields: [],
    grounds: [],
    document_languages: [],
    channel: 'central',
    ...more,
  };
}

/** Lines in the order recorded, each a record of its own unless it names one. */
export function amendments(...lines: [state: string, line: Line, record?: string][]): Amendment[] {
  const versions = new Map<string, number>();
  return lines.map(([state, line, named], index) => {
    const record = named ?? `record ${index}`;
    const version = (versions.get(record) ?? 0) + 1;
    versions.set(record, version);
    return { id: index + 1, state, record, version, withdrawn: false, line };
  });
}
