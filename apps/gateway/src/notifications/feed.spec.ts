import { ann, bob, conversationId } from '../gateway.words';
import { feed, type HeardFor, type Told } from './feed';
import { placeIn, placeText } from './place';

const heard = (revision: number, source: HeardFor['source'] = 'inbox', person = ann): HeardFor => ({
  person,
  source,
  revision,
  said: { type: 'inbox', conversationId, folder: `${source} ${revision}` },
});

const listening = () => {
  const told: Told[] = [];
  const listen = (one: Told) => told.push(one);
  return { listen, texts: () => told.map(({ said }) => 'folder' in said && said.folder), told };
};

const open = () => feed({ keptMax: 3, personsMax: 2 });

describe('the feed', () => {
  test('tells a person what is theirs, in order, until they stop listening', () => {
    const { hear, listen, listeners, size } = open();
    const one = listening();
    const { stop } = listen(ann, one.listen);
    hear(heard(0));
    hear(heard(0, 'inbox', bob));
    hear(heard(0, 'notice'));
    expect([listeners(ann), size()]).toEqual([1, 1]);
    stop();
    hear(heard(1));
    expect(one.texts()).toEqual(['inbox 0', 'notice 0']);
    expect([listeners(ann), size()]).toEqual([0, 0]);
  });

  test('tells what a topic repeats only once', () => {
    const { hear, listen } = open();
    const one = listening();
    listen(ann, one.listen);
    [0, 1, 0, 1, 2].forEach((revision) => hear(heard(revision)));
    expect(one.texts()).toEqual(['inbox 0', 'inbox 1', 'inbox 2']);
  });

  test('tells a notice once, however many channels told it', () => {
    const { hear, listen } = open();
    const one = listening();
    listen(ann, one.listen);
    const about = { kind: 'message-received', text: '', conversationId, other: bob, atMs: 0 };
    ['first', 'first', 'second'].forEach((cause, revision) =>
      hear({ ...heard(revision, 'notice'), said: { type: 'notice', cause, ...about } }),
    );
    expect(one.told.map(({ place }) => place.notice)).toEqual([0, 2]);
  });

  test('tells who comes back what lies behind their place', () => {
    const { hear, listen } = open();
    const first = listening();
    const { stop } = listen(ann, first.listen);
    hear(heard(4));
    hear(heard(2, 'notice'));
    stop();
    hear(heard(3, 'notice'));
    const place = placeIn(placeText(first.told.at(-1)?.place ?? { notice: 0, inbox: 0 }));
    const again = listening();
    listen(ann, again.listen, place);
    hear(heard(5));
    expect(again.texts()).toEqual(['notice 3', 'inbox 5']);
  });

  test('tells who comes without a place nothing of before', () => {
    const { hear, listen } = open();
    hear(heard(0));
    const one = listening();
    listen(ann, one.listen);
    expect(one.texts()).toEqual([]);
  });

  test('keeps only the last of each person, and only some persons', () => {
    const { hear, listen } = open();
    [0, 1, 2, 3, 4].forEach((revision) => hear(heard(revision)));
    const one = listening();
    listen(ann, one.listen, { notice: -1, inbox: -1 });
    expect(one.texts()).toEqual(['inbox 2', 'inbox 3', 'inbox 4']);
    hear(heard(0, 'inbox', bob));
    hear(heard(0, 'inbox', conversationId));
    const other = listening();
    listen(ann, other.listen, { notice: -1, inbox: -1 });
    expect(other.texts()).toEqual([]);
  });
});

test.each(['', 'n1', 'n1.i', 'n-2.i0', 'n1.i1 ', '7', undefined, ['n1.i1']])(
  '%p is no place',
  (text) => expect(placeIn(text)).toBeUndefined(),
);
