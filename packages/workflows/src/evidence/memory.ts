/** What both files of an evidence request remember, and how: the same memory, so that the two can be compared. */
import { assign } from 'xstate';
import { effects, type MachineEvent, type Records, remember } from '../effects.ts';
import { conditionOf, isDischargeable, nextDue, type Obligation, obligationsOf, settle } from '../obligations.ts';

export interface EvidenceMemory {
  records: Records;
  /** where a question, a postponement or a lapse returns to */
  resume: 'acknowledged' | 'accepted' | 'partial';
  /** clarification rounds asked (M8) */
  rounds: number;
  /** consultations begun: an answer names the one it belongs to */
  consultations: number;
  /** the conditions proposed last and not yet answered (28(2)) */
  proposal: { subjects: string[]; conditions: string } | null;
  /** deliveries made */
  deliveries: number;
  /** what outlives the request */
  obligations: Obligation[];
  /** an emergency that is not yet approved and in writing (UNCAC 46(14)) */
  unconfirmed: boolean;
  /** the requesting State asked how far the request is, and has no answer (UNCAC 46(24)) */
  status_asked: boolean;
  /** the requesting State asked to use the evidence beyond its purpose, and has no answer (Nassau 25) */
  use_asked: boolean;
}

export const memory: EvidenceMemory = {
  records: {},
  resume: 'acknowledged',
  rounds: 0,
  consultations: 0,
  proposal: null,
  deliveries: 0,
  obligations: [],
  unconfirmed: false,
  status_asked: false,
  use_asked: false,
};

type Args = { context: EvidenceMemory; event: MachineEvent };

/** The actions of a machine whose events are `Event`. */
export function actions<Event extends MachineEvent>() {
  const set = (change: (args: Args) => Partial<EvidenceMemory>) =>
    assign<EvidenceMemory, Event, undefined, Event, never>(change);
  return {
    ...effects,
    remember: set(({ context, event }) => ({ records: remember(context.records, event) })),
    resumeTo: assign<EvidenceMemory, Event, { state: EvidenceMemory['resume'] }, Event, never>({
      resume: (_, to) => to.state,
    }),
    countRound: set(({ context }) => ({ rounds: context.rounds + 1 })),
    countConsultation: set(({ context }) => ({ consultations: context.consultations + 1 })),
    /** A delivery is counted, and what it obliges to is kept. */
    countDelivery: set(({ context, event }) => ({
      deliveries: context.deliveries + 1,
      obligations: [...context.obligations, ...obligationsOf(event.payload)],
    })),
    propose: set(({ event: { payload } }) => ({
      proposal: { subjects: payload.subjects, conditions: payload.conditions },
    })),
    /** The conditions proposed bind from now on (28(3)). */
    bind: set(({ context: { proposal, obligations } }) => ({
      proposal: null,
      obligations: proposal ? [...obligations, conditionOf(proposal)] : obligations,
    })),
    decline: set(() => ({ proposal: null })),
    discharge: set(({ context, event }) => ({
      obligations: settle(context.obligations, 'discharged', event.payload, event.at),
    })),
    waive: set(({ context, event }) => ({
      obligations: settle(context.obligations, 'waived', event.payload, event.at),
    })),
    owe: set(() => ({ unconfirmed: true })),
    confirm: set(() => ({ unconfirmed: false })),
    askStatus: set(() => ({ status_asked: true })),
    giveStatus: set(() => ({ status_asked: false })),
    askUse: set(() => ({ use_asked: true })),
    answerUse: set(() => ({ use_asked: false })),
  };
}

export const guards = {
  resumes: ({ context }: Args, to: { state: EvidenceMemory['resume'] }) => context.resume === to.state,
  final: ({ event }: Args) => event.payload.final === true,
  accepted: ({ event }: Args) => event.payload.accepted === true,
  /** an answer to an earlier consultation, which was closed without it, answers no later one */
  stale: ({ context, event }: Args) => event.payload.number !== context.consultations,
  acceptedAnd: ({ context, event }: Args, to: { state: EvidenceMemory['resume'] }) =>
    event.payload.accepted === true && context.resume === to.state,
  emergency: ({ event }: Args) => event.payload.emergency !== undefined,
  unconfirmed: ({ context }: Args) => context.unconfirmed,
  statusAsked: ({ context }: Args) => context.status_asked,
  statusNotAsked: ({ context }: Args) => !context.status_asked,
  useAsked: ({ context }: Args) => context.use_asked,
  useNotAsked: ({ context }: Args) => !context.use_asked,
  /** something is to be returned, destroyed or paid */
  owes: ({ context }: Args) => context.obligations.some(({ kind, done }) => isDischargeable(kind) && done === null),
};

/** Clocks that stand still while the requested State waits for the requesting one. */
export const performance = ['evidence_decide', 'evidence_execute'] as const;

/** Back to where the request stood before a question or a postponement. */
export const back = <const Actions extends readonly unknown[]>(actions: Actions) =>
  [
    { guard: { type: 'resumes', params: { state: 'acknowledged' } }, target: 'acknowledged', actions },
    { guard: { type: 'resumes', params: { state: 'accepted' } }, target: 'accepted', actions },
    { target: 'partial', actions },
  ] as const;

/** The earliest day on which something is still owed runs as one clock. */
export const watchObligations = {
  type: 'start',
  params: ({ context }: { context: EvidenceMemory }) => ({ kind: 'obligation', until: nextDue(context.obligations) }),
} as const;
