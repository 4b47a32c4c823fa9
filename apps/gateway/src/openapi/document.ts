import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { commandNames } from '../commands/command';
import { bodies, namesOther } from './examples';
import { schemas } from './schemas';

const description =
  'The door for people. Every route acts for the account that is the subject of the token, and ' +
  'for no other. A refusal of the door has a stable `code`; a refusal that was decided is an ' +
  'outcome, with a code of its own.';

const head = () =>
  new DocumentBuilder()
    .setTitle('Vestibule')
    .setDescription(description)
    .setVersion('1.0.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'token')
    .addApiKey({ type: 'apiKey', in: 'query', name: 'access_token' }, 'tokenInQuery')
    .addSecurityRequirements('token')
    .build();

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['post']>;

const anyCommand = '/v1/commands/{type}';

const bodyOf = (type: string): Operation['requestBody'] => ({
  required: type !== 'DeleteAccount',
  content: {
    'application/json': {
      schema: { $ref: `#/components/schemas/${type}` },
      example: bodies[type] ?? namesOther,
    },
  },
});

/** One route takes all commands; whoever reads the document sees each with its own shape. */
const commandPaths = (operation: Operation): Paths =>
  Object.fromEntries(
    commandNames.map((type) => [
      `/v1/commands/${type}`,
      {
        post: {
          ...operation,
          operationId: type,
          summary: `Ask ${type} and get its outcome`,
          parameters: (operation.parameters ?? []).filter(
            (parameter) => !('name' in parameter && parameter.name === 'type'),
          ),
          requestBody: bodyOf(type),
        },
      },
    ]),
  );

/** The OpenAPI 3.0 document of the door, with the schemas of the contracts. */
export const documentOf = (app: INestApplication): OpenAPIObject => {
  const { paths, components, ...rest } = SwaggerModule.createDocument(app, head(), {
    operationIdFactory: (_: string, method: string) => method,
  });
  const { [anyCommand]: commands, ...others } = paths;
  const asked = commands?.post ? commandPaths(commands.post) : {};
  return {
    ...rest,
    paths: { ...asked, ...others },
    components: { ...components, schemas: schemas() },
  };
};
