import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { manifestProblems } from './checks/shapes';

const root = join(__dirname, '..');

/** What a program says; with its complaint if it fails. */
const run = (program: string, ...given: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(program, given, { cwd: root, encoding: 'utf8' });
  return { isDone: status === 0, output: status === 0 ? stdout : `${stdout}${stderr}` };
};

// The programs that will read these files in earnest. Where one is not installed, its test is
// reported as skipped: npm test needs Node and nothing else.
const kubectl = run('kubectl', 'version', '--client').isDone ? it : it.skip;
const validate = run('kubernetes-validate', '--version').isDone ? kubectl : it.skip;
const compose = [['docker', 'compose'], ['docker-compose']].find(
  ([program = '', ...given]) => run(program, ...given, 'version').isDone,
);

const folders = ['deploy/base', 'deploy/overlays/example'];

describe('what the tools make of it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-deploy-'));
  const file = join(folder, 'rendered.yaml');

  afterAll(() => rmSync(folder, { recursive: true }));

  kubectl.each(folders)('kubectl renders %s into manifests without a problem', (path) => {
    const { isDone, output } = run('kubectl', 'kustomize', path);
    expect(isDone ? '' : output).toBe('');
    const values = [...parseAllDocuments(output)].map((document): unknown => document.toJS());
    const known = values.filter((value) => (value as { kind: string }).kind !== 'ConfigMap');
    expect(known.length).toBe(values.length - 1);
    expect(known.length).toBeGreaterThan(15);
    expect(manifestProblems(known)).toEqual([]);
  });

  validate.each(['1.30', '1.37'])('the official schemas of Kubernetes %s accept it', (version) => {
    writeFileSync(file, run('kubectl', 'kustomize', 'deploy/overlays/example').output);
    const { isDone, output } = run('kubernetes-validate', '--strict', '-k', version, file);
    expect(isDone ? '' : output).toBe('');
  });

  validate('the official schemas refuse an unknown field', () => {
    const { output } = run('kubectl', 'kustomize', 'deploy/base');
    writeFileSync(file, output.replace('maxUnavailable: 0', 'maxUnavailabel: 0'));
    expect(run('kubernetes-validate', '--strict', file).output).toContain('maxUnavailabel');
  });

  (compose ? it : it.skip)('docker compose reads its file', () => {
    const [program = '', ...given] = compose ?? [];
    const { isDone, output } = run(program, ...given, 'config', '--quiet');
    expect(isDone ? '' : output).toBe('');
  });
});
