import { FieldTypeChange } from '../store.ts';
import { addName, copyCatalog, numberOf, typeNames } from './catalog.ts';
import type { Catalog, SeriesName, SeriesType } from './catalog.ts';
import type { WriteRequest } from './request.ts';
import type { SeriesChanges } from './series.ts';

/** The most changes of types that an error names. */
export const mostChanges = 20;

/** Requests that are written to a shard, and what becomes of its series with them. */
export interface Admission {
  requests: WriteRequest[];
  /** The numbers of the series of each request. */
  numbers: Int32Array[];
  /** With the new series and types. */
  catalog: Catalog;
  changes: SeriesChanges;
}

/** What a request would change of a shard's series. */
export interface Plan {
  /** Why it can not be written. */
  refusal: Error | undefined;
  /** How many more series would be in use. */
  activated: number;
  numbers: Int32Array;
  /** The series that are new (number -1) or whose type changes. */
  changes: { index: number; name: SeriesName; number: number; type: SeriesType }[];
}

/** Takes requests one after the other, each after those before it. */
export interface Register {
  plan(request: WriteRequest): Plan;
  take(request: WriteRequest, plan: Plan): void;
  admission(): Admission;
}

/** The numbers of all series, by request, if each has one and its type is fixed; null when something is new or wrong. */
export function settledNumbers(requests: readonly WriteRequest[], catalog: Catalog): Int32Array[] | null {
  const all: Int32Array[] = [];
  for (const { series, typeBits } of requests) {
    const numbers = numbersIn(catalog, series);
    if (numbers === null) return null;
    for (let index = 0; index < numbers.length; index++) {
      const type = catalog.types[numbers[index] ?? 0] ?? null;
      const bits = typeBits[index] ?? 0;
      if (type === null || (bits !== 0 && bits !== 1 << type)) return null;
    }
    all.push(numbers);
  }
  return all;
}

/** The numbers of arrays of series that can't change, in the catalog that was last asked. A series that has a number keeps it. */
const known = new WeakMap<readonly SeriesName[], { catalog: Catalog; numbers: Int32Array }>();

/** The numbers of series; null when one has none. */
function numbersIn(catalog: Catalog, series: readonly SeriesName[]): Int32Array | null {
  const found = known.get(series);
  if (found?.catalog === catalog) return found.numbers;
  const numbers = new Int32Array(series.length);
  for (let index = 0; index < series.length; index++) {
    const name = series[index];
    const number = name && numberOf(catalog, name);
    if (number === undefined) return null;
    numbers[index] = number;
  }
  if (Object.isFrozen(series)) known.set(series, { catalog, numbers });
  return numbers;
}

/** A register of the series that are known, which stay as they are. */
export function createRegister(known: Catalog): Register {
  const [created, changed] = [new Set<number>(), new Set<number>()];
  const requests: WriteRequest[] = [];
  const numbers: Int32Array[] = [];
  let [catalog, activated] = [known, 0];
  return {
    plan: (request) => planOf(request, catalog),
    take(request, plan) {
      if (plan.changes.length > 0 && catalog === known) catalog = copyCatalog(known);
      for (const { index, name, number, type } of plan.changes) {
        if (number < 0) {
          plan.numbers[index] = catalog.greatest + 1;
          created.add(catalog.greatest + 1);
          addName(catalog, catalog.greatest + 1, name, type);
        } else {
          catalog.types[number] = type;
          if (!created.has(number)) changed.add(number);
        }
      }
      activated += plan.activated;
      requests.push(request);
      numbers.push(plan.numbers);
    },
    admission: () => ({ requests, numbers, catalog, changes: { created: [...created], changed: [...changed], activated } }),
  };
}

function planOf({ series, typeBits, firstTypes }: WriteRequest, catalog: Catalog): Plan {
  const plan: Plan = { refusal: undefined, activated: 0, numbers: new Int32Array(series.length), changes: [] };
  const conflicts: FieldTypeChange['changes'][number][] = [];
  for (const [index, name] of series.entries()) {
    const number = numberOf(catalog, name) ?? -1;
    const before = catalog.types[number] ?? null;
    // A type that is fixed stays.
    const type = before === null || before === 0 ? (firstTypes[index] ?? 0) : before;
    plan.numbers[index] = number;
    const others = (typeBits[index] ?? 0) & ~(1 << type);
    if (others !== 0) addConflict(conflicts, name, type, 31 - Math.clz32(others));
    if (type === before) continue;
    plan.changes.push({ index, name, number, type });
    if (before === null && !name.isMetadata) plan.activated++;
  }
  if (conflicts.length > 0) plan.refusal = new FieldTypeChange(conflicts);
  else if (namesTwice(plan)) plan.refusal = new RangeError('a batch names a series twice');
  return plan;
}

function namesTwice({ changes }: Plan): boolean {
  return new Set(changes.map(({ name }) => JSON.stringify([name.sourceId, name.isMetadata, name.field]))).size < changes.length;
}

function addConflict(conflicts: FieldTypeChange['changes'][number][], { sourceId, field }: SeriesName, type: number, other: number): void {
  const [stored, given] = [typeNames[type], typeNames[other]];
  if (conflicts.length < mostChanges && stored && given) conflicts.push({ sourceId, field, stored, given });
}
