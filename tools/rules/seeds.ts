/** A test, by its file and a part of its title. */
export type Place = { readonly file: string; readonly says: string };

/** One rule of those who asked for the product: where it is kept, and what else proves it. */
export type Seed = {
  readonly number: number;
  readonly rule: string;
  readonly places: readonly string[];
  /** Beside the tests that bear its number in their title. */
  readonly proofs: readonly Place[];
};

const conversation = 'libs/domain/src/conversation';
const rules = `${conversation}/rules.ts`;
const terms = `${conversation}/terms.ts`;
const admission = `${conversation}/admission.ts`;
const answers = `${conversation}/answers.ts`;
const evolve = `${conversation}/evolve.ts`;
const view = `${conversation}/view.ts`;
const send = `${conversation}/send.ts`;
const inbox = 'libs/domain/src/inbox';
const account = 'libs/domain/src/account';
const policy = 'libs/domain/src/policy';
const insight = 'libs/views/src/insight-queries.ts';
const codes = 'libs/contracts/src/codes.ts';

type Row = readonly [
  number: number,
  rule: string,
  places: readonly string[],
  proofs?: readonly (readonly [file: string, says: string])[],
];

const rows: readonly Row[] = [
  [
    1,
    'A conversation is between two people.',
    ['libs/contracts/src/ids.ts', view],
    [
      ['libs/contracts/src/ids.spec.ts', 'is the same from both sides and in any case'],
      ['libs/contracts/src/read.spec.ts', 'to oneself'],
    ],
  ],
  [2, 'There is no ongoing chat before the recipient accepts.', [view, terms]],
  [3, 'At most three unaccepted messages from one sender to one recipient.', [rules, terms]],
  [
    4,
    'The sender reads the exact notice of the limit.',
    [codes],
    [
      ['libs/contracts/src/codes.spec.ts', 'to the sender in the exact words'],
      ['e2e/three-messages.spec.ts', 'the third send tells the limit'],
    ],
  ],
  [
    5,
    'The recipient reads the exact notice on a request.',
    [codes],
    [['libs/contracts/src/codes.spec.ts', 'to the recipient in the exact words']],
  ],
  [6, 'One first message, then up to two more.', [terms, evolve]],
  [
    7,
    'After the third nothing more passes until the recipient accepts.',
    [rules],
    [['e2e/three-messages.spec.ts', 'a fourth message waits']],
  ],
  [8, 'Never accepted is never able to write again.', [terms, `${policy}/presets.ts`]],
  [9, 'An acceptance opens both directions.', [evolve, view]],
  [10, 'To ignore is a choice, and ends what the sender can do.', [rules, terms]],
  [11, 'The recipient is notified of a request.', ['apps/notifications/src/inbound.ts']],
  [12, 'The thread stays in both inboxes until a block.', [`${inbox}/evolve.ts`]],
  [13, 'The second and third message may come days later.', [terms]],
  [14, 'A request may land in a hidden folder.', [`${inbox}/rules.ts`]],
  [
    15,
    'All of it is there against spam, harassment and solicitation.',
    [rules],
    [
      ['e2e/three-messages.spec.ts', 'a fourth message waits'],
      ['e2e/silence.spec.ts', 'decline, block and silence'],
    ],
  ],
  [16, 'The first message to an open setting arrives as a request.', [terms, `${inbox}/rules.ts`]],
  [
    17,
    'The recipient has the choice.',
    [answers],
    [['libs/domain/src/conversation/answers.spec.ts', '%s meets its cell']],
  ],
  [18, 'Nobody under sixteen sends or receives.', [rules, `${account}/age.ts`]],
  [19, 'A sender has a registered phone number.', [rules]],
  [20, 'Whoever writes first follows the recipient, under the standard setting.', [admission]],
  [
    21,
    'An open setting takes messages from everyone; the profile offers to write.',
    [admission, 'apps/gateway/src/preflight/foresee.ts'],
  ],
  [22, 'The sender who follows first may write, as a request.', [admission]],
  [23, 'A private account takes messages only from people it knows.', [admission]],
  [24, 'A verified business has more room.', [terms, `${policy}/presets.ts`]],
  [
    25,
    'There are daily caps, and whoever floods is banned.',
    ['libs/domain/src/quota/windows.ts', rules],
  ],
  [26, 'Pacing does not go round the caps.', ['libs/domain/src/quota/windows.ts']],
  [27, 'Banned words are flagged.', ['libs/content/src/index.ts', rules]],
  [28, 'Links and strange content are suspicious.', ['libs/content/src/index.ts', rules]],
  [29, 'A block cuts off all that comes later.', [rules, answers]],
  [
    30,
    'A block is silent.',
    [rules, view],
    [['e2e/silence.spec.ts', 'decline, block and silence']],
  ],
  [31, 'Very many blocks are a signal for review, and no penalty.', [insight]],
  [32, 'Harassment can be reported.', [answers, 'libs/views/src/insight.ts']],
  [33, 'A no is an act of the person, never guessed from a text.', [answers]],
  [34, 'A second account does not refill the three.', [`${account}/rules.ts`]],
  [35, 'Read receipts can be switched off, for every device at once.', [`${account}/decide.ts`]],
  [36, 'A receipt is shown only if both have them on.', [`${inbox}/decide.ts`]],
  [37, 'Where the law forbids receipts, none is shown.', [`${inbox}/decide.ts`]],
  [
    38,
    'One conversation can be muted, which is no block and can be undone.',
    [`${inbox}/decide.ts`],
  ],
  [39, 'To delete removes it on the own side only.', [`${inbox}/decide.ts`]],
  [
    40,
    'Writing from a profile and from the inbox is one command.',
    ['libs/contracts/src/dm-commands.ts'],
    [['apps/gateway/src/commands/command.spec.ts', 'is asked for the caller']],
  ],
  [41, 'Every client has the same contract.', ['apps/gateway/src/openapi/document.ts']],
  [
    42,
    'Screenshots cannot be prevented: nothing pretends that they could.',
    ['libs/contracts/src/dm-commands.ts'],
    [['libs/contracts/src/topics.spec.ts', 'seed 42']],
  ],
  [43, 'A sender sees how openings fare, without a word of any one person.', [insight]],
  [44, 'A sender sees at which hours the own requests were accepted.', [insight]],
  [45, 'A sender sees what becomes of conversations after the yes.', [insight]],
  [
    46,
    'A large inbox can be cleared at once.',
    ['libs/views/src/inbox-queries.ts', 'apps/gateway/src/bulk/bulk.ts'],
  ],
  [
    47,
    'What two people have in common may only ever choose the folder.',
    [`${inbox}/rules.ts`],
    [['libs/domain/src/inbox/inbox.spec.ts', 'in hidden when its sender is too new']],
  ],
  [
    48,
    'First messages are short.',
    [rules],
    [['libs/domain/src/conversation/rules.spec.ts', 'when that stands in the way']],
  ],
  [
    49,
    'The result of every message is told exactly.',
    [send, 'libs/contracts/src/dm-outcomes.ts'],
    [
      ['libs/service/src/handle.spec.ts', 'gives each command one outcome'],
      ['apps/gating/src/gating.spec.ts', 'is answered once, under its own id'],
    ],
  ],
  [
    50,
    'Outreach platforms are clients like others, under a policy of their own.',
    [`${policy}/presets.ts`, 'libs/contracts/src/dm-outcomes.ts'],
    [
      ['libs/answers/src/answer.spec.ts', 'the presets that refuse openly'],
      ['libs/domain/src/policy/presets.spec.ts', 'differ where the rulebook says so'],
    ],
  ],
];

/** The fifty rules that the product started from, in the words of this repository. */
export const seeds: readonly Seed[] = rows.map(([number, rule, places, proofs = []]) => ({
  number,
  rule,
  places,
  proofs: proofs.map(([file, says]) => ({ file, says })),
}));
