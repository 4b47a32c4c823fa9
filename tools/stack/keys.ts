import { readFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type JWK, SignJWT, exportJWK, generateKeyPair, importJWK } from 'jose';
import webPush from 'web-push';

/** The local stack's own issuer: never used where JWKS_URL names a real one. */
export type LocalKeys = {
  readonly jwksFile: string;
  /** A token whose subject is the acting account, good for a week. */
  readonly tokenFor: (accountId: string) => Promise<string>;
};

const algorithm = 'EdDSA';
export const localIssuer = 'vestibule-local';
export const localAudience = 'vestibule';

const savedKey = async (file: string): Promise<JWK | undefined> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JWK;
  } catch {
    return undefined; // first start in this directory
  }
};

const newKey = async (file: string): Promise<JWK> => {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'local', alg: algorithm, use: 'sig' };
  await writeFile(file, JSON.stringify(key), { mode: 0o600 });
  return key;
};

/** Opens the key pair of this data directory, made on first use. */
export const localKeys = async (directory: string): Promise<LocalKeys> => {
  await mkdir(directory, { recursive: true });
  const file = join(directory, 'private.json');
  const key = (await savedKey(file)) ?? (await newKey(file));
  const { d: _, ...publicKey } = key;
  const jwksFile = join(directory, 'jwks.json');
  await writeFile(jwksFile, JSON.stringify({ keys: [publicKey] }));
  const signing = await importJWK(key, algorithm);
  return {
    jwksFile,
    tokenFor: async (accountId) =>
      new SignJWT({})
        .setProtectedHeader({ alg: algorithm, kid: 'local' })
        .setSubject(accountId)
        .setIssuer(localIssuer)
        .setAudience(localAudience)
        .setIssuedAt()
        .setExpirationTime('7d')
        .sign(signing),
  };
};

/** In whose name the local stack pushes to browsers, as its environment says it. */
export type PushKeys = {
  readonly VAPID_SUBJECT: string;
  readonly VAPID_PUBLIC_KEY: string;
  readonly VAPID_PRIVATE_KEY: string;
};

/** The keys of this data directory, made on first use: browsers subscribe with the public one. */
export const localPushKeys = async (directory: string): Promise<PushKeys> => {
  await mkdir(directory, { recursive: true });
  const file = join(directory, 'push.json');
  const saved = await readFile(file, 'utf8').catch(() => null);
  if (saved !== null) return JSON.parse(saved) as PushKeys;
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  const keys: PushKeys = {
    VAPID_SUBJECT: 'mailto:nobody@localhost',
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: privateKey,
  };
  await writeFile(file, JSON.stringify(keys), { mode: 0o600 });
  return keys;
};
