import type { KeyKind } from './api-key.ts';
import type { Plan } from './plans.ts';

/** Who calls: a key, what it is of, and the organization that it acts for. */
export interface Principal {
  keyId: string;
  kind: KeyKind;
  organizationId: string;
  plan: Plan;
  /** The one bucket of a write or read key. */
  bucketId: string | null;
}
