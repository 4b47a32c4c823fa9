import { hasLink } from './links';

describe('seed 28: links raise suspicion', () => {
  test.each([
    'http://x',
    'hxxps://x.y',
    'HTTPS://A.B',
    'ftp://files',
    'mailto:a',
    'javascript:alert()',
    'www.foo',
    'hello.com',
    'see example.org.',
    'bit.ly',
    't.me/abc',
    'bob@example.com',
    '1.2.3.4:80',
    '1.2.3.4/x',
    'example[.]com',
    'hxxp[:]//x',
    'hi..com and a.com',
    'ex\u200bample.com',
    'еxample.cоm',
    'ｅｘａｍｐｌｅ．ｃｏｍ',
    'example。com',
    'пример.рф',
    'пример.xn--p1ai',
    '𝐞𝐱𝐚𝐦𝐩𝐥𝐞.𝐜𝐨𝐦',
    'ⓔxample.ⓒom',
    '(example.com)',
    '🙂example.com🙂',
    'EXAMPLE.IO',
  ])('in %s', (text) => {
    expect(hasLink(text)).toBe(true);
  });

  test.each([
    '',
    'hello',
    'example dot com',
    'example . com',
    'ok.so',
    'call.me',
    'readme.md',
    'see you.today',
    'e.g. this',
    'a.b.c',
    '3.14',
    '1.2.3.4',
    'at 10:30',
    'note: this',
    '://',
    'www.',
    '.com',
    'hello...com',
    'photo.jpg',
    'and/or',
    'так.вот',
    'fine:)',
    '…',
  ])('and not in %s', (text) => {
    expect(hasLink(text)).toBe(false);
  });
});
