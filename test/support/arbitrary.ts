import fc from 'fast-check';
import { follow } from '../../src/contract/openapi.ts';
import type { OpenApiDocument, Schema } from '../../src/contract/openapi.ts';

const timestamps = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Values that a schema of the contract takes. */
export function arbitraryOf(document: OpenApiDocument, reference: Schema): fc.Arbitrary<unknown> {
  const schema = reference.$ref ? { ...follow<Schema>(document, reference), ...reference, $ref: undefined } : reference;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const types = [schema.type ?? ['string', 'number', 'boolean']].flat();
  return fc.oneof(...types.map((type) => ofType(document, schema, type)));
}

function ofType(document: OpenApiDocument, schema: Schema, type: string): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? -(2 ** 31), -(2 ** 31)),
        max: Math.min(schema.maximum ?? 2 ** 31 - 1, 2 ** 31 - 1),
      });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'array':
      return fc.uniqueArray(arbitraryOf(document, schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
        selector: (item) => JSON.stringify(item),
      });
    case 'object':
      return object(document, schema);
    default:
      return text(schema);
  }
}

function text(schema: Schema): fc.Arbitrary<string> {
  if (schema.format === 'date-time') return timestamps;
  if (schema.pattern !== undefined)
    return fc
      .stringMatching(new RegExp(schema.pattern, 'u'), { maxLength: Math.min(schema.maxLength ?? 50, 50) })
      .filter((one) => one.length >= (schema.minLength ?? 0));
  return fc.string({ unit: 'grapheme', minLength: schema.minLength ?? 0, maxLength: 20 });
}

function object(document: OpenApiDocument, schema: Schema): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, member]) => [name, arbitraryOf(document, member)]),
  );
  const requiredKeys = Object.keys(members).filter((name) => schema.required?.includes(name));
  const named = fc.record(members, { requiredKeys });
  const least = schema.minProperties ?? 0;
  const fits = (value: object) => {
    const names = Object.keys(value);
    const partners = Object.entries(schema.dependentRequired ?? {}).every(
      ([name, others]) => !names.includes(name) || others.every((other) => names.includes(other)),
    );
    return names.length >= least && names.length <= (schema.maxProperties ?? Infinity) && partners;
  };
  if (!schema.additionalProperties) return named.filter(fits);
  const value =
    typeof schema.additionalProperties === 'object' ? arbitraryOf(document, schema.additionalProperties) : fc.jsonValue({ maxDepth: 3 });
  return fc
    .dictionary(fc.string({ minLength: 1, maxLength: 20 }), value, { minKeys: least, maxKeys: 4, noNullPrototype: true })
    .filter((free) => !Object.hasOwn(free, '__proto__'));
}
