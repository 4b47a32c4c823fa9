import { previewOf, pushedText } from './texts';

const both = { name: 'Ann', preview: 'How are you?' };

describe('what a person reads', () => {
  test('of a message is who it is from and how it begins, where it may be shown', () => {
    expect(pushedText('message-received', both)).toBe('Ann: How are you?');
    expect(pushedText('message-received', { ...both, preview: null })).toBe(
      'Ann sent you a message.',
    );
    expect(pushedText('message-received', { ...both, name: null })).toBe('You have a new message.');
  });

  test('edge 76: of a request is the same for everybody, with no name and no word of it', () => {
    for (const known of [both, { name: null, preview: null }])
      expect(pushedText('request-received', known)).toBe('You have a new message request.');
  });

  test('of an acceptance is who accepted', () => {
    expect(pushedText('request-accepted', both)).toBe('Ann accepted your message request.');
    expect(pushedText('request-accepted', { ...both, name: null })).toBe(
      'Your message request was accepted.',
    );
  });

  test('holds a name as it is, whatever is in it', () =>
    expect(pushedText('request-accepted', { ...both, name: '$&{name}' })).toBe(
      '$&{name} accepted your message request.',
    ));
});

describe('the beginning of a message', () => {
  test('is one line', () => expect(previewOf(' a\n\n b\t c ')).toBe('a b c'));

  test('is nothing where there are no words', () => {
    expect(previewOf('')).toBeNull();
    expect(previewOf(' \n ')).toBeNull();
  });

  test('ends after 120 characters, and never within one', () => {
    expect(previewOf('a'.repeat(120))).toBe('a'.repeat(120));
    expect(previewOf('a'.repeat(121))).toBe(`${'a'.repeat(120)}…`);
    expect(previewOf('é'.normalize('NFD').repeat(121))).toBe(
      `${'é'.normalize('NFD').repeat(120)}…`,
    );
  });

  test('is small enough for every push service, whatever its characters are made of', () => {
    const family = '👨‍👩‍👧';
    expect(previewOf(family.repeat(300))).toBe(`${family.repeat(74)}…`);
    expect(previewOf(`a${'\u0301'.repeat(5_000)}`)).toBe('…');
  });
});
