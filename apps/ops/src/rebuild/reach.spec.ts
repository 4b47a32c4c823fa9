import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(__dirname, '../../../..');

const fileOf = (from: string, name: string): string | null => {
  if (name.startsWith('.')) return join(dirname(from), `${name}.ts`);
  const [, library] = /^@vestibule\/([a-z]+)$/.exec(name) ?? [];
  return library === undefined ? null : join(root, 'libs', library, 'src/index.ts');
};

/** Everything that a file's run time can reach, by the imports that are more than types. */
const reachOf = (start: string): ReadonlySet<string> => {
  const seen = new Set<string>();
  const open = [start];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const source = readFileSync(file, 'utf8');
    for (const [, name = ''] of source.matchAll(/^(?:import|export)(?! type)[^;]*?'([^']+)';/gm)) {
      const next = fileOf(file, name);
      if (next === null) seen.add(name);
      else open.push(next);
    }
  }
  return seen;
};

const from = (file: string): readonly string[] =>
  [...reachOf(join(root, file))].map((each) =>
    each.startsWith('/') ? relative(root, each) : each,
  );

const tells =
  /^kafkajs|^libs\/topics\/|^libs\/service\/|^apps\/(?!ops\/)|^node:(https?|child_process)/;

test('a rebuild has no topic and no channel in reach', () => {
  const reach = from('apps/ops/src/rebuild.command.ts');
  expect(reach).toContain('libs/views/src/rebuild.ts');
  expect(reach).toContain('@eventstore/db-client');
  expect(reach.filter((each) => tells.test(each))).toEqual([]);
});

test('other commands do have topics in reach, so the rule above sees them', () => {
  const reach = from('apps/ops/src/topics-create.command.ts');
  expect(reach).toContain('libs/topics/src/kafka.ts');
  expect(reach).toContain('kafkajs');
});
