// Written by `npm run generate` from openapi/. Do not edit.

/** Every error that the server answers, by its machine code. */
export const errorCatalogue = {
  unauthenticated: {
    status: 401,
    title: 'Unauthorized',
    message: 'No API key was sent.',
    cause: 'The request has neither an `X-API-Key` header nor an `Authorization` header with a key.',
    fix: 'Send your key in `X-API-Key`, or as `Authorization` header, `Bearer` and the key (`Token` and the key, and Basic with the key as password, will do too).',
  },
  api_key_invalid: {
    status: 401,
    title: 'Invalid API key',
    message: 'The provided API key is invalid or has been revoked.',
    cause: 'The key is not one of this server\'s, has a typing mistake (the last six characters are a checksum), or was revoked.',
    fix: 'Compare the key with the one that you were shown, or create a new one.',
  },
  api_token_expired: {
    status: 401,
    title: 'API key expired',
    message: 'The provided API key has expired.',
    cause: 'The key was created with `expiresAt`, and that time has passed.',
    fix: 'Create a new key, and revoke the old one.',
  },
  forbidden: {
    status: 403,
    title: 'Forbidden',
    message: 'This kind of key may not do that.',
    cause: 'The operation is meant for another kind of key, such as an admin key where a read key was sent. Each operation lists its kinds.',
    fix: 'Use a key of a kind that the operation names.',
  },
  not_found: {
    status: 404,
    title: 'Not Found',
    message: 'There is nothing here that this key may see.',
    cause: 'The path is unknown, or the thing with this id does not exist, was deleted, or belongs to a bucket or organization that the key cannot see.',
    fix: 'Check the path and the id, and that the key is of the same organization (and, for bucket keys, of the same bucket).',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method Not Allowed',
    message: 'This path does not take this method.',
    cause: 'The path exists, but not with this method.',
    fix: 'Use one of the methods in the `Allow` header.',
  },
  not_acceptable: {
    status: 406,
    title: 'Not Acceptable',
    message: 'None of the media types in Accept can be answered here.',
    cause: 'The `Accept` header names only media types that this operation does not answer with.',
    fix: 'Leave `Accept` out, or name one that the operation documents.',
  },
  validation_failed: {
    status: 400,
    title: 'Bad Request',
    message: 'The request is not valid; details names each place.',
    cause: 'A parameter, a header or the body breaks a rule of the contract. `details` lists every place and its rule.',
    fix: 'Change the named places. Unknown properties and parameters count as mistakes, so that typing errors are found.',
  },
  malformed_json: {
    status: 400,
    title: 'Bad Request',
    message: 'The body is not well-formed JSON.',
    cause: 'The body could not be parsed as JSON in UTF-8, or it is empty.',
    fix: 'Send a JSON document in UTF-8. `details` tells where parsing stopped.',
  },
  conflict: {
    status: 409,
    title: 'Conflict',
    message: 'The request conflicts with something that exists already.',
    cause: 'A name that must be unique is taken. `details` names it.',
    fix: 'Choose another name, or change what exists.',
  },
  idempotency_in_progress: {
    status: 409,
    title: 'Conflict',
    message: 'A request with this Idempotency-Key is still running.',
    cause: 'The first request with this `Idempotency-Key` has not been answered yet.',
    fix: 'Wait a moment and send the same request again; it then answers what the first one answered.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'Idempotency key reused',
    message: 'This Idempotency-Key was used for another request.',
    cause: 'The `Idempotency-Key` was sent before with another operation, path, query or body.',
    fix: 'Make a new key for each new request; keep a key only for repeats of the very same request.',
  },
  precondition_failed: {
    status: 412,
    title: 'Precondition Failed',
    message: 'The resource has changed since it was read.',
    cause: 'None of the entity tags in `If-Match` is that of the current representation.',
    fix: 'Read the resource again, apply the change to what it is now, and send its new `ETag` in `If-Match`.',
  },
  payload_too_large: {
    status: 413,
    title: 'Payload Too Large',
    message: 'The body is larger than this server takes.',
    cause: 'The body, before or after it is decompressed, exceeds the limit of this operation; `/api/meta/capabilities` names both limits.',
    fix: 'Send the data in several smaller requests.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported Media Type',
    message: 'The body has a media type or an encoding that this operation does not take.',
    cause: 'The `Content-Type` header is missing or is not one that the operation documents, or the body is compressed in another way than gzip or deflate.',
    fix: 'Send one of the media types that `details` names, in UTF-8, as it is or compressed by gzip (`Content-Encoding`).',
  },
  rate_limited: {
    status: 429,
    title: 'Too Many Requests',
    message: 'Too many requests in a short time.',
    cause: 'The server is asked more than it can take at the moment.',
    fix: 'Wait as many seconds as `Retry-After` says.',
  },
  quota_exceeded: {
    status: 429,
    title: 'Too Many Requests',
    message: 'The calls of this month are used up.',
    cause: 'The organization\'s plan allows a number of calls each calendar month (UTC), and they are used up.',
    fix: 'Wait until `X-RateLimit-Reset`, or change the plan.',
  },
  internal_error: {
    status: 500,
    title: 'Internal Server Error',
    message: 'Something went wrong on the server.',
    cause: 'A mistake in the server. It is in the server\'s log under the request id.',
    fix: 'Try again; if it stays, tell the operator the request id.',
  },
  unavailable: {
    status: 503,
    title: 'Service Unavailable',
    message: 'The server cannot reach its database at the moment.',
    cause: 'The database is down, restarting, or has no free connection.',
    fix: 'Wait as many seconds as `Retry-After` says, and try again. With an `Idempotency-Key` a repeat is safe.',
  },
} as const;

export type ErrorCode = keyof typeof errorCatalogue;

export const errorCodes = ['unauthenticated', 'api_key_invalid', 'api_token_expired', 'forbidden', 'not_found', 'method_not_allowed', 'not_acceptable', 'validation_failed', 'malformed_json', 'conflict', 'idempotency_in_progress', 'idempotency_key_reused', 'precondition_failed', 'payload_too_large', 'unsupported_media_type', 'rate_limited', 'quota_exceeded', 'internal_error', 'unavailable'] as const satisfies readonly ErrorCode[];
