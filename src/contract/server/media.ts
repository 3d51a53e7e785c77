import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../../domain/errors.ts';
import type { Detail } from '../../domain/errors.ts';
import { contentEncodings, isContentEncoding } from './encoding.ts';
import type { ContentEncoding } from './encoding.ts';

/** What a request's headers say of its body. */
export interface BodyForm {
  /** The media type without parameters, as the contract writes it. */
  contentType: string;
  encoding: ContentEncoding;
}

/** What a body without `Content-Type` may be taken for, where an operation takes it (RFC 9110, 8.3). */
const untyped = 'application/octet-stream';

/** The form of a body, if the operation takes it; all text is UTF-8. @throws ApiError 415 that names what is taken */
export function requireForm(headers: IncomingHttpHeaders, mediaTypes: readonly string[]): BodyForm {
  const contentType = contentTypeOf(headers['content-type'] ?? untyped, mediaTypes);
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (contentType !== undefined && isContentEncoding(encoding)) return { contentType, encoding };
  const details: Detail[] = [];
  if (contentType === undefined)
    details.push({ location: 'header.Content-Type', message: `must be ${mediaTypes.join(' or ')}, in UTF-8 where it says a charset` });
  if (!isContentEncoding(encoding))
    details.push({ location: 'header.Content-Encoding', message: `must be absent or one of ${contentEncodings.join(', ')}` });
  throw new ApiError('unsupported_media_type', details);
}

function contentTypeOf(header: string, mediaTypes: readonly string[]): string | undefined {
  if (mediaTypes.includes(header)) return header;
  const [media = '', ...parameters] = header
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const isUtf8 = parameters.every((parameter) => !parameter.startsWith('charset') || /^charset="?utf-?8"?$/.test(parameter));
  return isUtf8 && mediaTypes.includes(media) ? media : undefined;
}
