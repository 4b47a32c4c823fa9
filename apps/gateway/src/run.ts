import 'reflect-metadata';
import type { INestApplication } from '@nestjs/common';
import { ConfigError, system } from '@vestibule/service';
import { applicationOn } from './application';
import { gatewayConfigOf } from './config';
import { DOOR, type Door } from './door';
import { openConfigured } from './open';

/** Hard limit of an orderly end; Kubernetes waits 30 s. */
const endWithinMs = 20_000;
const lookEveryMs = 50;

const endOn = (app: INestApplication, door: Door): void => {
  const { log } = door;
  let isEnding = false;
  const end = (code: number) => {
    if (isEnding) process.exit(code || 1); // a second signal does not wait
    isEnding = true;
    door.leave();
    setTimeout(() => process.exit(1), endWithinMs).unref();
    app.close().then(
      () => process.exit(code),
      (error: unknown) => {
        log.fatal({ err: error }, 'could not end in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end(0));
  process.on('SIGINT', () => end(0));
  // Whoever started this process is gone.
  process.on('disconnect', () => end(0));
  door.hearing.failed.catch((error: unknown) => {
    log.fatal({ err: error }, 'beyond repair here: ending, so that a fresh process can take over');
    end(1);
  });
};

const start = async (): Promise<void> => {
  const config = gatewayConfigOf(process.env);
  const app = await applicationOn(async () => openConfigured(config));
  const door = app.get<Door>(DOOR);
  endOn(app, door);
  await app.listen(config.port, config.httpHost);
  await door.hearing.joined;
  while (!door.hearing.isCaughtUp()) await system.wait(lookEveryMs);
  const { port } = app.getHttpServer().address() as { readonly port: number };
  door.log.info({ port }, 'ready');
  process.send?.({ ready: true, port });
};

/** Runs the door as a process: the one line of its `main.ts`. */
export const run = (): void => {
  start().catch((error: unknown) => {
    const text = error instanceof ConfigError ? error.message : String((error as Error).stack);
    process.stderr.write(`${text}\n`);
    process.exit(error instanceof ConfigError ? 2 : 1);
  });
};
