// What officers of two States do with requests, told as plain sequences; which one, and its turns, by chance.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { random } from '@rogatoria/api/demo/teller.ts';
import type { Kind, Role } from '@rogatoria/workflows';
import { exampleForm } from '@rogatoria/workflows/examples.ts';
import type { Client, Who } from './client.ts';
import type { Installation } from './installation.ts';

/** Nothing came for so long that nothing will. */
export class Stuck extends Error {}

interface Pair {
  kind: Kind;
  outgoing: string;
  incoming: string;
  requestId: string;
}

const languages: Record<string, 'pt' | 'es'> = { BRA: 'pt', CHL: 'es' };

export class Journey {
  readonly house: Installation;
  readonly client: Client;
  readonly chance: () => number;
  readonly seed: number;
  readonly patience: number;
  readonly requesting: string;
  readonly requested: string;

  constructor(house: Installation, client: Client, seed: number, patience: number) {
    this.house = house;
    this.client = client;
    this.seed = seed;
    this.patience = patience;
    this.chance = random(seed);
    [this.requesting, this.requested] = this.chance() < 0.5 ? ['BRA', 'CHL'] : ['CHL', 'BRA'];
  }

  /** Goes one of the ways. */
  async go(): Promise<void> {
    const ways = [
      () => this.whole(),
      () => this.whole(),
      () => this.withdrawal(),
      () => this.refusal(),
      () => this.dispute(),
      () => this.extension(),
      () => this.preservationAlone(),
      () => this.crossing(),
    ];
    await ways[Math.floor(this.chance() * ways.length)]?.();
  }

  /** Preservation, then the evidence that follows it, to the confirmed receipt. */
  private async whole(): Promise<void> {
    const preservation = await this.preserved(200);
    if (!preservation) return;
    const evidence = await this.accepted(preservation);
    if (!evidence) return;
    if (this.chance() < 0.4) await this.clarify(evidence);
    if (this.chance() < 0.4) await this.deliver(evidence, false);
    await this.deliver(evidence, true);
    await this.until('requesting', evidence.outgoing, 'transmitted');
    await this.ask('requesting', 'drafter', evidence.outgoing, 'confirm_receipt', {}, true);
    await this.until('requested', evidence.incoming, 'received_by_req');
    await this.until('requesting', preservation.outgoing, 'consumed');
  }

  private async withdrawal(): Promise<void> {
    const preservation = this.chance() < 0.5 ? await this.preserved(90) : undefined;
    const evidence = await this.accepted(preservation);
    if (!evidence) return;
    if (this.chance() < 0.5) await this.clarify(evidence);
    const payload = { reason: 'Arquivado.', release_preservation: this.chance() < 0.5 };
    await this.ask('requesting', 'drafter', evidence.outgoing, 'withdraw', payload, true);
    await this.until('requesting', evidence.outgoing, 'withdrawn');
  }

  private async refusal(): Promise<void> {
    const preservation = this.chance() < 0.5 ? await this.preserved(90) : undefined;
    const evidence = await this.acknowledged('evidence', preservation);
    if (!evidence) return;
    await this.refuse(evidence, 'officer');
  }

  private async refuse(pair: Pair, role: Role): Promise<void> {
    const { grounds } = await this.client.get(this.who('requested', role), `/api/cases/${pair.incoming}`);
    await this.ask(
      'requested',
      role,
      pair.incoming,
      'refuse',
      { ground: grounds[0].code, reasons: 'Razones.', consultation_held: true, consultation: 'Por teléfono.' },
      true,
    );
    await this.until('requesting', pair.outgoing, 'refused');
  }

  private async dispute(): Promise<void> {
    const evidence = await this.accepted();
    if (!evidence) return;
    await this.deliver(evidence, true);
    await this.until('requesting', evidence.outgoing, 'transmitted');
    await this.ask('requesting', 'drafter', evidence.outgoing, 'dispute_delivery', { defects: 'Ilegível.' });
    await this.until('requested', evidence.incoming, 'accepted');
    await this.deliver(evidence, true);
    await this.until('requesting', evidence.outgoing, 'transmitted');
    await this.ask('requesting', 'drafter', evidence.outgoing, 'confirm_receipt');
    await this.until('requested', evidence.incoming, 'received_by_req');
  }

