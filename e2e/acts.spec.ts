import { story } from './story';
import { until } from './until';

describe('what may be taken back and reported', () => {
  story('a report with a block is silent: the sender goes on as before', async ({ people }) => {
    const [ann, bob, eve] = await people({}, {}, {});
    const asked = await ann!.asks(bob!, 'SendMessage', { kind: 'text', text: 'one' });
    await ann!.writes(eve!, 'one');
    await until('the request', async () => (await bob!.folder(ann!)) === 'requests' || undefined);
    const about = { reason: 'spam', messageIds: [asked.messageId], also: 'block' };
    const reported = await bob!.asks(ann!, 'ReportAccount', about);
    expect(reported).toMatchObject({ result: 'done', view: 'blocked' });
    await until('the block', async () => (await bob!.folder(ann!)) === 'none' || undefined);

    for (const text of ['two', 'three', 'four'])
      expect(await ann!.writes(bob!, text)).toBe(await ann!.writes(eve!, text));
    expect(await ann!.asks(bob!, 'ReportAccount', { ...about, messageIds: [] })).toMatchObject({
      result: 'unchanged',
      code: 'NOTHING_TO_REPORT',
    });
  });

  story('an unsent message keeps its slot, and is unsent once', async ({ people }) => {
    const [ann, bob] = await people({}, {});
    const { messageId } = await ann!.asks(bob!, 'SendMessage', { kind: 'text', text: 'one' });
    const unsent = await ann!.asks(bob!, 'UnsendMessage', { messageId });
    expect(unsent).toMatchObject({ result: 'done', view: 'pending' });
    expect(await ann!.asks(bob!, 'UnsendMessage', { messageId })).toMatchObject({
      code: 'ALREADY_SO',
    });
    expect(await bob!.asks(ann!, 'UnsendMessage', { messageId })).toMatchObject({
      code: 'CANNOT_UNSEND',
    });
    const next = await ann!.asks(bob!, 'SendMessage', { kind: 'text', text: 'two' });
    expect(next).toMatchObject({ result: 'sent', used: 2 });
  });
});
