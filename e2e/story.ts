import { type MemoryGround, memoryGround } from './memory-ground';
import { wireGround } from './wire-ground';
import { type World, openWorld } from './world';

/** Whether stories run over Kafka and the store (`WORLD=wire`) or on the twins. */
const onTheWire = process.env['WORLD'] === 'wire';

/** A story: one test, in a world of its own. */
export const story = (name: string, tell: (world: World) => Promise<void>): void => {
  test(name, async () => {
    const world = await openWorld(await (onTheWire ? wireGround() : memoryGround()));
    try {
      await tell(world);
    } finally {
      await world.close();
    }
  });
};

/** A story on the twins alone, whose time can be put forward. In files named `.twin.spec.ts`. */
export const twinStory = (
  name: string,
  tell: (world: World, ground: MemoryGround) => Promise<void>,
): void => {
  test(name, async () => {
    const ground = await memoryGround();
    const world = await openWorld(ground);
    try {
      await tell(world, ground);
    } finally {
      await world.close();
    }
  });
};
