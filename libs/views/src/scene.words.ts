import { accountsView } from './accounts';
import { followed, phoneConfirmed, registered, unfollowed } from './account.words';
import { all, contentIn, openStore, projectorFor, world } from './views.words';

export const view = accountsView;
export const [annStream, bobStream] = ['account-ann', 'account-bob'] as const;

/** Ann and Bob, with a history that leaves something in every table. */
export const openScene = async () => {
  const store = openStore();
  await store.write(annStream, registered('ann'), followed('ann', 'bob', 3_000));
  await store.write(bobStream, registered('bob'), phoneConfirmed('bob'));
  await store.write(annStream, unfollowed('ann', 'bob'), followed('ann', 'bob', 4_000));
  await store.write(bobStream, followed('bob', 'ann', 5_000), followed('bob', 'eve', 6_000));
  const schema = await world().schemaFor(view);
  const { database } = world();
  const project = projectorFor({ view, database, streams: store.streams, schema });
  const events = await all(store.streams, annStream, bobStream);
  return { ...store, schema, database, project, events, at: { view, database, schema } };
};

/** What the events leave when they come once and in order. */
export const expectedContent = async () => {
  const scene = await openScene();
  await scene.project(scene.events);
  return contentIn(view, scene.schema);
};
