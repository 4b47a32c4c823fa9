import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  Equals,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  validateSync,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { orNull, schemaOf } from './schema';

/** The shape of a part, behind a function because a class may stand further down. */
type Part = () => new () => object;

const all =
  (...decorators: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, name) => {
    for (const decorate of decorators) decorate(target, name);
  };

const inSchema = JSONSchema as (schema: unknown) => PropertyDecorator;

/** A whole number. `IsInt` goes last: a later `Min` turns the schema's `integer` into `number`. */
export const IsCount = (min = 0, max = Number.MAX_SAFE_INTEGER): PropertyDecorator =>
  all(Min(min), Max(max), IsInt());

/** A number that need not be whole. */
export const IsAmount = (min: number, max: number): PropertyDecorator =>
  all(Min(min), Max(max), IsNumber());

/** An instant: whole milliseconds since the epoch, up to the end of the year 9999. */
export const IsAtMs = (): PropertyDecorator => IsCount(0, 253_402_300_799_999);

/** `min` to `max` code points. `MaxLength` does not count variation selectors; a schema does. */
export const IsText = (max: number, min = 1): PropertyDecorator =>
  Matches(new RegExp(`^[\\s\\S]{${min},${max}}$`, 'u'));

/** A UUID in lower case, of any version. */
export const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/** A UUIDv7 in lower case. */
export const commandIdPattern =
  /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

/** A UUID in lower case. `IsUUID` and its schema disagree on versions and on `urn:uuid:`. */
export const IsId = (): PropertyDecorator => Matches(idPattern);

/** A UUIDv7 in lower case; its first 48 bits are the time of issue. */
export const IsCommandId = (): PropertyDecorator => Matches(commandIdPattern);

/** A calendar date, YYYY-MM-DD. That there is such a day is for the rules to say. */
export const IsDay = (): PropertyDecorator =>
  Matches(/^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/u);

/** ISO 3166-1 alpha-2, in upper case. */
export const IsRegion = (): PropertyDecorator => Matches(/^[A-Z]{2}$/u);

/** An address on the web: https, a host's name, at most 2,000 characters that can be seen. */
export const IsEndpoint = (): PropertyDecorator =>
  Matches(/^https:\/\/[a-z0-9.-]{1,253}(:[0-9]{1,5})?\/[!-~]{0,1700}$/u);

/** Bytes in base64url, without padding: exactly `characters` of them. */
export const IsBase64 = (characters: number): PropertyDecorator =>
  Matches(new RegExp(`^[A-Za-z0-9_-]{${characters}}$`, 'u'));

/** One of a closed list of words. */
export const IsOneOf = (values: readonly string[]): PropertyDecorator => IsIn(values);

/** True or false. */
export const IsFlag = (): PropertyDecorator => IsBoolean();

/** Exactly this flag: what tells two shapes apart. */
export const IsOnly = (flag: boolean): PropertyDecorator => Equals(flag);

/** A nested shape, always present. `ValidateNested` alone accepts an absent value and a list. */
export const IsPart = (part: Part): PropertyDecorator =>
  all(
    IsDefined(),
    IsObject(),
    ValidateNested(),
    Type(part),
    inSchema(() => schemaOf(part())),
  );

const fits = (part: Part, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  validateSync(plainToInstance(part(), value)).length === 0;

/** A nested shape that is one of several; the type of the field is their union. */
export const IsEither = (...parts: readonly Part[]): PropertyDecorator =>
  all(
    ValidateBy({
      name: 'isEither',
      validator: { validate: (value) => parts.some((part) => fits(part, value)) },
    }),
    inSchema(() => ({ anyOf: parts.map((part) => schemaOf(part())) })),
  );

const IsList = (max: number): PropertyDecorator => all(IsArray(), ArrayMaxSize(max));

const IsListMatching = (pattern: RegExp, max: number): PropertyDecorator =>
  all(
    IsList(max),
    Matches(pattern, { each: true }),
    inSchema({ type: 'array', maxItems: max, items: { type: 'string', pattern: pattern.source } }),
  );

/** At most `max` ids. */
export const IsListOfIds = (max: number): PropertyDecorator => IsListMatching(idPattern, max);

/** At most `max` texts of 1 to `lengthMax` code points each. */
export const IsListOfTexts = (lengthMax: number, max: number): PropertyDecorator =>
  IsListMatching(new RegExp(`^[\\s\\S]{1,${lengthMax}}$`, 'u'), max);

/** At most `max` ISO 3166-1 alpha-2 codes, in upper case. */
export const IsListOfRegions = (max: number): PropertyDecorator =>
  IsListMatching(/^[A-Z]{2}$/u, max);

/** At most `max` of a closed list of words. */
export const IsListOfOneOf = (values: readonly string[], max: number): PropertyDecorator =>
  all(
    IsList(max),
    IsIn(values, { each: true }),
    inSchema({ type: 'array', maxItems: max, items: { type: 'string', enum: values } }),
  );

/** At most `max` nested shapes. */
export const IsListOf = (part: Part, max: number): PropertyDecorator =>
  all(
    IsList(max),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(part),
    inSchema(() => ({ type: 'array', maxItems: max, items: schemaOf(part()) })),
  );

/** May be absent, is never null. `IsOptional` lets null pass; a schema does not. */
export const Maybe = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** Always present, may be null. */
export const OrNull = (): PropertyDecorator =>
  all(
    ValidateIf((_, value) => value !== null),
    Reflect.metadata(orNull, true),
  );