  /** Extended or not, and then left to end by itself or released. */
  private async extension(): Promise<void> {
    const pair = await this.preserved(65);
    if (!pair) return;
    const payload = { until: this.date(300), reason: 'Prazo.' };
    if (!(await this.ask('requesting', 'drafter', pair.outgoing, 'request_extension', payload, true))) return;
    const asked = await this.wait('requested', pair.incoming, ({ context, outcome }) =>
      Boolean(context.extension_pending || outcome),
    );
    if (asked.outcome) return;
    if (this.chance() < 0.6) {
      await this.ask('requested', 'duty', pair.incoming, 'grant_extension', { preserved_until: this.date(300) });
    } else await this.ask('requested', 'duty', pair.incoming, 'deny_extension', { reasons: 'No.' });
    await this.wait('requesting', pair.outgoing, ({ context, outcome }) =>
      Boolean(!context.extension_pending || outcome),
    );
    if (this.chance() < 0.5) return;
    await this.ask('requesting', 'drafter', pair.outgoing, 'release', { reason: 'Arquivado.' }, true);
    await this.wait('requesting', pair.outgoing, ({ outcome }) => outcome !== null);
  }

  private async preservationAlone(): Promise<void> {
    const pair = await this.acknowledged('preservation');
    if (!pair) return;
    const turn = this.chance();
    if (turn < 0.3) await this.refuse(pair, 'duty');
    else if (turn < 0.6) {
      const payload = { cause: 'deleted', reasons: 'Borrado.' };
      await this.ask('requested', 'duty', pair.incoming, 'report_impossible', payload, true);
      await this.until('requesting', pair.outgoing, 'impossible');
    } else await this.ask('requested', 'duty', pair.incoming, 'order', { provider: 'Correo', secrecy: true });
  }

  /** Both sides act at once: what the requested side did first wins in both files. */
  private async crossing(): Promise<void> {
    const evidence = await this.accepted();
    if (!evidence) return;
    const payload = { reason: 'Arquivado.', release_preservation: false };
    await Promise.all([
      this.deliver(evidence, true),
      sleep(this.chance() * 300).then(() =>
        this.ask('requesting', 'drafter', evidence.outgoing, 'withdraw', payload, true),
      ),
    ]);
    await this.wait('requesting', evidence.outgoing, ({ outcome }) => outcome !== null);
  }

  private async clarify(pair: Pair): Promise<void> {
    if (!(await this.ask('requested', 'officer', pair.incoming, 'ask_clarification', { questions: '¿Cuál?' }))) return;
    const { state } = await this.until('requesting', pair.outgoing, 'info_requested');
    if (state !== 'info_requested') return;
    await this.ask('requesting', 'drafter', pair.outgoing, 'answer_clarification', { answers: 'Esta.' }, true);
    await this.until('requested', pair.incoming, 'accepted', 'partial', 'acknowledged');
  }

  private async deliver(pair: Pair, final: boolean): Promise<void> {
    const chunks = Array.from({ length: 3 + Math.floor(this.chance() * 20) }, (_, n) =>
      Buffer.from(`${this.seed};${n};${'203.0.113.7;'.repeat(600)}\n`),
    );
    const sha256 = createHash('sha256').update(Buffer.concat(chunks)).digest('hex');
    const officer = this.who('requested', 'officer');
    const file = await this.client.upload(officer, pair.incoming, `registros-${this.seed}.csv`, chunks, sha256);
    if (!file) return;
    const payload = { files: [file], final, complete: final };
    await this.ask('requested', 'officer', pair.incoming, 'deliver', payload, true);
  }

  private async preserved(days: number): Promise<Pair | undefined> {
    const pair = await this.acknowledged('preservation');
    if (!pair) return undefined;
    const payload = { what: 'Todo.', preserved_from: this.date(0), preserved_until: this.date(days) };
    if (!(await this.ask('requested', 'duty', pair.incoming, 'confirm', payload, true))) return undefined;
    await this.until('requesting', pair.outgoing, 'preserved');
    return pair;
  }

