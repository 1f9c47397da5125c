import { as } from '@rogatoria/db';
import { read } from '../../engine/vault.ts';
import type { House } from '../../house.ts';
import { receive } from '../receive.ts';
import type { Transport } from '../send.ts';

/** Both participants live in this installation: the envelope changes hands in memory, file contents from vault to vault. */
export const local: Transport = (house: House, parcel, moment) =>
  receive(
    house,
    parcel.to,
    parcel.sealed,
    async (sharedId) => {
      const file = await as(house.db, parcel.from, (trx) =>
        trx
          .selectFrom('file')
          .select(['id', 'wrapped_key'])
          .where('shared_id', '=', sharedId)
          .executeTakeFirstOrThrow(),
      );
      return read(house, parcel.from, file);
    },
    moment,
  );
