import { errors } from '../errors';
import { worldOf } from './group.words';

describe('a new group', () => {
  test('gathers members for the initial delay, again while more arrive, then begins a generation', async () => {
    const { enter, move, turn, joined, group } = worldOf(50);
    enter('a');
    move(40);
    enter('b');
    move(20);
    await turn();
    expect([joined['a'], group.state]).toEqual([undefined, 'PreparingRebalance']);
    move(40);
    await turn();
    expect(joined['a']).toMatchObject({ error: 0, generation: 1, leader: 'a', protocol: 'range' });
    expect(joined['a']?.members.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(joined['b']).toMatchObject({ error: 0, leader: 'a', members: [] });
  });

  test('gives each member what the leader assigned, whoever asks first', async () => {
    const { stable, synced, group, heartbeat } = worldOf();
    await stable('a', 'b');
    expect(group.state).toBe('Stable');
    expect(synced['a']?.assignment.toString()).toBe('a');
    expect(synced['b']?.assignment.toString()).toBe('b');
    expect([heartbeat('a'), heartbeat('b')]).toEqual([0, 0]);
  });

  test('gives out an id first where the client asks for one, and waits for its owner', async () => {
    const { join, joined, turn, move, group } = worldOf();
    join('', { asksForId: true, clientId: 'app' });
    await turn();
    expect(joined['']).toMatchObject({
      error: errors.MEMBER_ID_REQUIRED,
      member: expect.stringMatching(/^app-/),
    });
    const id = joined['']?.member ?? '';
    join(id);
    await turn();
    expect(joined[id]).toMatchObject({ error: 0, member: id });
    join('', { asksForId: true });
    await turn();
    join(id, { protocols: [{ name: 'range', metadata: Buffer.from('new') }] });
    await turn();
    expect([joined[id], group.state]).toEqual([undefined, 'PreparingRebalance']);
    move(1_000);
    await turn();
    expect(joined[id]).toMatchObject({ error: 0, generation: 2 });
  });

  test('takes the protocol that all know and most prefer', async () => {
    const { enter, join, turn, joined, group, move } = worldOf(50);
    const named = (...names: readonly string[]) => ({
      protocols: names.map((name) => ({ name, metadata: Buffer.from(name) })),
    });
    enter('a', named('only-a', 'range', 'sticky'));
    enter('b', named('sticky', 'range'));
    enter('c', named('sticky', 'range'));
    move(200);
    await turn();
    expect(joined['a']).toMatchObject({ protocol: 'sticky' });
    group.announce('d', 1_000);
    join('d', named('other'));
    await turn();
    expect(joined['d']?.error).toBe(errors.INCONSISTENT_GROUP_PROTOCOL);
  });
});

describe('a stable group', () => {
  test('makes everybody join again when somebody arrives', async () => {
    const { stable, enter, join, heartbeat, turn, joined, group } = worldOf();
    await stable('a');
    enter('b');
    expect([heartbeat('a'), group.state]).toEqual([
      errors.REBALANCE_IN_PROGRESS,
      'PreparingRebalance',
    ]);
    await turn();
    expect(joined['b']).toBeUndefined();
    join('a');
    await turn();
    expect([joined['a']?.generation, joined['b']?.generation]).toEqual([2, 2]);
  });

  test('gives a follower that joins again the same answer, but begins anew for the leader', async () => {
    const { stable, join, turn, joined, group } = worldOf();
    await stable('a', 'b');
    join('b');
    await turn();
    expect([joined['b']?.generation, group.state]).toEqual([1, 'Stable']);
    join('a');
    await turn();
    expect([joined['a'], group.state]).toEqual([undefined, 'PreparingRebalance']);
  });

  test('drops who has not joined when the longest rebalance timeout is over', async () => {
    const { stable, enter, heartbeat, move, turn, joined, group } = worldOf();
    await stable('a');
    enter('b');
    for (let i = 0; i < 10; i += 1) {
      move(500);
      heartbeat('a');
    }
    await turn();
    expect(joined['b']).toMatchObject({ generation: 2, leader: 'b' });
    expect([...group.members.keys()]).toEqual(['b']);
    expect(heartbeat('a')).toBe(errors.UNKNOWN_MEMBER_ID);
  });

  test('drops who has not synced in time, and lets the others go on', async () => {
    const { stable, enter, join, sync, heartbeat, move, turn, group, synced } = worldOf();
    await stable('a');
    enter('b');
    join('a');
    await turn();
    sync('b');
    for (let i = 0; i < 10; i += 1) {
      heartbeat('a');
      move(500);
    }
    await turn();
    expect(synced['b']?.error).toBe(errors.REBALANCE_IN_PROGRESS);
    expect([[...group.members.keys()], group.state]).toEqual([['b'], 'PreparingRebalance']);
  });

  test('loses a silent member after its session timeout, but not one that waits for an answer', async () => {
    const { stable, enter, heartbeat, move, turn, joined, group } = worldOf();
    await stable('a', 'b');
    move(900);
    heartbeat('a');
    move(200);
    expect([...group.members.keys()]).toEqual(['a']);
    enter('c');
    move(950);
    await turn();
    expect(joined['c']).toMatchObject({ generation: 2, leader: 'c' });
  });

  test('goes on with the others when somebody leaves, and is empty at last', async () => {
    const { stable, leave, join, heartbeat, turn, joined, group, told, pending } = worldOf();
    await stable('a', 'b');
    expect(leave('a')).toBe(0);
    expect(heartbeat('b')).toBe(errors.REBALANCE_IN_PROGRESS);
    join('b');
    await turn();
    expect(joined['b']).toMatchObject({ generation: 2, leader: 'b' });
    expect([leave('b'), leave('b')]).toEqual([0, errors.UNKNOWN_MEMBER_ID]);
    expect([group.state, told()]).toEqual(['Empty', 1]);
    expect(pending()).toBe(0);
  });

  test('survives a rebalance timeout of 0', async () => {
    const { enter, sync, turn, synced, move } = worldOf();
    enter('a', { rebalanceMs: 0 });
    await turn();
    move(500);
    sync('a', ['a']);
    await turn();
    expect(synced['a']?.error).toBe(0);
  });

  test('refuses one more than its limit', async () => {
    const { stable, join, turn, joined } = worldOf();
    await stable('a', 'b', 'c');
    join('');
    await turn();
    expect(joined['']?.error).toBe(errors.GROUP_MAX_SIZE_REACHED);
  });
});

describe('a commit', () => {
  test('counts from a member in its generation, also before it joins again', async () => {
    const { stable, enter, commit, join, turn } = worldOf();
    expect(commit('', -1)).toBe(0);
    await stable('a');
    expect([commit('a'), commit('a', 0), commit('x')]).toEqual([0, 22, 25]);
    expect(commit('', -1)).toBe(errors.UNKNOWN_MEMBER_ID);
    enter('b');
    expect(commit('a')).toBe(0);
    join('a');
    await turn();
    expect(commit('a')).toBe(errors.REBALANCE_IN_PROGRESS);
    expect(commit('a', 1)).toBe(errors.ILLEGAL_GENERATION);
  });
});

describe('an unknown member', () => {
  test('is told so by everything it asks', async () => {
    const { join, sync, heartbeat, leave, turn, joined, synced } = worldOf();
    join('x');
    sync('x');
    await turn();
    expect([joined['x']?.error, synced['x']?.error, heartbeat('x'), leave('x')]).toEqual([
      25, 25, 25, 25,
    ]);
  });
});
