/** What a request to a State needs, from the law in force: each line with its source, and its mark where none was seen. Pure. */
import type { BilateralTreaty, Instrument, Law, Party, Reservation } from '@rogatoria/workflows';
import type { ProfileLine } from '@rogatoria/workflows/instruments/index.ts';

export interface StateGuide {
  state: string;
  profile: ProfileLine | null;
  /** instruments in force for it on the day, in the order of the catalogue */
  binding: { item: Instrument; party: Party; reservations: Reservation[] }[];
  /** signed, or in force for it later */
  signed: Instrument[];
  unknown: Instrument[];
  bilateral: BilateralTreaty[];
}

const within = ({ from, until }: { from?: string | null; until?: string | null }, day: string): boolean =>
  (from ?? '') <= day && day <= (until ?? '9999-12-31');

/** The guide to a State on a day (`YYYY-MM-DD`). */
export function guideTo(law: Law, state: string, day: string): StateGuide {
  const joined = law.instruments.filter(({ kind, code }) => kind !== 'domestic' && code !== 'BILAT');
  const partyOf = (item: Instrument) =>
    item.in_force !== null && item.in_force <= day
      ? item.parties.find((party) => party.state === state && within(party, day))
      : undefined;
  return {
    state,
    profile: law.profiles[state] ?? null,
    binding: joined.flatMap((item) => {
      const party = partyOf(item);
      const reservations = item.reservations.filter((one) => one.state === state && within(one, day));
      return party ? [{ item, party, reservations }] : [];
    }),
    signed: joined.filter(
      (item) =>
        !partyOf(item) &&
        (item.signatories.some((one) => one.state === state) ||
          item.parties.some((one) => one.state === state && (one.until ?? day) >= day)),
    ),
    unknown: joined.filter((item) => !partyOf(item) && item.unknown.includes(state)),
    bilateral: law.bilateral.filter(({ states, ...period }) => states.includes(state) && within(period, day)),
  };
}
