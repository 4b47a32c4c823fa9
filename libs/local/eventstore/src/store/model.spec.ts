import * as fc from 'fast-check';
import { tombstoneRevision } from '../log/record';
import { everythingIn, newDirectory, openAt, proposal, saying } from '../store.words';
import type { Outcome } from './store';
import type { Expected } from './verdict';

fc.configureGlobal({ seed: 42 }); // every run is the same run

/** What an append is answered, in as few lines as possible. */
class ModelStream {
  readonly ids: string[] = [];
  private known = new Map<string, number>();
  private tombstoned = false;
  private before = 0;
  private maxCount = Infinity;
  private metadataWritten = false;

  restart(): void {
    this.known = new Map();
  }

  append(expected: Expected, added: readonly string[]): string {
    if (this.tombstoned) return 'tombstoned';
    if (expected === 'stream_exists' && (!this.exists || this.isSoft)) return this.conflict;
    if (typeof expected === 'string' && expected !== 'no_stream') {
      const revisions = added.map((id) => this.known.get(id));
      if (revisions[0] === undefined) return this.write(added);
      return revisions.includes(undefined) ? this.conflict : `written ${revisions.at(-1)}`;
    }
    const last = expected === 'no_stream' ? -1 : expected;
    if (last === this.head) return this.write(added);
    if (last > this.head) return this.conflict;
    if (added.every((id, index) => this.readable(last + 1 + index) === id))
      return `written ${last + added.length}`;
    return expected === 'no_stream' && this.isSoft ? this.write(added) : this.conflict;
  }

  remove(expected: Expected, how: 'delete' | 'tombstone'): string {
    if (this.tombstoned) return 'tombstoned';
    if (expected === 'stream_exists' && (!this.exists || this.isSoft)) return this.conflict;
    const last = expected === 'no_stream' ? -1 : expected;
    const fits = typeof last === 'string' || last === this.head;
    if (!fits && !(expected === 'no_stream' && this.isSoft)) return this.conflict;
    if (how === 'delete' && !this.exists) return this.conflict;
    if (how === 'tombstone') this.tombstoned = true;
    else [this.before, this.maxCount, this.metadataWritten] = [Infinity, Infinity, true];
    return 'written';
  }

  keep(count: number): string {
    if (this.tombstoned) return 'tombstoned';
    this.before = this.isSoft ? this.ids.length : 0;
    [this.maxCount, this.metadataWritten] = [count, true];
    return 'written';
  }

  private get head(): number {
    return this.ids.length - 1;
  }

  private get exists(): boolean {
    return this.head >= 0 || this.metadataWritten;
  }

  private get isSoft(): boolean {
    return this.before === Infinity;
  }

  private get conflict(): string {
    return `conflict ${this.head}`;
  }

  private readable(revision: number): string | undefined {
    const first = Math.max(this.before, this.ids.length - this.maxCount);
    return revision >= first ? this.ids[revision] : undefined;
  }

  private write(added: readonly string[]): string {
    if (this.isSoft) this.before = this.ids.length;
    added.forEach((id) => this.known.set(id, this.ids.push(id) - 1));
    return `written ${this.head}`;
  }
}

const names = ['a', 'b'];
const idFor = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const expected = fc.oneof(
  fc.constantFrom<Expected>('any', 'no_stream', 'stream_exists'),
  fc.integer({ min: 0, max: 6 }),
);
const name = fc.constantFrom(...names);
const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant('append' as const),
      name,
      expected,
      ids: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('delete' as const), name, expected }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('tombstone' as const), name, expected }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('keep' as const),
      name,
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('wait' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('restart' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Kind> ? Kind : never;

/** A store and the model of its streams; answers are awaited together, so that appends overlap. */
class Comparison {
  private readonly directory = newDirectory();
  private readonly models = new Map(names.map((one) => [one, new ModelStream()]));
  private store = openAt(this.directory);
  private said: { readonly is: Promise<Outcome>; readonly want: string }[] = [];

  async take(one: Step): Promise<void> {
    switch (one.type) {
      case 'wait':
        return this.settle();
      case 'restart':
        await this.settle();
        await this.store.close();
        this.store = openAt(this.directory);
        return this.models.forEach((model) => model.restart());
      case 'append': {
        const ids = one.ids.map(idFor);
        const proposals = ids.map((id) => proposal(id));
        const want = this.models.get(one.name)!.append(one.expected, ids);
        return this.hear(this.store.append(one.name, one.expected, proposals), want);
      }
      case 'keep': {
        const metadata = proposal(undefined, `{"$maxCount":${one.count}}`, '$metadata');
        const want = this.models.get(one.name)!.keep(one.count);
        return this.hear(this.store.append(`$$${one.name}`, 'any', [metadata]), want);
      }
      case 'delete':
      case 'tombstone': {
        const want = this.models.get(one.name)!.remove(one.expected, one.type);
        return this.hear(this.store.remove(one.name, one.expected, one.type), want);
      }
    }
  }

  async finish(): Promise<void> {
    await this.settle();
    const stored = everythingIn(this.store).filter(
      ({ revision }) => revision !== tombstoneRevision,
    );
    this.models.forEach((model, stream) =>
      expect(stored.filter((event) => event.stream === stream).map(({ id }) => id)).toEqual(
        model.ids,
      ),
    );
    await this.store.close();
  }

  private hear(is: Promise<Outcome>, want: string): void {
    this.said.push({ is, want });
  }

  private async settle(): Promise<void> {
    for (const { is, want } of this.said.splice(0))
      expect(`${saying(await is)} `).toContain(`${want} `); // a delete tells no revision
  }
}

const compare = async (steps: readonly Step[]): Promise<void> => {
  const comparison = new Comparison();
  for (const one of steps) await comparison.take(one);
  await comparison.finish();
};

test('agrees with the model on random appends, deletes, restarts, in flight and settled', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), compare), {
    numRuns: 250,
  });
}, 30_000);
