// Stories of many States told in the order of time: who works there, and where each story waits for the others.
import { type DemoParticipant, demoEmail } from '@rogatoria/api/demo/people.ts';
import { type Role, states } from '@rogatoria/workflows';

/** Every Member State, with an officer of each of the roles; names are plainly invented. */
export const memberStates = (roles: readonly Role[]): DemoParticipant[] =>
  states.map(({ code, zone, document_language: language }) => ({
    code,
    kind: 'state',
    zone,
    language,
    authority: `Central Authority ${code} (simulation)`,
    desk: { name: `24/7 ${code}`, email: demoEmail('duty', code), phone: '+0 555 0100' },
    people: Object.fromEntries(roles.map((role) => [role, `Sample ${role} ${code}`])),
  }));

/** Where all stories wait for one another: time moves on when each has done what it does at this instant. */
export class Timeline {
  private waiting: { at: number; name: string; go: () => void }[] = [];
  /** Resolves when the story that was let go waits again, or has ended. */
  private parked = Promise.withResolvers<void>();

  /** Called by a story: waits until the time has come. */
  until(at: number, name: string): Promise<void> {
    const turn = Promise.withResolvers<void>();
    this.waiting.push({ at, name, go: turn.resolve });
    this.park();
    return turn.promise;
  }

  /** Called by a story: it has no more to do now. */
  park(): void {
    this.parked.resolve();
  }

  /** The instant of the next story, or undefined when all have ended. */
  next(): number | undefined {
    this.waiting.sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
    return this.waiting[0]?.at;
  }

  /** Lets the next story go on, until it waits again. */
  async step(): Promise<void> {
    const first = this.waiting.shift();
    if (!first) return;
    this.parked = Promise.withResolvers();
    first.go();
    await this.parked.promise;
  }
}

/** Two different ones. */
export function twoOf(codes: readonly string[], chance: () => number): [string, string] {
  const first = Math.floor(chance() * codes.length);
  const second = (first + 1 + Math.floor(chance() * (codes.length - 1))) % codes.length;
  return [codes[first] as string, codes[second] as string];
}

/** One of them, by weight. @param chance below 1 */
export function pick<T>(choices: readonly (readonly [T, number])[], chance: number): T {
  let left = chance * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  throw new Error('nothing to choose from');
}

/** An identity in UUID form. */
export function idOf(chance: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(chance() * 16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
