import { endingOf, InvalidArgumentError, NotFoundError, UsageError } from './failures';

test('what the operator can correct ends with 2', () => {
  expect(endingOf(new UsageError('say it again'))).toEqual({
    code: 2,
    said: 'error: say it again\n',
  });
  expect(endingOf(new InvalidArgumentError('no number')).code).toBe(2);
});

test('what is not there ends with 1', () => {
  expect(endingOf(new NotFoundError('nothing here'))).toEqual({
    code: 1,
    said: 'error: nothing here\n',
  });
});

test('what commander has told already is not told again', () => {
  const told = Object.assign(new Error('told'), { code: 'commander.missingArgument', exitCode: 1 });
  const help = Object.assign(new Error('help'), { code: 'commander.helpDisplayed', exitCode: 0 });
  expect(endingOf(told)).toEqual({ code: 2, said: '' });
  expect(endingOf(help)).toEqual({ code: 0, said: '' });
});

test('causes are told once each, without a stack', () => {
  const cause = new Error('the inner one', { cause: new Error('the inner one') });
  expect(endingOf(new Error('the outer one', { cause })).said).toBe(
    'error: the outer one\n  because: the inner one\n',
  );
});

test('a server that is away comes with advice', () => {
  const { code, said } = endingOf(new Error('connect ECONNREFUSED 127.0.0.1:1'));
  expect(code).toBe(1);
  expect(said).toContain('npm start');
});

test('a bug is told with its stack', () => {
  expect(endingOf(new TypeError('x is not a function')).said).toMatch(/TypeError: x.*\n +at /);
});
