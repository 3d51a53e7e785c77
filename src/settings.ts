import { z } from 'zod';

/** One environment variable that Telltale reads. */
export interface Setting {
  name: string;
  /** As it would be written in the environment; undefined: none, see the description. */
  default: string | undefined;
  description: string;
  /** What a value may be; ends the sentence "NAME must be …". */
  allowed: string;
  /** Whether a value may appear in messages. */
  secret: boolean;
}

/** Every setting that was noted, in their order. */
export const settingTable: Setting[] = [];

/** Notes a setting, and answers the schema of its value. */
export function setting<Schema extends z.ZodType>(
  name: string,
  facts: { default?: string; description: string; allowed: string; secret?: boolean },
  schema: Schema,
): Schema {
  settingTable.push({
    name,
    default: facts.default,
    description: facts.description,
    allowed: facts.allowed,
    secret: facts.secret ?? false,
  });
  return schema;
}

/** A setting that is a whole number within bounds. */
export function wholeNumber(name: string, fallback: number, [least, most]: [number, number], description: string) {
  const facts = { default: String(fallback), description, allowed: `a whole number from ${least} to ${most}` };
  return setting(
    name,
    facts,
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number)
      .pipe(z.number().min(least).max(most)),
  );
}

/** A setting that is one of some words. */
export function oneOf<const Values extends readonly [string, ...string[]]>(
  name: string,
  fallback: Values[number],
  values: Values,
  description: string,
) {
  return setting(name, { default: fallback, description, allowed: `one of ${values.join(', ')}` }, z.enum(values));
}
