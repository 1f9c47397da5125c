import { Kysely, PostgresDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';
import * as foundHouse from './migrations/0001_found_house.ts';
import * as kindsApart from './migrations/0002_kinds_apart.ts';
import * as parentCase from './migrations/0003_parent_case.ts';
import * as law from './migrations/0004_law.ts';
import * as identity from './migrations/0005_identity.ts';
import * as people from './migrations/0006_people.ts';
import * as record from './migrations/0007_record.ts';
import * as identityProvider from './migrations/0008_identity_provider.ts';
import * as calendarFeed from './migrations/0009_calendar_feed.ts';
import * as trust from './migrations/0010_trust.ts';
import * as timeStamps from './migrations/0011_time_stamps.ts';
import * as calendars from './migrations/0012_calendars.ts';
import * as ladders from './migrations/0013_ladders.ts';
import * as channels from './migrations/0014_channels.ts';
import * as counting from './migrations/0015_counting.ts';
import * as retention from './migrations/0016_retention.ts';
import * as serviceAccounts from './migrations/0017_service_accounts.ts';
import * as annualReturn from './migrations/0018_annual_return.ts';
import * as publication from './migrations/0019_publication.ts';
import * as directory from './migrations/0020_directory.ts';
import * as tracker from './migrations/0021_tracker.ts';
import * as directoryPublic from './migrations/0022_directory_public.ts';

const migrations: Record<string, Migration> = {
  '0001_found_house': foundHouse,
  '0002_kinds_apart': kindsApart,
  '0003_parent_case': parentCase,
  '0004_law': law,
  '0005_identity': identity,
  '0006_people': people,
  '0007_record': record,
  '0008_identity_provider': identityProvider,
  '0009_calendar_feed': calendarFeed,
  '0010_trust': trust,
  '0011_time_stamps': timeStamps,
  '0012_calendars': calendars,
  '0013_ladders': ladders,
  '0014_channels': channels,
  '0016_retention': retention,
  '0015_counting': counting,
  '0017_service_accounts': serviceAccounts,
  '0020_directory': directory,
  '0021_tracker': tracker,
  '0018_annual_return': annualReturn,
  '0019_publication': publication,
  '0022_directory_public': directoryPublic,
};

/** Brings the schema up to date, as its owner. Throws the first failure; the failed migration is rolled back. */
export async function migrate(ownerUrl: string): Promise<void> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: ownerUrl, max: 1 }) }),
  });
  try {
    const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
    if (error) throw error;
  } finally {
    await db.destroy();
  }
}
