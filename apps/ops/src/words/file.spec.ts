import { wordsIn, wordsInFile } from './file';

test('a file of words has one per line, each once, without comments', () => {
  const text = '# phrases\r\n free crypto \n\nfree crypto\nbuy followers\n#end';
  expect(wordsIn(text)).toEqual(['free crypto', 'buy followers']);
});

test('a file that is not there is named', () => {
  expect(() => wordsInFile('no-such.txt')).toThrow('no-such.txt cannot be read');
});
