/** Tells one past request: real commands of real accounts through the one writer, at times that have passed. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { as } from '@rogatoria/db';
import {
  basesFor,
  type Kind,
  type KindApart,
  type RequestKind,
  type Role,
  stateOf,
  zoneOf,
} from '@rogatoria/workflows';
import { exampleForm } from '@rogatoria/workflows/examples.ts';
import { groundViews } from '../cases/views.ts';
import { nextEnd, sweep } from '../deadlines/sweep.ts';
import { noteCustody } from '../engine/chains.ts';
import { command, linkRequests, type Officer, openDraft } from '../engine/handle.ts';
import { lawInForce } from '../engine/law.ts';
import { once } from '../engine/once.ts';
import { store } from '../engine/vault.ts';
import { deliverOutbox } from '../exchange/send.ts';
import type { House } from '../house.ts';

/** The telling was interrupted; it goes on at the next start. */
export class Interrupted extends Error {}

/** The present is reached: what would come next has not happened yet. */
export class Present extends Error {}

export interface File {
  kind: Kind;
  urgency: string;
  requestId: string;
  /** case id at each end; the requested one is known once the request has arrived */
  outgoing: string;
  incoming: string | null;
}

export type Officers = (participant: string, role: Role) => Officer;

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const hour = 3_600_000;

/** The same instant, or the next morning's when nobody is at a desk there: what takes days is done by day. */
function officeTime(time: number, state: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.round(time)).toZonedDateTimeISO(zoneOf(state));
  if (local.dayOfWeek <= 5 && local.hour >= 8 && local.hour < 19) return time;
  const days = local.hour < 8 && local.dayOfWeek <= 5 ? 0 : local.dayOfWeek >= 5 ? 8 - local.dayOfWeek : 1;
  const morning = local
    .add({ days })
    .with({ hour: 8 + (local.minute % 3), minute: local.minute, second: local.second });
  return morning.epochMilliseconds;
}

export class Teller {
  readonly house: House;
  readonly officers: Officers;
  readonly requesting: string;
  readonly requested: string;
  readonly name: string;
  readonly chance: () => number;
  readonly until: number;
  readonly stopped: () => boolean;
  /** request ids of this story, fixed so that a second telling recognises its own cases */
  readonly ids: Record<Kind, string>;
  time: number;
  step = 0;
  files: File[] = [];

  constructor(
    house: House,
    officers: Officers,
    story: {
      name: string;
      requesting: string;
      requested: string;
      start: number;
      until: number;
      seed: number;
      ids: Record<Kind, string>;
      stopped: () => boolean;
    },
  ) {
    this.house = house;
    this.officers = officers;
    this.name = story.name;
    this.requesting = story.requesting;
    this.requested = story.requested;
    this.time = story.start;
    this.until = story.until;
    this.stopped = story.stopped;
    this.ids = story.ids;
    this.chance = random(story.seed);
  }

  get now(): string {
    return new Date(this.time).toISOString();
  }

  date(days: number): string {
    return new Date(this.time + days * 24 * hour).toISOString().slice(0, 10);
  }

  /** Lets between `least` and `most` hours pass; the clocks of these files run on the way. */
  async wait(least: number, most: number): Promise<void> {
    if (this.stopped()) throw new Interrupted();
    const drawn = this.time + (least + this.chance() * (most - least)) * hour;
    const next = most < 24 ? drawn : officeTime(drawn, this.requested);
    if (next > this.until) {
      await this.pass(this.until);
      throw new Present();
    }
    await this.pass(next);
  }

  /** Lets time go by until an instant, with all that it brings to these files. */
  protected async pass(time: number): Promise<void> {
    // A clock that ends on the way ends at its own time, and what it says is delivered then.
    for (let end = await this.nextEnd(time); end !== null; end = await this.nextEnd(time)) await this.sweepAt(end);
    await this.sweepAt(time);
  }

