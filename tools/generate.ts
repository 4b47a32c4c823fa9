import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Sample, asyncapi, catalogue } from '@vestibule/contracts';
import { format, resolveConfig } from 'prettier';
import { confusablesFrom, confusablesSource } from './confusables';
import { rulesDocument } from './rules/document';

const help = `npm run generate [-- --check]

Writes what follows from the contracts, docs/events.md and docs/asyncapi.json; and from the rules and
their tests, docs/rules.md: it fails when one of them has no test. Where cargo has fetched
the crate unicode-security, also libs/content/src/confusables.json, from Unicode's table in there.
  --check   writes nothing; fails when one of them is not as it would be written`;

const root = join(__dirname, '..');
const samplesFolder = join(root, 'libs/contracts/samples');

/** The golden samples, keyed by topic and file name. */
const samples = (): Readonly<Record<string, Sample>> => {
  const found: Record<string, Sample> = {};
  for (const topic of readdirSync(samplesFolder, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  ))
    for (const file of readdirSync(join(samplesFolder, topic.name)))
      found[`${topic.name}/${file.replace(/\.json$/, '')}`] = JSON.parse(
        readFileSync(join(samplesFolder, topic.name, file), 'utf8'),
      ) as Sample;
  return found;
};

const current = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  const from = samples();
  const style = await resolveConfig(join(root, 'docs/events.md'));
  const json = { ...style, parser: 'json' };
  const table = confusablesSource();
  const rules = rulesDocument();
  const documents = {
    'docs/rules.md': await format(rules.text, { ...style, parser: 'markdown' }),
    'docs/events.md': await format(catalogue(from), { ...style, parser: 'markdown' }),
    'docs/asyncapi.json': await format(JSON.stringify(asyncapi(from)), json),
    ...(table && {
      'libs/content/src/confusables.json': await format(
        JSON.stringify(confusablesFrom(table)),
        json,
      ),
    }),
  };
  const stale = Object.entries(documents).filter(
    ([name, text]) => current(join(root, name)) !== text,
  );
  for (const row of rules.unproved) process.stderr.write(`docs/rules.md, ${row}\n`);
  if (values.check) {
    for (const [name] of stale)
      process.stderr.write(`${name} is not fresh: run \`npm run generate\` and commit it.\n`);
    return stale.length > 0 || rules.unproved.length > 0 ? 1 : 0;
  }
  for (const [name, text] of stale) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
    process.stdout.write(`wrote ${name}\n`);
  }
  return rules.unproved.length > 0 ? 1 : 0;
};

void main().then((code) => process.exit(code));
