// `pnpm check NAME`: the proofs at full size, one JSON line each; `pnpm test` runs each at a small size. Ends with 1 when
// a proof fails, and with 2, naming those there are, when there is none of this name.
import { parseArgs } from 'node:util';
import { machines } from '@rogatoria/workflows';
import { explore, type Options, type Property, variants } from '@rogatoria/workflows/protocol.ts';
import { type Kind, kinds } from '@rogatoria/workflows/types.ts';
import { calendars } from './calendars/calendars.ts';
import { decade } from './decade/decade.ts';
import { disclosure } from './disclosure/disclosure.ts';
import { fuzzHouse } from './fuzz/fuzz.ts';
import { withPostgres } from './harness/server.ts';
import { isolation } from './isolation/isolation.ts';
import { mutation } from './mutation/run.ts';
import { region } from './region/region.ts';
import { tamper } from './tamper/run.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string' },
    workers: { type: 'string' },
    file: { type: 'string' },
  },
});
const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
/** A smaller run of a proof that draws: how many, from which seed, by how many processes, in which files. */
const options = {
  sample: number(values.sample),
  seed: number(values.seed),
  workers: number(values.workers),
  file: values.file,
};

type Figures = { ok: boolean; seed: number } & Record<string, unknown>;

const seed = options.seed ?? Number(process.env.SEED ?? 20261121);

const checks: Record<string, () => Figures | Promise<Figures>> = {
  protocol,
  calendar: async () => ({ ...(await calendars({ sample: options.sample, seed }, console.error)) }),
  disclosure: async () => ({ ...(await disclosure({ sample: options.sample, seed }, console.error)) }),
  mutation: () => mutation(options),
  isolation: () => withPostgres(async () => ({ ...(await isolation({ seed, full: true }, console.error)) })),
  fuzz: () => withPostgres(() => fuzzHouse({ seed, wanted: options.sample ?? 100_000 }, console.error)),
  decade: () =>
    withPostgres(() => decade({ seed, years: 10, requests: options.sample ?? 700, progress: console.error })),
  region: () =>
    withPostgres(() =>
      region({
        ...{ seed, connected: 18, spreadsheets: 17, years: 3, requests: options.sample ?? 450 },
        progress: console.error,
      }),
    ),
  tamper: () => withPostgres(() => tamper({ rounds: options.sample, seed: options.seed, say: console.error })),
};

/** Every order in which two files of one kind can meet, with more rounds of everything than a test has time for. */
function protocol(): Figures {
  const deeper: Record<Kind, Partial<Record<string, Options['bounds']>>> = {
    evidence: {
      core: { correct: 1, clarify: 3, part: 3, dispute: 2 },
      questions: { ...variants.evidence.questions, consult: 2 },
    },
    preservation: { core: { correct: 1, extend: 3 } },
    information: { core: { correct: 1, report: 4, withdraw: 3 } },
    consultation: { core: { ask: 8 } },
  };
  const explored = kinds.flatMap((kind) =>
    Object.entries(variants[kind]).map(([variant, bounds]) => {
      const used = deeper[kind][variant] ?? bounds;
      const exploration = explore(kind, { bounds: used, findings: 100 });
      console.error(`${kind} ${variant}: ${exploration.states} states, ${JSON.stringify(used)} and otherwise as usual`);
      return exploration;
    }),
  );
  const findings = explored.flatMap((exploration) => exploration.findings);
  for (const { property, detail, trace } of findings) console.error(`${property}: ${detail}\n  ${trace.join('\n  ')}`);
  const sum = (figure: 'states' | 'steps' | 'interleavings') =>
    explored.reduce((total, exploration) => total + exploration[figure], 0);
  const found = (...properties: Property[]) => findings.filter(({ property }) => properties.includes(property)).length;
  return {
    ok: findings.length === 0,
    // exhaustive: nothing is drawn by chance
    seed: 0,
    machines: Object.keys(machines).length,
    states: sum('states'),
    transitions: sum('steps'),
    interleavings: sum('interleavings'),
    deadlocks: found('deadlock', 'no_way_out'),
    unexpected: found('unexpected_reception'),
    disagreements: found(
      'different_outcomes',
      'different_states',
      'different_expiry',
      'different_memory',
      'question_lost',
      'hold_broken',
    ),
  };
}

const [name] = positionals;
const check = name === undefined ? undefined : Object.hasOwn(checks, name) && checks[name];
if (check) {
  const figures = await check();
  console.log(JSON.stringify({ check: name, ...figures }));
  process.exitCode = figures.ok ? 0 : 1;
} else {
  const list = `Checks: ${Object.keys(checks).join(', ')}`;
  if (name === undefined) console.log(list);
  else {
    console.error(`There is no check ${name}.\n${list}`);
    process.exitCode = 2;
  }
}
