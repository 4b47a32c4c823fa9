import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyBytesMax } from './commands/body';
import { DOOR, type Door } from './door';
import { GatewayModule } from './gateway.module';
import { documentOf } from './openapi/document';
import { OpenapiController } from './openapi/openapi.controller';

type Routed = IncomingMessage & { readonly route?: { readonly path?: unknown } };

const requestWithinMs = 30_000;

/** Answers are for one person and one moment. */
const headers: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Counts by the route's pattern: paths and queries hold ids and tokens. */
const count = ({ meters }: Door, request: Routed, response: ServerResponse): void => {
  const startedAt = performance.now();
  response.once('close', () => {
    const route = typeof request.route?.path === 'string' ? request.route.path : 'none';
    const seconds = (performance.now() - startedAt) / 1_000;
    meters.answered({ route, status: response.statusCode, seconds });
  });
};

/** The HTTP application on an open door; it does not listen yet. */
export const applicationOn = async (open: () => Promise<Door>): Promise<NestExpressApplication> => {
  const app = await NestFactory.create<NestExpressApplication>(GatewayModule.of(open), {
    logger: ['error', 'warn', 'fatal'],
    abortOnError: false,
    bodyParser: false,
  });
  const door = app.get<Door>(DOOR);
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use((request: Routed, response: ServerResponse, next: () => void) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    count(door, request, response);
    next();
  });
  // Any type: what is not JSON is refused with its own code where a body is expected.
  app.useBodyParser('raw', { limit: bodyBytesMax, type: () => true, inflate: false });
  app.getHttpServer().requestTimeout = requestWithinMs;
  app.get(OpenapiController).publish(documentOf(app));
  return app;
};