  private async nextEnd(before: number): Promise<number | null> {
    const preservations = this.files.flatMap(({ kind, incoming }) =>
      kind === 'preservation' && incoming ? [incoming] : [],
    );
    const at = preservations.length > 0 ? await nextEnd(this.house, this.requested, preservations, this.now) : null;
    return at !== null && Date.parse(at) <= before ? Date.parse(at) : null;
  }

  private async sweepAt(time: number): Promise<void> {
    this.time = time;
    for (const [participant, cases] of this.ends()) {
      if (cases.length === 0) continue;
      const { ended } = await sweep(this.house, participant, { now: this.now, past: true }, { cases });
      if (ended > 0) await this.exchange();
    }
  }

  /** Both participants with their cases of this story. */
  private ends(): [string, string[]][] {
    return [
      [this.requesting, this.files.map(({ outgoing }) => outgoing)],
      [this.requested, this.files.flatMap(({ incoming }) => incoming ?? [])],
    ];
  }

  /** Carries what waits between the two ends until nothing does. */
  async exchange(): Promise<void> {
    for (let moved = 1; moved > 0; ) {
      moved = 0;
      for (const [participant, cases] of this.ends()) {
        if (cases.length > 0)
          moved += await deliverOutbox(this.house, participant, { now: this.now, past: true }, { cases });
      }
      for (const file of this.files) file.incoming ??= await this.arrived(file);
    }
  }

  private async arrived(file: File): Promise<string | null> {
    const row = await as(this.house.db, this.requested, (trx) =>
      trx.selectFrom('case_file').select('id').where('request_id', '=', file.requestId).executeTakeFirst(),
    );
    return row?.id ?? null;
  }

  async do(
    side: 'requesting' | 'requested',
    role: Role,
    file: File,
    name: string,
    payload: Record<string, unknown> = {},
  ): Promise<void> {
    const participant = side === 'requesting' ? this.requesting : this.requested;
    const id = side === 'requesting' ? file.outgoing : file.incoming;
    if (!id) throw new Error(`${this.name}: ${name} before the request has arrived`);
    const key = `${this.name}-${this.step++}`;
    await command(
      this.house,
      this.officers(participant, role),
      id,
      name,
      payload,
      { key },
      { now: this.now, past: true },
    );
    await this.exchange();
  }

  /** Drafts, reviews and sends one file; `follows` links an evidence request to its preservation, `of` to a consultation. */
  async send(
    kind: Kind,
    seed: number,
    options: { follows?: File; of?: File; corrected?: boolean; form?: Record<string, unknown> } = {},
  ): Promise<File> {
    const language = stateOf(this.requesting).document_language;
    const example = exampleForm(kind, {
      lang: language,
      seed,
      requesting: this.requesting,
      requested: this.requested,
      today: this.now.slice(0, 10),
    });
    const form: Record<string, unknown> = {
      ...example.form,
      ...(options.follows ? { preservations: [options.follows.requestId] } : {}),
      ...options.form,
    };
    const bases = basesFor({
      requesting: this.requesting,
      requested: this.requested,
      date: this.now.slice(0, 10),
      kind,
    })
      .filter(
        (finding) => finding.applies && finding.usable && ['OAS-A55', 'ETS185', 'RECIPROCITY'].includes(finding.basis),
      )
      .map(({ basis }) => basis);
    const chosen =
      kind === 'consultation'
        ? []
        : kind !== 'evidence' && bases.includes('ETS185')
          ? ['ETS185']
          : bases.some((b) => b !== 'RECIPROCITY')
            ? bases.filter((b) => b !== 'RECIPROCITY')
            : bases;
    const drafter = this.officers(this.requesting, kind === 'preservation' ? 'duty' : 'drafter');
    const key = `${this.name}-${this.step++}`;
    const { id } = await as(this.house.db, this.requesting, (trx) =>
      once(trx, drafter, key, { kind }, { now: this.now }, async () => {
        const row = await openDraft(
          trx,
          drafter,
          {
            kind,
            counterpart: this.requested,
            title: titleOf(example.story, kind, language),
            bases: chosen,
            form_language: language,
            form,
            translations: example.translations,
            request_id: this.ids[kind],
          },
          { now: this.now },
        );
        const linked = [options.follows, options.of].flatMap((file) => (file ? [{ request_id: file.requestId }] : []));
        await linkRequests(trx, row, linked);
        return { id: row.id };
      }),
    );
    const file: File = {
      kind,
      urgency: example.form.urgency as string,
      requestId: this.ids[kind],
      outgoing: id,
      incoming: null,
    };
    this.files.push(file);
    const role = kind === 'preservation' ? 'duty' : 'drafter';
    await this.wait(0.2, 3);
    if (kind === 'consultation') {
      await this.do('requesting', role, file, 'transmit');
      return file;
    }
    await this.do('requesting', role, file, 'submit');
    if (options.corrected) {
      await this.wait(1, 20);
      await this.do('requesting', 'approver', file, 'return_for_correction', { defects: this.say(corrections) });
      await this.wait(1, 10);
      await this.do('requesting', role, file, 'submit');
    }
    await this.wait(0.2, kind === 'preservation' ? 2 : 24);
    await this.do('requesting', 'approver', file, 'approve');
    await this.do('requesting', 'approver', file, 'transmit');
    return file;
  }

