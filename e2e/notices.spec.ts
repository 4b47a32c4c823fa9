import { story } from './story';
import { until } from './until';

describe('notices', () => {
  story('I52: a request of three messages is told of once, and its yes once', async (world) => {
    const { people, settled } = world;
    const [ann, bob] = await people({}, {});
    for (const text of ['1', '2', '3']) expect(await ann!.writes(bob!, text)).toBe('sent');
    await until('the notice', () => bob!.told().length || undefined);
    await settled();
    expect(bob!.told()).toEqual(['request-received']);
    expect(await bob!.accepts(ann!)).toBe('done');
    expect(await ann!.writes(bob!, '4')).toBe('sent');
    await until('the news', () => (ann!.told().length && bob!.told().length > 1) || undefined);
    await settled();
    expect(ann!.told()).toEqual(['request-accepted']);
    expect(bob!.told()).toEqual(['request-received', 'message-received']);
  });

  story('seed 38: what is muted, or turned off, is delivered and not told', async (world) => {
    const { people, settled, seen } = world;
    const [ann, bob, cem] = await people({}, {}, {});
    for (const [at, other] of [ann, cem].entries()) {
      expect(await other!.writes(bob!, 'hello')).toBe('sent');
      // An answer that comes first would overtake the notice.
      await until('the notice', () => bob!.told().length > at || undefined);
      expect(await bob!.accepts(other!)).toBe('done');
    }
    expect(await bob!.mutes(ann!)).toBe('ConversationMuted');
    const before = bob!.told();
    for (const other of [ann, cem]) expect(await other!.writes(bob!, 'more')).toBe('sent');
    await until('the notice', () => bob!.told().length > before.length || undefined);
    await settled();
    expect(bob!.told()).toEqual([...before, 'message-received']);
    expect(await bob!.prefers({ messages: false })).toBe('PreferencesChanged');
    const { messageId = '' } = await cem!.says(bob!, 'and more');
    await bob!.gets(messageId);
    await settled();
    expect(bob!.told()).toEqual([...before, 'message-received']);
    expect(await bob!.reads(cem!)).toEqual(['hello', 'more', 'and more']);
    const whys = await until('two that were not told', () => {
      const all = seen.all('notifications.events.v1');
      // Other stories tell on the same topic.
      const own = all.filter(({ data }) => 'person' in data && data.person === bob!.id);
      const found = own.flatMap(({ data }) => ('why' in data ? [data.why] : []));
      return found.length > 1 ? found : undefined;
    });
    expect(whys).toEqual(['muted', 'off']);
  });
});
