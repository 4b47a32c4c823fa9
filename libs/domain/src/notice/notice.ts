import type { Message } from '@vestibule/decider';

export type NoticeKind = 'request-received' | 'message-received' | 'request-accepted';

/** What a person wants to be told of; `previews`: with the beginning of a message of an open chat. */
export type Preferences = {
  readonly requests: boolean;
  readonly messages: boolean;
  readonly acceptances: boolean;
  readonly previews: boolean;
};

/** Where a browser is reached: what its push subscription says. */
export type Device = {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
};

/** What there is to tell of. */
type News = {
  readonly kind: NoticeKind;
  readonly conversationId: string;
  readonly other: string;
  /** When it happened: nothing older than 15 minutes is pushed. */
  readonly happenedAtMs: number;
};

/**
 * One thing to tell one person by one channel; a device is one, `all` stands for what no channel
 * tells. `noticeId` is stable: cause and channel.
 */
export type About = News & {
  readonly noticeId: string;
  readonly channel: string;
  readonly atMs: number;
};

/**
 * Which call a claim is for. `attempt` counts the calls that nobody knows the result of, this one
 * included; `postponed` those that were answered with "not now".
 */
export type Try = { readonly attempt: 1 | 2; readonly postponed?: number };

/** Why a notice is not pushed (again). */
export type Suppression = 'stale' | 'gone' | 'read' | 'muted' | 'off' | 'crowded';

/** What a person, or the other one, did about a conversation after something was to be told of it. */
export type Overtaking = {
  readonly conversationId: string;
  readonly why: 'gone' | 'read';
  /** Everything of it, the request alone, this message, or all up to this one. */
  readonly reach: 'all' | 'request' | { readonly message: string } | { readonly upTo: string };
};

/** What an asked command carries; `atMs` is when the broker took it. */
type Asking = { readonly commandId: string; readonly atMs: number };

export type NoticeCommand =
  /** Only the preferences named change. */
  | Message<'ChangePreferences', Asking & Partial<Preferences>>
  | Message<'AddDevice', Asking & Device & { readonly deviceId: string }>
  | Message<'RemoveDevice', Asking & { readonly deviceId: string }>
  /** From inside: the push service says that there is nobody at `endpoint` any more. */
  | Message<
      'ForgetDevice',
      { readonly atMs: number; readonly deviceId: string; readonly endpoint: string }
    >
  /**
   * From inside: something happened. `eventId` names it; `channels` are those that reach everybody,
   * `devices` whether devices are pushed to; `token` tells whose claims these are: random per process.
   */
  | Message<
      'TellNews',
      News & {
        readonly eventId: string;
        readonly messageId: string | null;
        /** Whether the beginning of that message may be shown at all. */
        readonly showable: boolean;
        readonly atMs: number;
        readonly token: string;
        readonly channels: readonly string[];
        readonly devices: boolean;
        /** What is known to have happened since, before this is told. */
        readonly overtaken: 'gone' | 'read' | null;
      }
    >
  /** From inside, like all below: claims once more what has no result, or was postponed. */
  | Message<'ClaimNotice', About & Try & { readonly token: string }>
  | Message<'ReportNotice', About & Try & { readonly result: Result }>
  | Message<'NoteOvertaking', Overtaking & { readonly atMs: number }>
  /** `untilMs` null and not `forever`: not muted any more. */
  | Message<'NoteMute', Mute>;

/** What became of a call; `not-now` is as definite as the first two. */
export type Result = 'sent' | 'failed' | 'not-now' | 'unknown';

type Mute = {
  readonly atMs: number;
  readonly conversationId: string;
  readonly untilMs: number | null;
  readonly forever: boolean;
};

export type NoticeUnchangedReason = 'already_so' | 'no_device' | 'too_many_devices';

/** These names are stored for ever: add, never rename. No bodies, no names. */
export type NoticeEvent =
  /** What this release writes has all of it; older ones have not. */
  | Message<
      'NoticeClaimed',
      About &
        Try & {
          readonly token: string;
          readonly messageId?: string | null;
          readonly previews?: boolean;
          readonly device?: Device;
        }
    >
  | Message<'NoticeSent', About>
  | Message<'NoticeFailed', About>
  | Message<'NoticeUnknown', About>
  /** The channel said "not now": it is claimed again at `untilMs`. */
  | Message<'NoticePostponed', About & Required<Try> & { readonly untilMs: number }>
  | Message<'NoticeSuppressed', About & { readonly why: Suppression }>
  /** A call is made at this moment; should it need another one, that is not made. */
  | Message<
      'NoticeOvertaken',
      { readonly atMs: number; readonly noticeId: string; readonly why: 'gone' | 'read' }
    >
  | Message<'MuteNoted', Mute>
  | Message<'PreferencesChanged', Asking & Preferences>
  | Message<'DeviceAdded', Asking & Device & { readonly deviceId: string }>
  | Message<
      'DeviceRemoved',
      {
        readonly atMs: number;
        readonly commandId?: string;
        readonly deviceId: string;
        readonly why: 'asked' | 'replaced' | 'gone';
      }
    >
  | Message<
      'NoticeUnchanged',
      Asking & {
        readonly command: 'ChangePreferences' | 'AddDevice' | 'RemoveDevice';
        readonly reason: NoticeUnchangedReason;
      }
    >;

/** A notice on its way: claimed, or postponed. It goes with its result. */
export type OpenNotice = Omit<About, 'atMs'> &
  Required<Try> & {
    readonly messageId: string | null;
    readonly previews: boolean;
    readonly waiting: boolean;
    readonly overtaken: 'gone' | 'read' | null;
  };

export type NoticeState = {
  readonly preferences: Preferences;
  /** At most 20, by id. */
  readonly devices: Readonly<Record<string, Device>>;
  /** Conversation → until when; null is for ever. */
  readonly mutes: Readonly<Record<string, number | null>>;
  /** Notices on their way, at most a few hundred, by id. */
  readonly open: Readonly<Record<string, OpenNotice>>;
};
