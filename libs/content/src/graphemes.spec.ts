import * as fc from 'fast-check';
import { graphemesOf } from './graphemes';

const segments = new Intl.Segmenter('en', { granularity: 'grapheme' });
const slowly = (text: string): number => [...segments.segment(text)].length;

/** Of all that may stand alone and of all that joins, so that each meets each. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'aé\n\tЖשא中あア한…€👍🙂🐈', '\r', '\r\n', '\u0301', '\u200d', '\ufe0f'),
      fc.constantFrom(
        '🇩',
        '🇪',
        '👩',
        '🏽',
        '❤',
        'ᄀ',
        'ᅡ',
        'ᆨ',
        'क',
        '्',
        'ि',
        '\u0600',
        '\ud800',
        '\udc00',
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      fc.string({ unit: 'binary', maxLength: 2 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

test('characters are counted as Unicode segments them, by the short way too', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(graphemesOf(one)).toBe(slowly(one));
    }),
    { seed: 42, numRuns: 1000 * Number(process.env['VESTIBULE_SEARCH'] ?? 1) },
  );
});

test('no two characters that go the short way join', () => {
  const blocks = [...'aé\nЖש…€、あア中한！🐈👍🙂🤔'];
  const all = blocks.flatMap((one) => blocks.map((two) => one + two));
  expect(all.map(graphemesOf)).toEqual(all.map(slowly));
  expect(graphemesOf('a\r\nb')).toBe(3);
});
