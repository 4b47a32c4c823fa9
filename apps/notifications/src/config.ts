import { ConfigError } from '@vestibule/service';
import { type ChannelName, channelNames } from './channels/channel';
import type { WebPushOptions } from './channels/web-push';
import type { WebhookOptions } from './channels/webhook';

type Environment = Readonly<Record<string, string | undefined>>;

/** Which channels run, and what each needs; see `docs/operations.md` for each variable. */
export type ChannelsConfig = {
  readonly names: readonly ChannelName[];
  readonly webhook: WebhookOptions | null;
  readonly webPush: Omit<WebPushOptions, 'agent'> | null;
  /** Where names and previews are looked up; only where a channel shows them. */
  readonly databaseUrl: string | null;
};

/** The push services of the browsers that are in wide use. */
const pushServices =
  'fcm.googleapis.com,updates.push.services.mozilla.com,.push.apple.com,.notify.windows.com';

const secretMin = 16;

const listIn = (text: string): readonly string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

const isKnown = (name: string): name is ChannelName =>
  (channelNames as readonly string[]).includes(name);

type Wanted = (name: string, example: string, fits: (value: string) => boolean) => string;

/** Reads variables, and keeps what is wrong with them; never their values, some are secrets. */
const readerOf = (env: Environment) => {
  const problems: string[] = [];
  const wanted: Wanted = (name, example, fits) => {
    const value = env[name]?.trim() ?? '';
    if (!fits(value)) problems.push(`${name} is missing or wrong, it wants ${example}`);
    return value;
  };
  return { problems, wanted };
};

const isLong = ({ length }: string): boolean => length >= secretMin;
const isAddress = (text: string): boolean => /^https?:\/\/[^@]+$/u.test(text) && URL.canParse(text);

const webhookIn = (wanted: Wanted): WebhookOptions => ({
  url: wanted('WEBHOOK_URL', 'an http or https address', isAddress),
  secret: wanted('WEBHOOK_SECRET', `at least ${secretMin} characters`, isLong),
});

const vapidIn = (wanted: Wanted): WebPushOptions['vapid'] => {
  const isSubject = (text: string) => /^(?:mailto:|https:\/\/)./u.test(text);
  const isPublic = (text: string) => /^[\w-]{87}$/u.test(text);
  const isPrivate = (text: string) => /^[\w-]{43}$/u.test(text);
  return {
    subject: wanted('VAPID_SUBJECT', 'mailto:… or https://…', isSubject),
    publicKey: wanted('VAPID_PUBLIC_KEY', '65 bytes in base64url', isPublic),
    privateKey: wanted('VAPID_PRIVATE_KEY', '32 bytes in base64url', isPrivate),
  };
};

/** Reads which channels run. Throws `ConfigError` with every problem. */
export const channelsConfigOf = (env: Environment): ChannelsConfig => {
  const { problems, wanted } = readerOf(env);
  const listed = listIn(env['CHANNELS']?.trim() || 'console');
  const names = channelNames.filter((name) => listed.includes(name));
  for (const name of listed.filter((one) => !isKnown(one)))
    problems.push(`CHANNELS names ${name}, which is none of ${channelNames.join(', ')}`);
  const hosts = listIn(env['WEB_PUSH_HOSTS']?.trim() || pushServices);
  const database = 'postgres://user:password@127.0.0.1:5432/vestibule';
  const config: ChannelsConfig = {
    names,
    webhook: names.includes('webhook') ? webhookIn(wanted) : null,
    webPush: names.includes('web-push') ? { vapid: vapidIn(wanted), hosts } : null,
    databaseUrl: names.some((name) => name !== 'console')
      ? wanted('DATABASE_URL', database, Boolean)
      : null,
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
};
