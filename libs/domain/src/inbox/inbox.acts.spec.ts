import { keptMax } from './kept';
import {
  after,
  chat,
  clear,
  comeBack,
  deleteOne,
  end,
  entryIn,
  given,
  leave,
  mine,
  move,
  mute,
  noteRead,
  place,
  read,
  startMs,
  takeBack,
  unchanged,
  under,
} from './inbox.words';

const request = after(place('m1'), place('m2', { waiting: 2 }));
const open = after(mine('m1'), chat('m2'), chat('m3'));
const shown = (receipt: boolean) => ({ type: 'MessageRead' as const, data: { receipt } });

describe('a read', () => {
  test('is noted up to the message named, once', () => {
    request.when(read('m1')).then({ type: 'MessageRead', data: { upTo: 'm1' } });
    request.after(read('m2')).when(read('m1')).then(unchanged('already_so'));
    request.after(read('m2')).when(read('m2')).then(unchanged('already_so'));
    request.after(read('m1')).when(read('m2')).then({ type: 'MessageRead' });
  });

  test('of what was never placed here, or of one’s own words, changes nothing', () => {
    given().when(read('m1')).then(unchanged('no_message'));
    open.when(read('secret')).then(unchanged('no_message'));
    open.when(read('m1')).then(unchanged('no_message'));
  });

  test('edge 5: of a request accepts nothing and shows nothing', () => {
    request.when(read('m2')).then(shown(false));
    expect(entryIn(request.after(read('m2')))).toMatchObject({ folder: 'requests', word: 'none' });
  });

  test('shows a receipt in an open chat, with all that it was judged by', () =>
    open.when(read('m3', { me: { version: 4 }, them: { version: 9, region: 'BR' } })).then({
      type: 'MessageRead',
      data: {
        receipt: true,
        policyVersion: 1,
        facts: {
          actor: { version: 4, standing: 'active', region: 'NZ', receipts: true },
          other: { version: 9, standing: 'active', region: 'BR', receipts: true },
        },
      },
    }));

  test('seed 35: with receipts off shows none', () =>
    open.when(read('m3', { me: { receipts: false } })).then(shown(false)));

  test('seed 36: shows a receipt only if both have them on', () =>
    open.when(read('m3', { them: { receipts: false } })).then(shown(false)));

  test('seed 37: edge 74: in a region without receipts shows none, whichever of the two is there', () => {
    open.when(read('m3', { me: { region: 'FR' } })).then(shown(false));
    open.when(read('m3', { them: { region: 'FR' } })).then(shown(false));
    const free = under({ regionsOff: [] }).after(mine('m1'), chat('m2'));
    free.when(read('m2', { me: { region: 'FR' } })).then(shown(true));
  });

  test('edge 73: made while receipts were off is not shown when they are turned on', () => {
    const off = open.after(read('m3', { them: { receipts: false } }));
    off.when(read('m3')).then(unchanged('already_so'));
    off.after(chat('m4')).when(read('m4')).then(shown(true));
  });

  test('shows none of an account that nobody knows', () =>
    open.when(read('m3', { them: { standing: 'unknown' } })).then(shown(false)));

  test('shows none once this person has said no', () => {
    open.after(end()).when(read('m3')).then(shown(false));
    open.after(leave('blocked')).when(read('m3')).then(shown(false));
    open.after(leave('blocked'), comeBack()).when(read('m3')).then(shown(false));
    request.after(move('declined')).when(read('m2')).then(shown(false));
  });

  test('shows one again after a block that kept the consent', () =>
    open.after(leave('blocked', 'yes'), comeBack()).when(read('m3')).then(shown(true)));

  test('shows none where only a robot has answered in the own name', () =>
    after(place('m1'), place('a1', { mine: true, waiting: null, consents: false }))
      .when(read('m1'))
      .then(shown(false)));
});

describe('a read by the other', () => {
  const receipt = { type: 'ReceiptShown' as const, data: { upTo: 'm1', readAtMs: startMs - 5 } };

  test('is shown where this person has said yes too', () =>
    open.when(noteRead('m1')).then(receipt));

  const withheld = { type: 'ReceiptWithheld' as const, data: { upTo: 'm1' } };

  test('I44: is not shown after an own no, and that is recorded, lest it be shown in a replay', () => {
    open.after(end()).when(noteRead('m1')).then(withheld);
    open.after(leave('blocked', 'yes')).when(noteRead('m1')).then(withheld);
  });

  test('is not shown of a message that is not this person’s own', () => {
    open.when(noteRead('m2')).then({ type: 'ReceiptWithheld' });
    open.when(noteRead('secret')).then({ type: 'ReceiptWithheld' });
  });
});

