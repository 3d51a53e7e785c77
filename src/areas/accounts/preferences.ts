import type { Preferences, PreferencesReplace } from '../../../generated/client/types.gen.ts';
import type { Context } from '../../domain/context.ts';
import { transaction } from '../../domain/context.ts';
import { ApiError, invalid } from '../../domain/errors.ts';
import { isPremium } from '../../domain/plans.ts';
import { isTimezone, timezoneLike } from '../../domain/time.ts';
import { recordChange } from '../audit/service.ts';
import * as queries from './queries.ts';
import type { UserRow } from './queries.ts';

/** What may be set freely; the time zone is kept beside it. */
type Settable = Omit<Preferences, 'timezone'>;

const defaults: Settable = { theme: 'system', weekStart: 'monday', hourCycle: 'h23' };

const preferencesOf = ({ timezone, preferences }: Pick<UserRow, 'timezone' | 'preferences'>): Preferences => ({
  timezone,
  ...defaults,
  ...preferences,
});

/** The preferences of the person who calls. */
export async function getPreferences(context: Context): Promise<Preferences> {
  return preferencesOf(await requireUser(context));
}

/** Sets all preferences of the person who calls but the time zone. */
export function replacePreferences(context: Context, input: PreferencesReplace): Promise<Preferences> {
  return change(context, (user) => ({ ...user, preferences: { ...defaults, ...input } }));
}

/** Sets the time zone of the person who calls. @throws ApiError 403 on the free plan, 400 for a zone that there is not */
export function setTimezone(context: Context, timezone: string): Promise<Preferences> {
  if (!isPremium(context.principal.plan)) throw new ApiError('premium_required');
  if (isTimezone(timezone)) return change(context, (user) => ({ ...user, timezone }));
  const meant = timezoneLike(timezone);
  const hint = meant === null ? 'such as Europe/Berlin' : `did you mean ${meant}?`;
  throw invalid('body.timezone', `must be a zone of the IANA database${meant === null ? ', ' : '; '}${hint}`);
}

async function change(context: Context, apply: (user: UserRow) => UserRow): Promise<Preferences> {
  return transaction(context, async (inner) => {
    const before = await requireUser(inner);
    const after = apply(before);
    const { timezone, preferences } = after;
    await queries.updatePreferences(inner.db, before.id, { timezone, preferences, updated_at: new Date(inner.clock.now()) });
    const [was, is] = [preferencesOf(before), preferencesOf(after)];
    await recordChange(inner, { action: 'preferences.update', resourceId: before.id, before: was, after: is });
    return is;
  });
}

async function requireUser({ db, principal }: Context): Promise<UserRow> {
  const user = principal.person && (await queries.findUser(db, principal.person.userId));
  if (!user) throw new ApiError('unauthenticated');
  return user;
}
