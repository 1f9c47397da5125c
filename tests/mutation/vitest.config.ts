// The tests of packages/workflows with one fault in its sources, which the environment names. Used by run.ts only.
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { type Mutant, source } from './mutants.ts';

const mutant = JSON.parse(process.env.MUTANT ?? 'null') as Mutant | null;
const isFaulty = (id: string) =>
  mutant !== null && path.normalize(id.split('?')[0] ?? '') === path.join(source, mutant.file);

/** Tests that take seconds, the slowest last: what a quick one sees need not wait for them. */
const slow = ['identifiers', 'machines', 'drawing'];
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => slow.indexOf(path.basename(moduleId, '.test.ts'));
    return files.toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  root: path.resolve(source, '..'),
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      // Vitest keeps what it has transformed by the file's content: the faulty file must never be kept, nor read there.
      configureVitest({ defineCacheKeyGenerator }) {
        defineCacheKeyGenerator(({ id }) => (isFaulty(id) ? false : undefined));
      },
      transform(code, id) {
        if (!mutant || !isFaulty(id)) return null;
        if (code.slice(mutant.start, mutant.end) !== mutant.original) throw new Error(`${mutant.file} has changed`);
        return { code: code.slice(0, mutant.start) + mutant.replacement + code.slice(mutant.end), map: null };
      },
    },
  ],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: [path.join(import.meta.dirname, 'fewer.ts')],
    isolate: false,
    fileParallelism: false,
    sequence: { sequencer: QuickFirst },
    bail: 1,
    testTimeout: 60_000,
    reporters: ['dot'],
  },
});
