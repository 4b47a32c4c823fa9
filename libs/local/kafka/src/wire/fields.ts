import type { Reader } from './reader';
import type { Writer } from './writer';

/** How one kind of value is read and written. Some kinds take less when written than read. */
export type Kind<Read, Write = Read> = {
  readonly read: (from: Reader, version: number) => Read;
  readonly write: (to: Writer, value: Write, version: number) => void;
};

type Ranged<Value> = { readonly first: number; readonly last: number; readonly absent: Value };
type Field = Kind<any, any> & Partial<Ranged<any>>;
export type Fields = Readonly<Record<string, Field>>;

/** What a table of fields gives when read: every field, the absent value where there was none. */
export type ReadOf<F extends Fields> = {
  readonly [Name in keyof F]: F[Name] extends Kind<infer Read, any> ? Read : never;
};
type WriteOne<F> = F extends Kind<any, infer Write> ? Write : never;
type RangedNames<F extends Fields> = {
  [Name in keyof F]: F[Name] extends Ranged<any> ? Name : never;
}[keyof F];
/** What a table takes when written: fields with an absent value may be left out. */
export type WriteOf<F extends Fields> = {
  readonly [Name in Exclude<keyof F, RangedNames<F>>]: WriteOne<F[Name]>;
} & { readonly [Name in RangedNames<F>]?: WriteOne<F[Name]> };

/** A field of the versions `first` to `last` only; `absent` stands for it elsewhere. */
export const between = <Read, Write>(
  [first, last]: readonly [number, number],
  kind: Kind<Read, Write>,
  absent: NoInfer<Read & Write>,
): Kind<Read, Write> & Ranged<Read & Write> => ({ ...kind, first, last, absent });

/** A field of the versions from `first` on. */
export const since = <Read, Write>(
  first: number,
  kind: Kind<Read, Write>,
  absent: NoInfer<Read & Write>,
) => between([first, Infinity], kind, absent);

const isIn = ({ first = 0, last = Infinity }: Field, version: number) =>
  version >= first && version <= last;

/** Fields in the order of the table: the interpreter of all tables. */
export const struct = <F extends Fields>(fields: F): Kind<ReadOf<F>, WriteOf<F>> => {
  const rows = Object.entries(fields);
  return {
    read: (from, version) => {
      const values: Record<string, unknown> = {};
      for (const [name, field] of rows)
        values[name] = isIn(field, version) ? field.read(from, version) : field.absent;
      return values as ReadOf<F>;
    },
    write: (to, value, version) => {
      const values = value as Record<string, unknown>;
      for (const [name, field] of rows) {
        const given = values[name];
        if (isIn(field, version))
          field.write(to, given === undefined ? field.absent : given, version);
      }
    },
  };
};

type List<Read, Write> = Kind<readonly Read[], readonly Write[]>;
type MaybeList<Read, Write> = Kind<readonly Read[] | null, readonly Write[] | null>;

export const maybeList = <Read, Write>(item: Kind<Read, Write>): MaybeList<Read, Write> => ({
  read: (from, version) => {
    const count = from.count();
    if (count < 0) return null;
    return Array.from({ length: count }, () => item.read(from, version));
  },
  write: (to, values, version) => {
    to.i32(values?.length ?? -1);
    values?.forEach((value) => item.write(to, value, version));
  },
});

export const list = <Read, Write>(item: Kind<Read, Write>): List<Read, Write> => {
  const { read, write } = maybeList(item);
  return { read: (from, version) => read(from, version) ?? [], write };
};

const present = <Value>(value: Value | null): Value => {
  if (value === null) throw new RangeError('null where a value belongs');
  return value;
};

const number = (size: 'i8' | 'i16' | 'i32' | 'i64'): Kind<number> => ({
  read: (from) => from[size](),
  write: (to, value) => to[size](value),
});
export const [i8, i16] = [number('i8'), number('i16')];
export const [i32, i64] = [number('i32'), number('i64')];
export const bool: Kind<boolean> = {
  read: (from) => from.i8() !== 0,
  write: (to, value) => to.i8(value ? 1 : 0),
};
export const maybeText: Kind<string | null> = {
  read: (from) => from.text(),
  write: (to, value) => to.text(value),
};
export const text: Kind<string> = { ...maybeText, read: (from) => present(from.text()) };
export const bytes: Kind<Buffer> = {
  read: (from) => from.blob() ?? Buffer.alloc(0),
  write: (to, value) => to.blob([value]),
};
/** Record batches: read as they came, written from many pieces. */
export const records: Kind<Buffer | null, readonly Buffer[]> = {
  read: (from) => from.blob(),
  write: (to, value) => to.blob(value),
};
