import { memoryGround } from './memory-ground';
import { wireGround } from './wire-ground';
import { type World, openWorld } from './world';

/** Whether stories run over Kafka and the store (`WORLD=wire`) or on the twins. */
export const onTheWire = process.env['WORLD'] === 'wire';

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