  /** A sentence in the language of the State that says it; `requested` unless told otherwise. */
  say(sentence: Record<string, string>, side: 'requesting' | 'requested' = 'requesting'): string {
    return (
      sentence[stateOf(side === 'requesting' ? this.requesting : this.requested).document_language] ??
      (sentence.en as string)
    );
  }

  /** The grounds on which this request may be refused. */
  async grounds(file: File): Promise<string[]> {
    return as(this.house.db, this.requested, async (trx) => {
      const row = await trx
        .selectFrom('case_file')
        .selectAll()
        .where('id', '=', file.incoming ?? '')
        .executeTakeFirstOrThrow();
      return groundViews(row, await lawInForce(trx), this.now).map(({ code }) => code);
    });
  }

  /** Adds an evidence file of invented records to the requested State's file. */
  async evidence(file: File, name: string, lines: number): Promise<string> {
    if (!file.incoming) throw new Error(`${this.name}: no incoming file`);
    const participant = this.requested;
    const existing = await as(this.house.db, participant, (trx) =>
      trx
        .selectFrom('file')
        .select('id')
        .where('case_id', '=', file.incoming as string)
        .where('name', '=', name)
        .executeTakeFirst(),
    );
    if (existing) return existing.id;
    const id = randomUUID();
    const rows = Array.from(
      { length: lines },
      (_, n) => `${this.now};203.0.113.${n % 250};user-${Math.floor(this.chance() * 1e6)}@mail.example\n`,
    );
    const stored = await store(
      this.house,
      participant,
      id,
      Readable.from(['time;address;account\n', ...rows].map((row) => Buffer.from(row))),
    );
    const officer = this.officers(participant, 'officer');
    await as(this.house.db, participant, async (trx) => {
      await trx
        .insertInto('file')
        .values({
          id,
          participant,
          case_id: file.incoming as string,
          shared_id: randomUUID(),
          purpose: 'evidence',
          origin: 'ours',
          name,
          media_type: 'text/csv',
          ...stored,
          delivery: null,
          verified_at: null,
          created_at: this.now,
        })
        .execute();
      await noteCustody(trx, {
        participant,
        file_id: id,
        at: this.now,
        actor: officer.id,
        action: 'added',
        sha256: stored.sha256,
      });
    });
    return id;
  }
}

const corrections = {
  en: 'The period of the traffic data is not justified by the facts. Please narrow it.',
  es: 'El período de los datos de tráfico no se justifica con los hechos. Redúzcalo, por favor.',
  pt: 'O período dos dados de tráfego não se justifica pelos fatos. Favor reduzi-lo.',
  fr: 'La période des données relatives au trafic n’est pas justifiée par les faits. Veuillez la réduire.',
};

