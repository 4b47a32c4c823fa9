import { story } from './story';

describe('notices', () => {
  story('I52: a request of three messages is told of once, and its yes once', async (world) => {
    const { people, settled } = world;
    const [ann, bob] = await people({}, {});
    for (const text of ['1', '2', '3']) expect(await ann!.writes(bob!, text)).toBe('sent');
    await settled();
    expect(bob!.told()).toEqual(['request-received']);
    expect(await bob!.accepts(ann!)).toBe('done');
    expect(await ann!.writes(bob!, '4')).toBe('sent');
    await settled();
    expect(ann!.told()).toEqual(['request-accepted']);
    expect(bob!.told()).toEqual(['request-received', 'message-received']);
  });

  story('seed 38: what is muted, or turned off, is delivered and not told', async (world) => {
    const { people, settled, seen } = world;
    const [ann, bob, cem] = await people({}, {}, {});
    for (const other of [ann, cem]) {
      expect(await other!.writes(bob!, 'hello')).toBe('sent');
      expect(await bob!.accepts(other!)).toBe('done');
    }
    expect(await bob!.mutes(ann!)).toBe('ConversationMuted');
    await settled();
    const before = bob!.told();
    for (const other of [ann, cem]) expect(await other!.writes(bob!, 'more')).toBe('sent');
    await settled();
    expect(bob!.told()).toEqual([...before, 'message-received']);
    expect(await bob!.prefers({ messages: false })).toBe('PreferencesChanged');
    expect(await cem!.writes(bob!, 'and more')).toBe('sent');
    await settled();
    expect(bob!.told()).toEqual([...before, 'message-received']);
    expect(await bob!.reads(cem!)).toEqual(['hello', 'more', 'and more']);
    const whys = seen
      .all('notifications.events.v1')
      .flatMap(({ data }) => ('why' in data ? [data.why] : []));
    expect(whys).toEqual(['muted', 'off']);
  });
});
