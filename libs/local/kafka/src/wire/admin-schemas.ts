import { api, throttleMs } from './api';
import {
  between,
  bool,
  i16,
  i32,
  i8,
  list,
  maybeList,
  maybeText,
  since,
  struct,
  text,
} from './fields';

// prettier-ignore
export const apiVersions = api([18, 'ApiVersions', 0, 2],
  {},
  { error: i16, apis: list(struct({ key: i16, first: i16, last: i16 })), throttleMs: throttleMs(1) });

// prettier-ignore
export const createTopics = api([19, 'CreateTopics', 0, 4], {
  topics: list(struct({
    name: text, partitions: i32, replicas: i16,
    assignments: list(struct({ index: i32, brokers: list(i32) })),
    settings: list(struct({ name: text, value: maybeText })),
  })),
  timeoutMs: i32,
  validateOnly: since(1, bool, false),
}, {
  throttleMs: throttleMs(2),
  topics: list(struct({ name: text, error: i16, message: since(1, maybeText, null) })),
});

// prettier-ignore
export const deleteTopics = api([20, 'DeleteTopics', 0, 3],
  { names: list(text), timeoutMs: i32 },
  { throttleMs: throttleMs(1), topics: list(struct({ name: text, error: i16 })) });

// prettier-ignore
export const describeConfigs = api([32, 'DescribeConfigs', 0, 2], {
  resources: list(struct({ type: i8, name: text, keys: maybeList(text) })),
  synonyms: since(1, bool, false),
}, {
  throttleMs: throttleMs(0),
  resources: list(struct({
    error: i16, message: maybeText, type: i8, name: text,
    settings: list(struct({
      name: text, value: maybeText, readOnly: bool,
      isDefault: between([0, 0], bool, false),
      source: since(1, i8, 0),
      sensitive: bool,
      synonyms: since(1, list(struct({ name: text, value: maybeText, source: i8 })), []),
    })),
  })),
});
