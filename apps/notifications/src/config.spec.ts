import { ConfigError } from '@vestibule/service';
import { channelsConfigOf } from './config';

const all = {
  CHANNELS: 'web-push, console,webhook',
  WEBHOOK_URL: 'https://hooks.example.net/vestibule',
  WEBHOOK_SECRET: 'sixteen or more characters',
  VAPID_SUBJECT: 'mailto:operator@example.net',
  VAPID_PUBLIC_KEY: 'B'.repeat(87),
  VAPID_PRIVATE_KEY: 'p'.repeat(43),
  DATABASE_URL: 'postgres://somebody:secret@127.0.0.1:5432/vestibule',
};

const problemsOf = (env: Readonly<Record<string, string>>): readonly string[] => {
  try {
    channelsConfigOf(env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
};

describe('the configuration of channels', () => {
  test.each([{}, { CHANNELS: '' }])(
    'is the log alone where nothing is said, and needs nothing then',
    (env: Parameters<typeof channelsConfigOf>[0]) =>
      expect(channelsConfigOf(env)).toEqual({
        names: ['console'],
        webhook: null,
        webPush: null,
        databaseUrl: null,
      }),
  );

  test('has what each channel needs', () => {
    const { names, webhook, webPush, databaseUrl } = channelsConfigOf(all);
    expect(names).toEqual(['console', 'webhook', 'web-push']);
    expect(webhook).toEqual({ url: all.WEBHOOK_URL, secret: all.WEBHOOK_SECRET });
    expect(webPush?.vapid).toEqual({
      subject: all.VAPID_SUBJECT,
      publicKey: all.VAPID_PUBLIC_KEY,
      privateKey: all.VAPID_PRIVATE_KEY,
    });
    expect(webPush?.hosts).toContain('fcm.googleapis.com');
    expect(databaseUrl).toBe(all.DATABASE_URL);
  });

  test('tells everything that is wrong at once', () => {
    const problems = problemsOf({ CHANNELS: 'webhook,web-push,pigeon' });
    const names = ['pigeon', 'WEBHOOK_URL', 'WEBHOOK_SECRET', 'VAPID_SUBJECT', 'DATABASE_URL'];
    for (const name of [...names, 'VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY'])
      expect(problems.filter((problem) => problem.includes(name))).toHaveLength(1);
  });

  test.each([
    ['WEBHOOK_URL', 'ftp://hooks.example.net'],
    ['WEBHOOK_URL', 'https://user:password@hooks.example.net'],
    ['WEBHOOK_SECRET', 'short'],
    ['VAPID_SUBJECT', 'operator@example.net'],
    ['VAPID_PRIVATE_KEY', 'not a key'],
  ])('refuses %s as "%s", and does not repeat it', (name, value) => {
    const problems = problemsOf({ ...all, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
    expect(problems[0]).not.toContain(value);
  });
});