describe('seed 38: a mute', () => {
  const muted = (untilMs: number | null, forever: boolean) => ({
    type: 'ConversationMuted' as const,
    data: { untilMs, forever },
  });

  test('lasts until a time or forever, and can be ended', () => {
    open.when(mute({ untilMs: startMs + 1 })).then(muted(startMs + 1, false));
    open.when(mute({ forever: true })).then(muted(null, true));
    open.when(mute({ untilMs: startMs + 1, forever: true })).then(muted(null, true));
    open
      .after(mute({ forever: true }))
      .when(mute({}))
      .then(muted(null, false));
  });

  test('that changes nothing is told so', () => {
    open.when(mute({})).then(unchanged('already_so'));
    open.when(mute({ untilMs: startMs })).then(unchanged('already_so'));
    const forever = open.after(mute({ forever: true }));
    forever.when(mute({ forever: true })).then(unchanged('already_so'));
    const short = open.after(mute({ untilMs: startMs + 5 }));
    short.when(mute({ untilMs: startMs + 5 })).then(unchanged('already_so'));
    short.when(mute({}, startMs + 5)).then(unchanged('already_so'));
  });

  test('is no block: messages go on coming, and stand where they stood', () => {
    const silent = open.after(mute({ forever: true }));
    silent.when(chat('m4')).then({ type: 'MessagePlaced', data: { folder: 'inbox' } });
  });

  test('edge 77: may come before any message', () => {
    const silent = after(mute({ forever: true }));
    silent.when(place('m1')).then({ type: 'MessagePlaced', data: { folder: 'requests' } });
    expect(entryIn(silent.after(place('m1'))).muted.forever).toBe(true);
  });
});

describe('seed 39: what one person clears or deletes', () => {
  test('is out of sight for good', () => {
    open.when(deleteOne('m2')).then({ type: 'MessageDeleted', data: { messageId: 'm2' } });
    open.after(deleteOne('m2')).when(deleteOne('m2')).then(unchanged('no_message'));
    open.after(deleteOne('m2')).when(read('m2')).then(unchanged('no_message'));
    open.when(clear('m2')).then({ type: 'ConversationCleared', data: { upTo: 'm2' } });
    open.after(clear('m2')).when(deleteOne('m1')).then(unchanged('no_message'));
    open.after(clear('m2')).when(clear('m2')).then(unchanged('no_message'));
    open.after(clear('m2')).when(read('m3')).then({ type: 'MessageRead' });
  });

  test('was placed here, or nothing changes', () => {
    open.when(deleteOne('secret')).then(unchanged('no_message'));
    open.when(clear('secret')).then(unchanged('no_message'));
    given().when(clear('m1')).then(unchanged('no_message'));
  });

  test('edge 33: of a pending request answers nothing', () => {
    const less = request.after(deleteOne('m1'));
    expect(entryIn(less)).toMatchObject({ folder: 'requests', word: 'none' });
    less.when(move('inbox')).then({ type: 'RequestMoved', data: { folder: 'inbox' } });
  });

  test('edge 34: of an open chat leaves it open', () => {
    const empty = open.after(clear('m3'));
    expect(entryIn(empty)).toMatchObject({ folder: 'inbox', word: 'yes', messages: [] });
    expect(entryIn(empty.after(chat('m4'))).messages).toHaveLength(1);
    empty.after(chat('m4')).when(read('m4')).then(shown(true));
  });

  test('of the declined list keeps the decline', () => {
    const cleared = request.after(move('declined'), clear('m2'));
    expect(entryIn(cleared)).toMatchObject({ folder: 'declined', word: 'no' });
  });

  test('does not count as read what comes later', () => {
    const half = open.after(read('m2'), deleteOne('m1'));
    half.when(read('m2')).then(unchanged('already_so'));
    half.when(read('m3')).then({ type: 'MessageRead' });
    const cleared = open.after(read('m2'), clear('m1'));
    cleared.when(read('m2')).then(unchanged('already_so'));
    cleared.when(read('m3')).then({ type: 'MessageRead' });
  });
});

describe('a message that is unsent or removed', () => {
  test('is gone where it was placed, and leaves no trace where it was not', () => {
    open.when(takeBack('m2')).then({ type: 'MessageTakenBack', data: { messageId: 'm2' } });
    open.when(takeBack('m1')).then({ type: 'MessageTakenBack' });
    open.when(takeBack('suppressed')).leavesNothing();
    open.after(takeBack('m2')).when(takeBack('m2')).leavesNothing();
    open.after(takeBack('m2')).when(deleteOne('m2')).then(unchanged('no_message'));
  });
});

describe('in a long history', () => {
  const ids = Array.from({ length: keptMax + 2 }, (_, index) => `m${index}`);
  const long = after(mine('a1'), ...ids.map((id) => chat(id)));

  test('the newest messages are remembered by name', () => {
    expect(entryIn(long).messages).toHaveLength(keptMax);
    long.when(read(ids.at(-1) ?? '')).then(shown(true));
    long.after(read('m9')).when(read('m9')).then(unchanged('already_so'));
    expect(entryIn(long.after(read('m9'), chat('new'))).read).toBe(7);
  });

  test('what is older is taken at its word, without a receipt', () => {
    long.when(read('m0')).then(shown(false));
    long.when(deleteOne('a1')).then({ type: 'MessageDeleted' });
    long.when(clear('m0')).then({ type: 'ConversationCleared' });
    long.after(read('m9')).when(read('m0')).then(unchanged('already_so'));
    long.when(takeBack('m0')).leavesNothing();
    long.when(noteRead('a1')).then({ type: 'ReceiptWithheld' });
  });

  test('nothing is older than what was cleared', () =>
    long.after(clear('m9')).when(deleteOne('m0')).then(unchanged('no_message')));
});
