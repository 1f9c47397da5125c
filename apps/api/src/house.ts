import type { Database } from '@rogatoria/db';
import type { Config } from './config.ts';
import type { Clock } from './engine/clock.ts';
import type { Keyring } from './engine/keys.ts';

/** What every slice stands on; made once at start (start.ts, main.ts, worker.ts, tests) and handed down. */
export interface House {
  config: Config;
  db: Database;
  clock: Clock;
  keys: Keyring;
  /** Says that work may be waiting for a participant. Only a hint: the sweep finds it anyway. */
  wake: (participant: string) => void;
  /**
   * Requests of the demonstration's past year that are still being told: neither swept nor delivered by the worker, whose
   * time is the present. Always empty in production.
   */
  untold: Set<string>;
  log: {
    info(detail: object, text: string): void;
    warn(detail: object, text: string): void;
    error(detail: object, text: string): void;
  };
}