/** Titles of what is no request: nothing of the content, for an offer shows them. */
const titlesApart: Record<KindApart, Record<string, string>> = {
  information: {
    en: 'Data that concern persons in your State',
    es: 'Datos relativos a personas en su Estado',
    pt: 'Dados relativos a pessoas no seu Estado',
    fr: 'Données concernant des personnes dans votre État',
  },
  consultation: {
    en: 'Are connection records of a provider still held?',
    es: '¿Se conservan registros de conexión de un proveedor?',
    pt: 'Registros de conexão de um provedor ainda são guardados?',
    fr: 'Des journaux de connexion sont-ils encore conservés ?',
  },
};

function titleOf(story: string, kind: Kind, language: string): string {
  const own = kind === 'evidence' || kind === 'preservation' ? titles[story]?.[kind] : titlesApart[kind];
  return own?.[language] ?? story;
}

/** Titles of the invented stories, as a drafter would write them. */
const titles: Record<string, Record<RequestKind, Record<string, string>>> = {
  fraud: {
    preservation: {
      en: 'Preservation: account used in a bank transfer fraud',
      es: 'Conservación: cuenta usada en una estafa bancaria',
      pt: 'Preservação: conta usada em fraude bancária',
      fr: 'Conservation : compte utilisé pour une fraude au virement',
    },
    evidence: {
      en: 'Records of an account used in a bank transfer fraud',
      es: 'Registros de una cuenta usada en una estafa bancaria',
      pt: 'Registros de conta usada em fraude bancária',
      fr: 'Données d’un compte utilisé pour une fraude au virement',
    },
  },
  ransomware: {
    preservation: {
      en: 'Preservation: server behind a ransomware attack',
      es: 'Conservación: servidor de un ataque con ransomware',
      pt: 'Preservação: servidor de ataque de ransomware',
      fr: 'Conservation : serveur d’une attaque par rançongiciel',
    },
    evidence: {
      en: 'Server logs of a ransomware attack',
      es: 'Registros de servidor de un ataque con ransomware',
      pt: 'Registros de servidor de ataque de ransomware',
      fr: 'Journaux de serveur d’une attaque par rançongiciel',
    },
  },
  account_takeover: {
    preservation: {
      en: 'Preservation: takeover of a mail account',
      es: 'Conservación: toma de control de una cuenta de correo',
      pt: 'Preservação: invasão de conta de e-mail',
      fr: 'Conservation : prise de contrôle d’un compte de messagerie',
    },
    evidence: {
      en: 'Sign-in records of a mail account that was taken over',
      es: 'Registros de acceso de una cuenta de correo tomada',
      pt: 'Registros de acesso de conta de e-mail invadida',
      fr: 'Connexions à un compte de messagerie usurpé',
    },
  },
  child_protection: {
    preservation: {
      en: 'Preservation: protection of a minor',
      es: 'Conservación: protección de una persona menor de edad',
      pt: 'Preservação: proteção de menor de idade',
      fr: 'Conservation : protection d’un mineur',
    },
    evidence: {
      en: 'Account data in a child protection matter',
      es: 'Datos de cuenta en un asunto de protección de menores',
      pt: 'Dados de conta em caso de proteção de menor',
      fr: 'Données de compte dans une affaire de protection de mineur',
    },
  },
  clinic_data: {
    preservation: {
      en: 'Preservation: data stolen from a clinic',
      es: 'Conservación: datos sustraídos de una clínica',
      pt: 'Preservação: dados furtados de clínica',
      fr: 'Conservation : données dérobées à une clinique',
    },
    evidence: {
      en: 'Cloud storage used in a data theft at a clinic',
      es: 'Almacenamiento usado en el robo de datos de una clínica',
      pt: 'Armazenamento usado em furto de dados de clínica',
      fr: 'Stockage en ligne utilisé pour un vol de données dans une clinique',
    },
  },
  threats: {
    preservation: {
      en: 'Preservation: threats by messages',
      es: 'Conservación: amenazas por mensajes',
      pt: 'Preservação: ameaças por mensagens',
      fr: 'Conservation : menaces par messages',
    },
    evidence: {
      en: 'Subscriber behind threatening messages',
      es: 'Abonado de unos mensajes amenazantes',
      pt: 'Assinante de mensagens ameaçadoras',
      fr: 'Abonné à l’origine de messages menaçants',
    },
  },
};
