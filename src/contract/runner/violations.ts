import { follow } from '../openapi.ts';
import type { OpenApiDocument, Schema } from '../openapi.ts';

/** One way to break one keyword of a schema: a copy of a valid value with one change, and where an error must point. */
export interface Violation {
  rule: string;
  location: string;
  value: unknown;
}

interface Place {
  location: string;
  /** A copy of the whole valid value in which this place holds `value`; without one, the place is left out. */
  replace(value?: unknown): unknown;
}

const samples: Record<string, unknown> = { string: 'text', number: 1, integer: 1, boolean: true, object: {}, array: [], null: null };
/** Text that patterns of names, ids, durations and zones do not take. */
const oddTexts = [' ', '!', 'ä !', '.', '..', '-', '\u0001', ' x', 'zzz zzz'];

/** Violations of every keyword of a schema, for a value that is valid. */
export function violationsOf(document: OpenApiDocument, schema: Schema, valid: unknown, location: string): Violation[] {
  return at(document, schema, valid, { location, replace: (value) => value });
}

/** A reference with what stands beside it. */
function resolve(document: OpenApiDocument, schema: Schema): Schema {
  return schema.$ref ? { ...follow<Schema>(document, schema), ...schema, $ref: undefined } : schema;
}

function at(document: OpenApiDocument, reference: Schema, valid: unknown, place: Place): Violation[] {
  const schema = resolve(document, reference);
  const breaks = (rule: string, value: unknown): Violation => ({ rule, location: place.location, value: place.replace(value) });
  const found: Violation[] = [];
  const types = [schema.type ?? []].flat();
  const wrong = Object.entries(samples).find(
    ([type]) =>
      !types.includes(type) && !(type === 'integer' && types.includes('number')) && !(type === 'number' && types.includes('integer')),
  );
  if (types.length > 0 && wrong) found.push(breaks('type', wrong[1]));
  if (types.includes('integer') && !types.includes('number')) found.push(breaks('type integer', 1.5));
  if (schema.enum) found.push(breaks('enum', 'something else'));
  found.push(...textViolations(schema, types, breaks));
  if (schema.minimum !== undefined) found.push(breaks('minimum', schema.minimum - 1));
  if (schema.maximum !== undefined) found.push(breaks('maximum', schema.maximum + 1));
  if (Array.isArray(valid) && schema.items) found.push(...arrayViolations(document, schema, valid, place, breaks));
  if (isObject(valid) && types.includes('object')) found.push(...objectViolations(document, schema, valid, place, breaks));
  return found;
}

type Breaks = (rule: string, value: unknown) => Violation;

function textViolations(schema: Schema, types: string[], breaks: Breaks): Violation[] {
  if (!types.includes('string') || schema.enum) return [];
  const found: Violation[] = [];
  if (schema.format === 'date-time') found.push(breaks('format', 'yesterday'), breaks('format', '2026-02-30T00:00:00Z'));
  const { pattern } = schema;
  const fits = (text: string) => text.length >= (schema.minLength ?? 0) && text.length <= (schema.maxLength ?? 1000);
  const odd = pattern === undefined ? undefined : oddTexts.find((text) => fits(text) && !new RegExp(pattern, 'u').test(text));
  if (odd !== undefined) found.push(breaks('pattern', odd));
  if (schema.minLength) found.push(breaks('minLength', 'x'.repeat(schema.minLength - 1)));
  if (schema.maxLength !== undefined) found.push(breaks('maxLength', 'x'.repeat(schema.maxLength + 1)));
  return found;
}

function arrayViolations(document: OpenApiDocument, schema: Schema, valid: unknown[], place: Place, breaks: Breaks): Violation[] {
  const found: Violation[] = [];
  const first: unknown = valid[0];
  if (schema.minItems) found.push(breaks('minItems', []));
  if (schema.maxItems !== undefined) found.push(breaks('maxItems', distinct(first, schema.maxItems + 1, schema.uniqueItems === true)));
  if (schema.uniqueItems) found.push(breaks('uniqueItems', [first, first]));
  if (first !== undefined && schema.items)
    found.push(
      ...at(document, schema.items, first, {
        location: `${place.location}[0]`,
        replace: (value) => place.replace(value === undefined ? valid.slice(1) : [value, ...valid.slice(1)]),
      }),
    );
  return found;
}

