import 'reflect-metadata';
import { Catch, type ExceptionFilter, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Observable, throwError } from 'rxjs';
import { ConfigError } from './config';
import { HOST, type Hosted } from './hosted';
import { KafkaStrategy } from './strategy';

/** Hard limit of an orderly end; Kubernetes waits 30 s. */
const endWithinMs = 20_000;

/** Nest would hand the strategy a plain "Internal server error": it needs the fault itself. */
@Catch()
class Rethrow implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

const endOn = (app: { close: () => Promise<void> }, hosted: Hosted): void => {
  const { log } = hosted;
  let ending = false;
  const end = (code: number) => {
    if (ending) process.exit(code || 1); // a second signal does not wait
    ending = true;
    hosted.listening = false;
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
  if (process.send) {
    // Under a runner, Ctrl-C reaches the whole group: the runner says when each of us ends.
    process.on('SIGINT', () => {});
    process.on('disconnect', () => end(0));
  } else process.on('SIGINT', () => end(0));
  hosted.failed.catch((error: unknown) => {
    log.fatal({ err: error }, 'beyond repair here: ending, so that a fresh process can take over');
    end(1);
  });
};

const start = async (module: Type): Promise<void> => {
  const app = await NestFactory.create(module, {
    logger: ['error', 'warn', 'fatal'],
    abortOnError: false,
  });
  const hosted = app.get<Hosted>(HOST);
  app.useGlobalFilters(new Rethrow());
  for (const host of hosted.hosts)
    app.connectMicroservice({ strategy: new KafkaStrategy(host) }, { inheritAppConfig: true });
  endOn(app, hosted);
  await app.listen(Number(process.env['PORT'] ?? 3000), process.env['HTTP_HOST'] ?? '0.0.0.0');
  hosted.start();
  await app.startAllMicroservices();
  hosted.listening = true;
  const address = app.getHttpServer().address() as { port: number };
  hosted.log.info({ port: address.port }, 'ready');
  process.send?.({ ready: true, port: address.port });
};

/** Runs a service as a process: the one line of its `main.ts`. */
export const run = (module: Type): void => {
  start(module).catch((error: unknown) => {
    const text = error instanceof ConfigError ? error.message : String((error as Error).stack);
    process.stderr.write(`${text}\n`);
    process.exit(error instanceof ConfigError ? 2 : 1);
  });
};
