import type { Detail } from '../../domain/errors.ts';
import { joinLocation } from '../../domain/location.ts';
import type { ErrorObject } from './validators.ts';

const maximum = 20;

/** Keywords that only say that another error, which is listed too, made them fail. */
const echoes = new Set(['if', 'anyOf', 'oneOf', 'propertyNames']);

/** What the validator found, as places and rules in words; the first 20. `place` is `body`, or empty for parameters. */
export function detailsOf(errors: readonly ErrorObject[] | null | undefined, place: string): Detail[] {
  const found = errors ?? [];
  const precise = found.filter((error) => !echoes.has(error.keyword));
  const details = (precise.length > 0 ? precise : found).map((error) => ({
    location: locationOf(error, place),
    message: messageOf(error, place),
  }));
  return details
    .filter(
      (detail, index) => details.findIndex((other) => other.location === detail.location && other.message === detail.message) === index,
    )
    .slice(0, maximum);
}

/** `/dataPoints/3/values` as `body.dataPoints[3].values`. */
function locationOf(error: ErrorObject, place: string): string {
  const tokens = error.instancePath
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  const { missingProperty, additionalProperty } = error.params;
  if (typeof missingProperty === 'string') tokens.push(missingProperty);
  if (typeof additionalProperty === 'string') tokens.push(additionalProperty);
  if (error.propertyName !== undefined) tokens.push(error.propertyName);
  return joinLocation(place, tokens);
}

const unit = (count: unknown, noun: string) => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;

function messageOf(error: ErrorObject, place: string): string {
  const { params } = error;
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired':
      return 'is required';
    case 'additionalProperties':
      return place === 'body' ? 'is not a property that is known here' : 'is not a parameter of this operation';
    case 'type':
      return `must be ${[params.type].flat().join(' or ')}`;
    case 'enum':
      return `must be one of ${[params.allowedValues].flat().map(String).join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
    case 'format':
      return params.format === 'date-time'
        ? 'must be an RFC 3339 timestamp of a time that exists, such as 2026-01-15T10:30:00.000Z'
        : `must be a ${params.format}`;
    case 'minLength':
      return `must have at least ${unit(params.limit, 'character')}`;
    case 'maxLength':
      return `must have at most ${unit(params.limit, 'character')}`;
    case 'minItems':
      return `must have at least ${unit(params.limit, 'item')}`;
    case 'maxItems':
      return `must have at most ${unit(params.limit, 'item')}`;
    case 'minProperties':
      return `must have at least ${unit(params.limit, 'member')}`;
    case 'maxProperties':
      return `must have at most ${unit(params.limit, 'member')}`;
    case 'pattern':
      // Nothing else has an @ in its pattern.
      return String(params.pattern).includes('@')
        ? 'must be an e-mail address of ASCII characters, such as ada@example.com'
        : (error.message ?? 'is not of its pattern');
    default:
      return error.message ?? 'is not valid';
  }
}
