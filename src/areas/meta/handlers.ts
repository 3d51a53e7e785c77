import { apiVersion } from '../../../generated/operations.ts';
import type { Handlers } from '../../../generated/handlers.ts';
import { keyPrefixes } from '../../domain/api-key.ts';
import type { PublicContext } from '../../domain/context.ts';
import { formatTimestamp } from '../../domain/time.ts';
import { pingDatabase } from './queries.ts';

export const metaHandlers = {
  async getHealth(_request, context) {
    await pingDatabase(context.db);
    return {
      status: 200,
      body: { data: { status: 'ok', database: 'ok', version: apiVersion, time: formatTimestamp(context.clock.now()) } },
    };
  },

  async getCapabilities(_request, { limits, publicUrl }) {
    return {
      status: 200,
      body: {
        data: {
          apiVersion,
          tracingHeader: 'X-Request-Id',
          authModes: ['X-API-Key', 'Authorization: Bearer', 'Authorization: Token', 'Authorization: Basic', 'Cookie: telltale_session'],
          tokenPolicy: {
            prefixes: keyPrefixes,
            pattern: '^tt_[awrdpouc]_[0-9A-Za-z]{36}$',
            checksum: 'CRC-32 of the 30 characters after the prefix, as 6 base62 digits (0-9, A-Z, a-z)',
            storedAs: 'SHA-256',
          },
          limits: {
            bodyBytes: limits.bodyBytes,
            bulkBodyBytes: limits.bulkBodyBytes,
            batchItems: 10_000,
            queryPoints: limits.queryPoints,
            queryRows: 10_000,
            pageItems: 1_000,
          },
          docs: { reference: `${publicUrl}/docs`, playground: `${publicUrl}/playground`, openapi: `${publicUrl}/openapi.json` },
        },
      },
    };
  },
} satisfies Pick<Handlers<PublicContext>, 'getHealth' | 'getCapabilities'>;
