/** What can be wrong, in one word; the texts `record.fault.*` say it in sentences. */
export const problems = [
  /** an entry that the sequence needs is not there */
  'entry_missing',
  /** an entry beyond the end that the case or the chain knows */
  'entry_added',
  /** the entry does not name its predecessor */
  'chain_broken',
  /** the entry is not what was hashed when it was written */
  'entry_altered',
  /** the request that was received or sent is not the one whose fingerprint was logged */
  'request_altered',
  /** the machine does not take this entry, or goes elsewhere with it */
  'replay_differs',
  /** the case as stored is not what its log gives */
  'case_altered',
  /** a number was given to a case that is not there */
  'case_missing',
  /** a message that the log names is not there, is another, or was never logged */
  'message_altered',
  /** a file is not what came, or not what was delivered */
  'file_altered',
  /** the figures of the case are not what its log gives */
  'figures_altered',
  /** the clocks of the case are not what its log gives */
  'clocks_altered',
  /** a version of the calendar is not what the audit sealed, is not there, or was never made */
  'calendar_altered',
  /** the directory, a test call or the address a request was sent to is not what was recorded */
  'directory_altered',
  /**
   * a meeting, a progress report, an item of the portal or an edition of the year's report is not what the audit sealed, is
   * not there, or was never made
   */
  'publication_altered',
  /** a revision of an annual return is not what the audit sealed, is not there, or was never approved or received */
  'return_altered',
  /** a checkpoint is not there */
  'checkpoint_missing',
  /** a checkpoint is not what was signed */
  'checkpoint_altered',
  /** the record is not the one that a checkpoint bound */
  'checkpoint_contradicted',
  /** a time stamp is not one of its checkpoint, or not by an authority that is trusted */
  'time_stamp_wrong',
  /** content is gone, and no tombstone that the participant signed and noted says why */
  'erasure_unfounded',
  /** what remains of an erased case is not what its tombstone says */
  'erasure_altered',
] as const;

export type FaultKind = (typeof problems)[number];
/** Where a fault is: in a case, or in one of the chains beside the cases. */
export type Chain = 'case' | 'audit' | 'custody' | 'law' | 'checkpoint';

/** What is wrong, and from which entry on. */
export interface Fault {
  participant: string;
  chain: Chain;
  case_id: string | null;
  number: string | null;
  /** the first bad entry; null when the log is right and what is stored beside it is not */
  sequence: number | null;
  problem: FaultKind;
  detail: string;
}

/** How a fault is told of one place; the rest of it is the same for all that is found there. */
export const faultIn =
  (place: Pick<Fault, 'participant' | 'chain'> & Partial<Fault>) =>
  (sequence: number | null, problem: FaultKind, detail: string): Fault => ({
    case_id: null,
    number: null,
    ...place,
    sequence,
    problem,
    detail,
  });

/** The place of a fault in a case. */
export const inCase = ({ participant, id, number }: { participant: string; id: string; number: string | null }) =>
  faultIn({ participant, chain: 'case', case_id: id, number });
