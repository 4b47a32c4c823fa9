/** Everything a broker needs to know to make one topic. */
export type TopicSettings = {
  readonly name: string;
  readonly partitions: number;
  readonly retentionMs: number;
  /** The broker stamps records itself: the first command topics, whose time decisions see. */
  readonly logAppendTime: boolean;
};

/** The class that declares one message's shape. */
export type Shape = abstract new () => object;

export type Topic<
  Name extends string = string,
  Shapes extends Readonly<Record<string, Shape>> = Readonly<Record<string, Shape>>,
> = TopicSettings & {
  readonly name: Name;
  /** What the record key holds: `conversation`, `account`, `person` or `policy`. */
  readonly key: 'conversation' | 'account' | 'person' | 'policy';
  readonly writers: readonly string[];
  readonly readers: readonly string[];
  /** `restricted`: true reasons; never shown to people. `sender-safe`: for the actor alone. */
  readonly audience: 'services' | 'restricted' | 'sender-safe';
  /** Unknown fields are refused in commands and ignored in events. */
  readonly strict: boolean;
  /** Records carry stream, revision and metadata of the stored event in headers. */
  readonly coordinates: boolean;
  readonly messages: Shapes;
};

/** Shorthand keys make class name, wire name and discriminant one word. */
export const topic = <
  const Name extends string,
  const Shapes extends Readonly<Record<string, Shape>>,
>(
  definition: Topic<Name, Shapes>,
): Topic<Name, Shapes> => definition;

/** The union of what may be said on a topic: `{ topic, type, data }`. */
export type MessageOn<T extends Topic> =
  T extends Topic<infer Name, infer Shapes>
    ? {
        [Type in keyof Shapes & string]: {
          readonly topic: Name;
          readonly type: Type;
          readonly data: InstanceType<Shapes[Type]>;
        };
      }[keyof Shapes & string]
    : never;
