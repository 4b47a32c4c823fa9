import { accountsView } from './accounts';
import { inboxView } from './inbox';
import { readConversation, type MessageItem } from './inbox-history';
import { listConversations, type ListedFolder } from './inbox-queries';
import { inboxOf, sent } from './inbox.words';
import { openStore, projectorFor, world } from './views.words';

export const view = inboxView;
export const folders: readonly ListedFolder[] = ['inbox', 'requests', 'hidden', 'declined'];
export const [fromAnn, fromBob] = [
  { from: 'ann', to: 'bob' },
  { from: 'bob', to: 'ann' },
];
export const [annsInbox, bobsInbox] = [inboxOf('bob'), inboxOf('ann')];

export const openInboxes = async () => {
  const { streams, write } = openStore();
  const { database } = world();
  const schema = await world().schemaFor(view);
  const accounts = await world().schemaFor(accountsView);
  const schemas = { inbox: schema, accounts };
  const project = projectorFor({ view, database, streams, schema });
  const tell = async (...told: Parameters<typeof write>) => project(await write(...told));

  const listed = async (person: string, folder: ListedFolder) =>
    (await listConversations(database, { person, folder, limit: 10 }, schemas)).items;
  const history = async (person: string, conversationId = 'c') =>
    (await readConversation(database, { person, conversationId, limit: 10 }, schemas)).items;
  const read = async (person: string, conversationId?: string): Promise<readonly MessageItem[]> =>
    (await history(person, conversationId)).filter((item) => item.kind !== 'gap');
  const readIds = async (person: string, conversationId?: string) =>
    (await read(person, conversationId)).map(({ messageId }) => messageId);
  return {
    streams,
    write,
    schema,
    schemas,
    database,
    project,
    tell,
    listed,
    history,
    read,
    readIds,
  };
};

/** Ann has written once to Bob; it lies in his requests. */
export const openRequest = async () => {
  const scene = await openInboxes();
  await scene.tell('pair-c', sent('m1', fromAnn));
  await scene.tell('inbox-ann', annsInbox.placed('m1', 'sent'));
  await scene.tell('inbox-bob', bobsInbox.placed('m1', 'requests'));
  return scene;
};
