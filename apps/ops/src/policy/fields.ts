import { type Policy, type PolicyData } from '@vestibule/domain';
import { UsageError } from '../failures';

/** Every number and switch by its path, `request.limit`; lists are one value. */
export type Fields = Readonly<Record<string, unknown>>;

const isGroup = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const flat = (value: Fields, prefix = ''): readonly (readonly [string, unknown])[] =>
  Object.entries(value).flatMap(([name, part]) => {
    const path = `${prefix}${name}`;
    // The one group that may be missing as a whole is a value, so that it can be set from null.
    return isGroup(part) && path !== 'business.window' ? flat(part, `${path}.`) : [[path, part]];
  });

export const fieldsOf = (data: PolicyData): Fields =>
  Object.fromEntries(flat(data as object as Fields));

/** A version's data, without what makes it a version. */
export const dataOf = (policy: Policy): PolicyData => {
  const { version: _version, preset: _preset, effectiveAtMs: _from, ...rest } = policy;
  const { retiredAtMs: _until, ...data } = rest;
  return data;
};

const valueIn = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // a word needs no quotes: request.links=refuse
  }
};

const put = (data: Fields, [name = '', ...rest]: readonly string[], value: unknown): Fields => ({
  ...data,
  [name]: rest.length === 0 ? value : put(data[name] as Fields, rest, value),
});

/** The data with `path=value` put in; values are JSON, a plain word needs no quotes. */
export const withSetting = (data: PolicyData, setting: string): PolicyData => {
  const at = setting.indexOf('=');
  const path = setting.slice(0, Math.max(at, 0)).trim();
  const paths = Object.keys(fieldsOf(data));
  if (!paths.includes(path))
    throw new UsageError(
      `--set ${setting}: there is no such field; there are ${paths.join(', ')}. ` +
        'For example: --set request.limit=5',
    );
  const changed = put(data as object as Fields, path.split('.'), valueIn(setting.slice(at + 1)));
  return changed as object as PolicyData;
};

/** A field that differs, as JSON text. */
export type Change = { readonly field: string; readonly before: string; readonly after: string };

const textOf = (value: unknown): string => JSON.stringify(value) ?? '';

/** What differs between two policies, in the order of their fields. */
export const changesBetween = (before: PolicyData, after: PolicyData): readonly Change[] => {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  return Object.keys({ ...old, ...now })
    .map((field) => ({ field, before: textOf(old[field]), after: textOf(now[field]) }))
    .filter((change) => change.before !== change.after);
};
