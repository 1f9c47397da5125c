export { sql } from 'kysely';
export * from './database.ts';
export { migrate } from './migrate.ts';
export type { Tables } from './schema.ts';