/** Copies of an item, made different at their end when they must be. */
function distinct(item: unknown, count: number, unique: boolean): unknown[] {
  return Array.from({ length: count }, (_, index) =>
    unique && typeof item === 'string' ? item.slice(0, -6) + index.toString(16).padStart(6, '0') : item,
  );
}

function objectViolations(
  document: OpenApiDocument,
  schema: Schema,
  valid: Record<string, unknown>,
  place: Place,
  breaks: Breaks,
): Violation[] {
  const found: Violation[] = [];
  const inner = (name: string): Place => ({
    location: `${place.location}.${name}`,
    replace: (value) => place.replace(value === undefined ? without(valid, name) : { ...valid, [name]: value }),
  });
  for (const name of schema.required ?? []) found.push({ rule: 'required', location: inner(name).location, value: inner(name).replace() });
  for (const [name, partners] of Object.entries(schema.dependentRequired ?? {}))
    for (const partner of partners)
      if (name in valid) found.push({ rule: 'dependentRequired', location: inner(partner).location, value: inner(partner).replace() });
  if (schema.additionalProperties === false)
    found.push({ rule: 'additionalProperties', location: inner('colour').location, value: inner('colour').replace('green') });
  if (schema.minProperties === 1) found.push(breaks('minProperties', {}));
  const { additionalProperties, maxProperties } = schema;
  if (typeof additionalProperties === 'object') {
    const [name, value] = Object.entries(valid)[0] ?? [];
    if (name !== undefined) found.push(...at(document, additionalProperties, value, inner(name)));
    if (maxProperties !== undefined)
      found.push(
        breaks('maxProperties', Object.fromEntries(Array.from({ length: maxProperties + 1 }, (_, index) => [`member${index}`, value]))),
      );
  }
  if (schema.propertyNames?.maxLength !== undefined) {
    const long = 'x'.repeat(schema.propertyNames.maxLength + 1);
    const value = Object.values(valid)[0] ?? 1;
    found.push({ rule: 'propertyNames', location: `${place.location}.${long}`, value: place.replace({ [long]: value }) });
  }
  if (schema['x-maxDepth'] !== undefined) found.push(breaks('x-maxDepth', nested(schema['x-maxDepth'] + 1)));
  // Where the number of members is bounded, one more would break that rule too.
  const crowded = schema.properties !== undefined && maxProperties !== undefined;
  for (const [name, member] of Object.entries(schema.properties ?? {}).filter(([name]) => !crowded || name in valid))
    found.push(...at(document, member, valid[name] ?? instance(document, member), inner(name)));
  return found;
}

function without(object: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([member]) => member !== name));
}

const nested = (depth: number): unknown => (depth === 0 ? 1 : { level: nested(depth - 1) });

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A small valid value for a property that the example does not have. */
function instance(document: OpenApiDocument, reference: Schema): unknown {
  const schema = resolve(document, reference);
  const types = [schema.type ?? []].flat();
  if (schema.enum) return schema.enum[0];
  if (types.includes('array') && schema.items) return [instance(document, schema.items)];
  if (types.includes('object')) {
    const required = Object.entries(schema.properties ?? {}).filter(([name]) => schema.required?.includes(name));
    const free =
      typeof schema.additionalProperties === 'object' ? [['member', instance(document, schema.additionalProperties)] as const] : [];
    const first = required.length + free.length === 0 && schema.minProperties ? Object.entries(schema.properties ?? {}).slice(0, 1) : [];
    return Object.fromEntries([...[...required, ...first].map(([name, member]) => [name, instance(document, member)] as const), ...free]);
  }
  if (types.includes('string'))
    return schema.format === 'date-time'
      ? '2026-01-15T10:30:00.000Z'
      : schema.pattern === '^[0-9a-f]{24}$'
        ? 'ffffffffffffffffffffffff'
        : 'text';
  if (types.includes('integer') || types.includes('number')) return schema.minimum ?? 1;
  return types.includes('boolean') ? true : null;
}
