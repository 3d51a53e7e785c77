import type { ImportSource } from '../../../generated/client/types.gen.ts';
import { isResourceId } from '../../domain/ids.ts';
import type { SourceRow } from '../sources/queries.ts';

/** A source that points belong to, or why there is none. */
export type Found = { source: SourceRow } | { problem: string };

/** Finds the sources that the lines of an import name. */
export interface ImportSources {
  /** What a file says of a source: `sourceId` and `source` in its lines then mean it. Answers what is wrong. */
  declare(declared: ImportSource['source']): string | null;
  byId(id: string): Found;
  byName(name: string): Found;
  /** By id or, where it is none, by name. */
  byText(text: string): Found;
  /** Those that have to be made. */
  made(): readonly SourceRow[];
}

const namePattern = /^\S(.*\S)?$/u;

/**
 * The rule is: a source of the bucket with this id, or else with this name, or else (when `make` is there) a new one. A new one is
 * never made of an id alone, because nobody wants a source of that name.
 */
export function createImportSources(
  stored: readonly SourceRow[],
  make: ((input: ImportSource['source']) => SourceRow) | null,
): ImportSources {
  const ids = new Map(stored.map((source) => [source.id, source]));
  const names = new Map(stored.map((source) => [source.name, source]));
  const made: SourceRow[] = [];

  const named = (input: ImportSource['source']): Found => {
    const known = names.get(input.name);
    if (known) return { source: known };
    if (!make) return { problem: `is not a source of the bucket; createSources=true makes it` };
    const source = make(input);
    made.push(source);
    names.set(source.name, source);
    return { source };
  };
  const byId = (id: string): Found => {
    const source = ids.get(id);
    return source
      ? { source }
      : { problem: 'is not a source of the bucket, and no line before says what it is; name sources by their names' };
  };
  const byName = (name: string): Found => {
    if (names.has(name)) return named({ name });
    if (name.length > 100 || !namePattern.test(name))
      return { problem: 'is no name of a source: 1 to 100 characters on one line, without space at either end' };
    return named({ name });
  };

  return {
    declare(declared) {
      if (declared.id !== undefined && ids.has(declared.id)) return null;
      const found = named(declared);
      if ('problem' in found) return found.problem;
      if (declared.id !== undefined) ids.set(declared.id, found.source);
      return null;
    },
    byId,
    byName,
    byText: (text) => (ids.has(text) || (isResourceId(text) && !names.has(text)) ? byId(text) : byName(text)),
    made: () => made,
  };
}