  private async accepted(follows?: Pair): Promise<Pair | undefined> {
    const pair = await this.acknowledged('evidence', follows);
    if (!pair || !(await this.ask('requested', 'officer', pair.incoming, 'accept'))) return undefined;
    // The officer goes on at once: what follows may overtake the acceptance on its way.
    if (this.chance() < 0.5) await this.until('requesting', pair.outgoing, 'accepted');
    return pair;
  }

  private async acknowledged(kind: Kind, follows?: Pair): Promise<Pair | undefined> {
    const pair = await this.sent(kind, follows);
    const role = kind === 'preservation' ? 'duty' : 'officer';
    const payload = { reference: `UCI-${this.seed}/2026`, officer: 'Unidad A', complete: true };
    return pair && (await this.ask('requested', role, pair.incoming, 'acknowledge', payload, true)) ? pair : undefined;
  }

  private async sent(kind: Kind, follows?: Pair): Promise<Pair | undefined> {
    const lang = languages[this.requesting] as 'pt' | 'es';
    const { form, translations } = exampleForm(kind, {
      lang,
      seed: this.seed,
      requesting: this.requesting,
      requested: this.requested,
      today: this.date(0),
    });
    const drafter = this.who('requesting', 'drafter');
    const outgoing = await this.client.create(drafter, {
      kind,
      counterpart: this.requested,
      title: `Dados ${this.seed}`,
      bases: kind === 'preservation' ? ['ETS185'] : ['OAS-A55', 'ETS185'],
      form_language: lang,
      form: { ...form, ...(follows ? { preservations: [follows.requestId] } : {}) },
      translations,
    });
    await this.ask('requesting', 'drafter', outgoing, 'submit');
    if (this.chance() < 0.2) {
      await this.ask('requesting', 'approver', outgoing, 'return_for_correction', { defects: 'Período.' });
      await this.ask('requesting', 'drafter', outgoing, 'submit', {}, true);
    }
    await this.ask('requesting', 'approver', outgoing, 'approve', {}, true);
    if (!(await this.ask('requesting', 'approver', outgoing, 'transmit', {}, true))) return undefined;
    const { request_id: requestId, number } = await this.client.get(drafter, `/api/cases/${outgoing}`);
    const officer = this.who('requested', 'officer');
    const incoming = await this.patiently(`${number} has not arrived`, async () => {
      const { items } = await this.client.get(officer, `/api/cases?direction=incoming&q=${number}`);
      return items[0]?.id as string | undefined;
    });
    return { kind, outgoing, incoming, requestId };
  }

  private who(side: 'requesting' | 'requested', role: Role): Who {
    return { role, state: this[side] };
  }

  private ask(
    side: 'requesting' | 'requested',
    role: Role,
    id: string,
    name: string,
    payload: object = {},
    maybeTwice = false,
  ): Promise<boolean> {
    return this.client.command(this.who(side, role), id, name, payload, maybeTwice && this.chance() < 0.5);
  }

  private until(side: 'requesting' | 'requested', id: string, ...states: string[]) {
    return this.wait(side, id, ({ state, outcome }) => states.includes(state) || (outcome && state !== 'transmitted'));
  }

  // biome-ignore lint/suspicious/noExplicitAny: a case as the API shows it
  private wait(side: 'requesting' | 'requested', id: string, enough: (view: any) => boolean): Promise<any> {
    return this.patiently(`${id} of ${this[side]} did not move on`, async () => {
      const view = await this.client.get(this.who(side, 'officer'), `/api/cases/${id}`);
      return enough(view) ? view : undefined;
    });
  }

  private async patiently<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    for (const deadline = Date.now() + this.patience; ; ) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new Stuck(what);
      await sleep(100);
    }
  }

  private date(days: number): string {
    return new Date(Date.parse(this.house.now()) + days * 86_400_000).toISOString().slice(0, 10);
  }
}
