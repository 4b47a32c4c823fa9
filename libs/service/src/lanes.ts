import type { IncomingRecord } from '@vestibule/topics';
import type { Heard, Order, Said } from './service';

/** Any message of any topic. */
export type Spoken = { readonly topic: string; readonly type: string; readonly data: object };

/** Understood records of one partition, in offset order; `records` and `messages` go in step. */
export type Batch = {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly Heard<Spoken>[];
  readonly records: readonly IncomingRecord[];
};

/** An order, and which record of the batch it came from. */
export type Task = { readonly order: Order; readonly index: number };

/** The orders of one batch for one stream, in offset order. It ends in one append. */
export type Lane<Each extends Task = Task> = {
  readonly stream: string;
  readonly tasks: readonly Each[];
};

/** What a batch asks for: orders by stream, messages to pass on, and per record what is open. */
export type Work = {
  readonly lanes: readonly Lane[];
  readonly said: readonly Said[];
  /** For each record: how many of its orders are not settled yet. */
  readonly open: number[];
};

const isOrder = (step: Order | Said): step is Order => 'stream' in step;

/** Sorts what `inbound` made of each record into lanes. */
export const workOf = (steps: readonly (readonly (Order | Said)[])[]): Work => {
  const lanes = new Map<string, Task[]>();
  const said: Said[] = [];
  const open = steps.map((ofRecord, index) => {
    const orders = ofRecord.filter(isOrder);
    for (const order of orders) {
      const lane = lanes.get(order.stream);
      if (lane) lane.push({ order, index });
      else lanes.set(order.stream, [{ order, index }]);
    }
    for (const step of ofRecord) if (!isOrder(step)) said.push(step);
    return orders.length;
  });
  return { lanes: [...lanes].map(([stream, tasks]) => ({ stream, tasks })), said, open };
};

/** How many records from the front have nothing open. */
export const settledPrefix = (open: readonly number[]): number => {
  const first = open.findIndex((count) => count > 0);
  return first === -1 ? open.length : first;
};
