import { EventEmitter, once } from 'node:events';
import { conversationId } from '../gateway.words';
import { Connection } from './connection';
import type { Told } from './feed';

/** A reader that takes nothing more when it is told to, as a socket does. */
class Reader extends EventEmitter {
  readonly taken: string[] = [];
  isSlow = false;
  ended = '';

  write(text: string): boolean {
    this.taken.push(text);
    this.emit('taken');
    return !this.isSlow;
  }

  end(): void {
    this.ended ||= 'in order';
    this.emit('close');
  }

  destroy(): void {
    this.ended ||= 'cut off';
    this.emit('close');
  }

  async has(count: number): Promise<readonly string[]> {
    while (this.taken.length < count) await once(this, 'taken');
    return this.taken;
  }
}

const one = (inbox: number): Told => ({
  said: { type: 'inbox', conversationId },
  place: { notice: -1, inbox },
});

const open = (heartbeatMs = 60_000) => {
  const reader = new Reader();
  const closed: string[] = [];
  const connection = new Connection(reader, {
    textOf: async ({ place }) => `event ${place.inbox}`,
    heartbeatMs,
    waitingMax: 3,
    onClosed: () => closed.push('closed'),
  });
  return { reader, closed, tell: connection.tell, close: connection.close };
};

describe('a connection', () => {
  test('tells everything in order, after the opening', async () => {
    const { reader, tell, close } = open();
    [0, 1, 2].forEach((number) => tell(one(number)));
    expect(await reader.has(4)).toEqual(['retry: 2000\n\n', 'event 0', 'event 1', 'event 2']);
    close();
    expect(reader.ended).toBe('in order');
  });

  test('waits for a slow reader, and goes on when it has caught up', async () => {
    const { reader, tell, close } = open();
    reader.isSlow = true;
    tell(one(0));
    tell(one(1));
    expect(await reader.has(2)).toHaveLength(2);
    reader.isSlow = false;
    reader.emit('drain');
    expect((await reader.has(3)).at(-1)).toBe('event 1');
    close();
  });

  test('cuts off a reader for whom too much waits, once', async () => {
    const { reader, tell, closed } = open();
    reader.isSlow = true;
    tell(one(0));
    await reader.has(2);
    [1, 2, 3].forEach((number) => tell(one(number)));
    expect(reader.ended).toBe('');
    [4, 5].forEach((number) => tell(one(number)));
    expect(reader.ended).toBe('cut off');
    expect(closed).toEqual(['closed']);
  });

  test('says in between that it is still here', async () => {
    const { reader, close } = open(5);
    expect((await reader.has(3)).slice(1)).toEqual([': still here\n\n', ': still here\n\n']);
    close();
  });

  test('cuts off a reader that takes nothing for two heartbeats', async () => {
    const { reader, tell } = open(5);
    reader.isSlow = true;
    tell(one(0));
    await once(reader, 'close');
    expect(reader.ended).toBe('cut off');
  });
});
