/** What officers do with an annual return, and the messages that pass between a State and the Secretariat about it. */
import { type TSchema, Type } from 'typebox';
import type { Role } from '../types.ts';
import { Content } from './content.ts';

export interface ReturnCommand {
  roles: readonly Role[];
  payload: TSchema;
}

const body = <T extends Record<string, TSchema>>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });
const prose = () => Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' });
const revision = () => Type.Integer({ minimum: 1, maximum: 1_000 });
const year = () => Type.Integer({ minimum: 2000, maximum: 2199 });

const nothing = body({});
const state = (payload: TSchema): ReturnCommand => ({ roles: ['statistics'], payload });
const desk = (payload: TSchema): ReturnCommand => ({ roles: ['desk'], payload });

/** The statistics officer of the entity that the State named (rec. 20); the desk of the Secretariat. */
export const returnCommands = {
  reporting: {
    /** derives the figures from the State's own cases, once more where they are there already */
    prefill: state(nothing),
    /** types figures; what is checked of them is said by `entries.ts` */
    enter: state(nothing),
    /** takes the figures of a spreadsheet */
    import: state(nothing),
    /** locks, signs and sends */
    approve: state(nothing),
    answer: state(body({ text: prose() })),
    correct: state(body({ reason: prose() })),
    restate: state(body({ reason: prose() })),
    /** what was sent stands: the correction or restatement under way is given up */
    abandon: state(nothing),
  },
  receiving: {
    /** the spreadsheet of a State that is not connected */
    record: desk(body({ reason: Type.Optional(prose()) })),
    query: desk(body({ text: prose() })),
    accept: desk(nothing),
    publish: desk(nothing),
  },
} as const satisfies Record<string, Record<string, ReturnCommand>>;

export type ReturnSide = keyof typeof returnCommands;

/** Messages by the side that receives them, with the schema of their bodies. */
export const returnMessages = {
  reporting: {
    /** opens the State's return of a year; `due`: last day, in the State's own zone */
    round_opening: body({ year: year(), due: Type.String({ format: 'date' }) }),
    return_query: body({ text: prose() }),
    return_acceptance: body({ revision: revision() }),
    return_publication: body({ revision: revision() }),
  },
  receiving: {
    annual_return: body({
      year: year(),
      revision: revision(),
      /** of a correction or restatement: why */
      reason: Type.Union([prose(), Type.Null()]),
      content: Content,
      /** the State's word on the content itself, that stays provable apart from the envelope: JWS over `ReturnSeal` */
      signature: Type.String({ maxLength: 4_000 }),
    }),
    return_answer: body({ text: prose() }),
  },
} as const satisfies Record<ReturnSide, Record<string, TSchema>>;

const types: ReadonlySet<string> = new Set(Object.values(returnMessages).flatMap((side) => Object.keys(side)));
/** Whether a message is about an annual return and not about a request. */
export const isReturnMessage = (type: string): boolean => types.has(type);
