import type { Device, NoticeCommand, NoticeEvent, NoticeState, Preferences } from './notice';

type Data<Type extends NoticeCommand['type']> = Extract<NoticeCommand, { type: Type }>['data'];
type Unchanged = Extract<NoticeEvent, { type: 'NoticeUnchanged' }>['data'];

const devicesMax = 20;

const unchanged = (
  { atMs, commandId }: { readonly atMs: number; readonly commandId: string },
  command: Unchanged['command'],
  reason: Unchanged['reason'],
): readonly NoticeEvent[] => [
  { type: 'NoticeUnchanged', data: { atMs, commandId, command, reason } },
];

/** What a person is told of from now on. */
export const changePreferences = (
  data: Data<'ChangePreferences'>,
  { preferences: now }: NoticeState,
): readonly NoticeEvent[] => {
  const { atMs, commandId } = data;
  const next: Preferences = {
    requests: data.requests ?? now.requests,
    messages: data.messages ?? now.messages,
    acceptances: data.acceptances ?? now.acceptances,
    previews: data.previews ?? now.previews,
  };
  const isSame = (Object.keys(next) as (keyof Preferences)[]).every(
    (name) => next[name] === now[name],
  );
  if (isSame) return unchanged(data, 'ChangePreferences', 'already_so');
  return [{ type: 'PreferencesChanged', data: { atMs, commandId, ...next } }];
};

const isSameDevice = (one: Device, another: Device): boolean =>
  one.endpoint === another.endpoint && one.p256dh === another.p256dh && one.auth === another.auth;

/** One browser has one endpoint: under another id it would be told everything twice. */
export const addDevice = (
  data: Data<'AddDevice'>,
  { devices }: NoticeState,
): readonly NoticeEvent[] => {
  const { atMs, commandId, deviceId, endpoint, p256dh, auth } = data;
  const known = devices[deviceId];
  if (known && isSameDevice(known, data)) return unchanged(data, 'AddDevice', 'already_so');
  const others = Object.entries(devices).filter(([id]) => id !== deviceId);
  const replaced = others.filter(([, device]) => device.endpoint === endpoint);
  if (others.length - replaced.length >= devicesMax)
    return unchanged(data, 'AddDevice', 'too_many_devices');
  return [
    ...replaced.map(([id]): NoticeEvent => ({
      type: 'DeviceRemoved',
      data: { atMs, deviceId: id, why: 'replaced' },
    })),
    { type: 'DeviceAdded', data: { atMs, commandId, deviceId, endpoint, p256dh, auth } },
  ];
};

export const removeDevice = (
  data: Data<'RemoveDevice'>,
  { devices }: NoticeState,
): readonly NoticeEvent[] => {
  const { atMs, commandId, deviceId } = data;
  if (!devices[deviceId]) return unchanged(data, 'RemoveDevice', 'no_device');
  return [{ type: 'DeviceRemoved', data: { atMs, commandId, deviceId, why: 'asked' } }];
};

/** Not if the same device has another endpoint by now. */
export const forgetDevice = (
  { atMs, deviceId, endpoint }: Data<'ForgetDevice'>,
  { devices }: NoticeState,
): readonly NoticeEvent[] =>
  devices[deviceId]?.endpoint === endpoint
    ? [{ type: 'DeviceRemoved', data: { atMs, deviceId, why: 'gone' } }]
    : [];
