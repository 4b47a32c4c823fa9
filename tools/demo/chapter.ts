import type { Made, World } from '../../e2e/world';
import type { Person } from '../../e2e/person';

/** A part of the story that can be told alone: it brings its own people. */
export type Chapter = {
  /** By which `--only` asks for it. */
  readonly name: string;
  readonly about: string;
  readonly tell: (world: World) => Promise<void>;
};

type Cast<Roles extends Readonly<Record<string, Omit<Made, 'name'>>>> = {
  readonly [Role in keyof Roles]: Person;
};

/** Registers people over the topics, each by the name of its role. */
export const cast = async <const Roles extends Readonly<Record<string, Omit<Made, 'name'>>>>(
  world: World,
  roles: Roles,
): Promise<Cast<Roles>> => {
  const names = Object.keys(roles);
  const made = names.map((name) => ({
    name: name.charAt(0).toUpperCase() + name.slice(1),
    ...roles[name],
  }));
  const people = await world.people(...made);
  return Object.fromEntries(names.map((name, at) => [name, people[at]])) as Cast<Roles>;
};
