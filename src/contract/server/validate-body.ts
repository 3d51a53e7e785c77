import type { Detail } from '../../domain/errors.ts';
import type { BodyValidators } from './validators.ts';
import { detailsOf } from './violations.ts';

/** Bodies beyond this size are told their first mistake only, so that a hostile one costs little. */
const thoroughBytes = 2 * 1024 * 1024;

/** Fills in a parsed body's defaults, and tells what is wrong with it. `bytes` is its size. */
export function validateBody(route: { body: BodyValidators | undefined }, body: unknown, bytes: number): Detail[] {
  const quick = route.body?.quick();
  if (!route.body || !quick || quick(body)) return [];
  const first = quick.errors ?? [];
  if (bytes > thoroughBytes || first.some((error) => error.keyword === 'maxItems')) return detailsOf(first, 'body');
  const thorough = route.body.thorough();
  thorough(body);
  return detailsOf(thorough.errors, 'body');
}
