// Written by `npm run generate` from openapi/. Do not edit.

import * as z from 'zod';

/**
 * An e-mail address of ASCII characters; upper and lower case are the same.
 */
export const zEmail = z.string().min(3).max(254).regex(/^[A-Za-z0-9.!#$%&'*+\/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/);

/**
 * 10 to 200 characters of any kind.
 */
export const zPassword = z.string().min(10).max(200);

/**
 * 1 to 100 characters on one line, without space at either end.
 */
export const zName = z.string().min(1).max(100).regex(/^\S(.*\S)?$/);

/**
 * The token of an invitation, as the message to the invited person has it.
 */
export const zInvitationToken = z.string().regex(/^[0-9A-Za-z]{43}$/);

export const zSignUp = z.object({
    email: zEmail,
    password: zPassword,
    name: zName,
    organizationName: zName.optional(),
    invitationToken: zInvitationToken.optional()
});

/**
 * 24 lower-case hexadecimal digits, ordered by time of creation.
 */
export const zResourceId = z.string().regex(/^[0-9a-f]{24}$/);

/**
 * A zone of the IANA database, such as `Europe/Berlin`.
 */
export const zTimezone = z.string().min(1).max(64).regex(/^[A-Za-z][A-Za-z0-9+\/_-]*$/);

/**
 * RFC 3339. Any offset is taken; answers are in UTC with milliseconds. Digits finer than a millisecond are cut off.
 */
export const zTimestamp = z.iso.datetime({ offset: true });

export const zUser = z.object({
    id: zResourceId,
    email: zEmail,
    name: zName,
    timezone: zTimezone,
    createdAt: zTimestamp
});

/**
 * Names something in URLs. Lower-case letters, digits and `-`, not at either end.
 */
export const zSlug = z.string().min(1).max(63).regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);

/**
 * The plan of an organization. Every plan above `free` is Premium.
 */
export const zPlan = z.enum([
    'free',
    'pro',
    'scale',
    'enterprise'
]);

/**
 * The user who made the organization, or its oldest owner once that one is no owner any more, for `POST /api/user/account-context`; null for one that the operator made.
 */
export const zOwnerUserId = z.string().regex(/^[0-9a-f]{24}$/).nullable();

/**
 * What a member may. Each role may what the ones before it may.
 */
export const zRole = z.enum([
    'viewer',
    'editor',
    'admin',
    'owner'
]);

/**
 * The projects that the membership is limited to, or null for all of them.
 */
export const zProjectIds = z.array(zResourceId).nullable();

export const zAccountOrganization = z.object({
    id: zResourceId,
    slug: zSlug,
    name: zName,
    plan: zPlan,
    ownerUserId: zOwnerUserId,
    role: zRole,
    projectIds: zProjectIds
});

export const zMe = z.object({
    user: zUser,
    organization: zAccountOrganization,
    organizations: z.array(zAccountOrganization),
    writeLocked: z.boolean(),
    writeLockReason: z.enum(['over_limit']).nullable()
});

export const zMeReply = z.object({
    data: zMe
});

export const zAccepted = z.object({
    data: z.object({
        accepted: z.literal(true)
    })
});

export const zErrorDetail = z.object({
    location: z.string().min(1),
    message: z.string().min(1)
});

export const zErrorReply = z.object({
    error: z.string().min(1),
    code: z.enum([
        'unauthenticated',
        'api_key_invalid',
        'api_token_expired',
        'forbidden',
        'premium_required',
        'shared_account_write_forbidden',
        'api_token_scope_denied',
        'project_scope_forbidden',
        'project_write_forbidden',
        'account_context_forbidden',
        'over_limit',
        'origin_forbidden',
        'login_failed',
        'password_wrong',
        'link_invalid',
        'sign_up_closed',
        'not_found',
        'method_not_allowed',
        'not_acceptable',
        'validation_failed',
        'partial_write',
        'malformed_json',
        'conflict',
        'idempotency_in_progress',
        'idempotency_key_reused',
        'precondition_failed',
        'payload_too_large',
        'unsupported_media_type',
        'rate_limited',
        'quota_exceeded',
        'too_many_streams',
        'internal_error',
        'unavailable'
    ]),
    message: z.string().min(1),
    details: z.array(zErrorDetail).min(1).optional(),
    requestId: z.string().min(1),
    docs: z.url()
});

/**
 * The token of a link that was sent by e-mail. It works once.
 */
export const zLinkToken = z.string().regex(/^[0-9A-Za-z]{43}$/);

export const zSignUpConfirm = z.object({
    token: zLinkToken
});

export const zLogIn = z.object({
    email: zEmail,
    password: z.string().min(1).max(200)
});

export const zLoggedOut = z.object({
    data: z.object({
        loggedOut: z.literal(true)
    })
});

export const zPasswordForgotten = z.object({
    email: zEmail
});

export const zPasswordReset = z.object({
    token: zLinkToken,
    password: zPassword
});

export const zPasswordSet = z.object({
    data: z.object({
        sessionsEnded: z.int().gte(0)
    })
});

export const zUserTokenStatusReply = z.object({
    data: z.object({
        hasToken: z.boolean(),
        tokens: z.int().gte(0),
        authenticates: z.boolean()
    })
});

/**
 * Whether the key may only read, or all that its user may.
 */
export const zAccessLevel = z.enum(['read_only', 'read_write']);

/**
 * When the key stops working; null for never.
 */
export const zExpiresAt = z.iso.datetime({ offset: true }).nullable();

export const zUserKey = z.object({
    id: zResourceId,
    name: zName,
    accessLevel: zAccessLevel,
    prefix: z.enum(['tt_u_']),
    lastFour: z.string().regex(/^[0-9A-Za-z]{4}$/),
    expiresAt: zExpiresAt,
    createdAt: zTimestamp,
    lastUsedAt: z.iso.datetime({ offset: true }).nullable()
});

export const zPagination = z.object({
    limit: z.int().gte(1).lte(1000),
    offset: z.int().gte(0),
    total: z.int().gte(0),
    hasMore: z.boolean()
});

export const zUserKeyList = z.object({
    data: z.array(zUserKey),
    pagination: zPagination
});

export const zUserKeyCreate = z.object({
    name: zName,
    accessLevel: zAccessLevel.optional().default('read_write'),
    expiresInDays: z.int().gte(1).lte(3650).optional()
});

export const zUserKeySecret = z.object({
    id: zResourceId,
    name: zName,
    accessLevel: zAccessLevel,
    prefix: z.enum(['tt_u_']),
    lastFour: z.string().regex(/^[0-9A-Za-z]{4}$/),
    expiresAt: zExpiresAt,
    createdAt: zTimestamp,
    lastUsedAt: z.null(),
    key: z.string().regex(/^tt_u_[0-9A-Za-z]{36}$/)
});

export const zUserKeyReply = z.object({
    data: zUserKeySecret
});

export const zKeyDeleted = z.object({
    data: z.object({
        id: zResourceId,
        deleted: z.literal(true)
    })
});

/**
 * The organization to act for, by its owner or by its slug.
 */
export const zAccountContext = z.object({
    ownerUserId: zResourceId.optional(),
    slug: zSlug.optional()
});

/**
 * How many of the operations may be called.
 */
export const zPermissionExtent = z.enum([
    'none',
    'some',
    'all'
]);

export const zAreaPermission = z.object({
    area: z.string(),
    read: zPermissionExtent,
    write: zPermissionExtent
});

/**
 * A bound; null for none.
 */
export const zPlanNumber = z.int().gte(0).nullable();

export const zPermissionFoundation = z.object({
    userId: zResourceId,
    organization: zAccountOrganization,
    role: zRole,
    accessLevel: zAccessLevel,
    projectScope: z.object({
        limited: z.boolean(),
        projectIds: zProjectIds
    }),
    permissions: z.array(zAreaPermission),
    writeLocked: z.boolean(),
    writeLockReason: z.enum(['over_limit']).nullable(),
    capabilities: z.object({
        premium: z.boolean(),
        userKeys: z.boolean(),
        reportingKeys: z.boolean(),
        limits: z.object({
            callsPerMonth: zPlanNumber,
            buckets: zPlanNumber,
            projects: zPlanNumber,
            dashboards: zPlanNumber,
            members: zPlanNumber,
            retentionDays: zPlanNumber
        })
    })
});

export const zPermissionFoundationReply = z.object({
    data: zPermissionFoundation
});

/**
 * What the invited person may. Owners are made of members.
 */
export const zInvitedRole = z.enum([
    'viewer',
    'editor',
    'admin'
]);

export const zInvitation = z.object({
    id: zResourceId,
    email: zEmail,
    role: zInvitedRole,
    projectIds: zProjectIds,
    status: z.enum([
        'pending',
        'accepted',
        'cancelled',
        'expired'
    ]),
    invitedBy: z.string().regex(/^[0-9a-f]{24}$/).nullable(),
    createdAt: zTimestamp,
    expiresAt: zTimestamp,
    closedAt: z.iso.datetime({ offset: true }).nullable()
});

export const zInvitationList = z.object({
    data: z.array(zInvitation),
    pagination: zPagination
});

/**
 * Projects of the organization that the membership is limited to, or null for all of them. Only viewers and editors can be limited.
 */
export const zProjectScope = z.array(zResourceId).min(1).max(100).nullable();

export const zInvitationCreate = z.object({
    email: zEmail,
    role: zInvitedRole,
    projectIds: zProjectScope.optional()
});

export const zInvitationReply = z.object({
    data: zInvitation
});

export const zInvitationAccept = z.object({
    token: zInvitationToken
});

export const zInvitationAccepted = z.object({
    data: zAccountOrganization
});

/**
 * Whether pages are light or dark, or as the system says.
 */
export const zTheme = z.enum([
    'system',
    'light',
    'dark'
]);

/**
 * The day with which weeks begin.
 */
export const zWeekStart = z.enum([
    'monday',
    'saturday',
    'sunday'
]);

/**
 * Whether the hours of a day are counted to 24, or twice to 12.
 */
export const zHourCycle = z.enum(['h23', 'h12']);

export const zPreferences = z.object({
    timezone: zTimezone,
    theme: zTheme,
    weekStart: zWeekStart,
    hourCycle: zHourCycle
});

export const zPreferencesReply = z.object({
    data: zPreferences
});

export const zPreferencesReplace = z.object({
    theme: zTheme.optional().default('system'),
    weekStart: zWeekStart.optional().default('monday'),
    hourCycle: zHourCycle.optional().default('h23')
});

export const zTimezoneSet = z.object({
    timezone: zTimezone
});

export const zPasswordChange = z.object({
    currentPassword: z.string().min(1).max(200),
    newPassword: zPassword
});

export const zSession = z.object({
    id: zResourceId,
    current: z.boolean(),
    organizationId: zResourceId,
    address: z.string(),
    userAgent: z.string(),
    createdAt: zTimestamp,
    lastUsedAt: zTimestamp,
    expiresAt: zTimestamp
});

export const zSessionList = z.object({
    data: z.array(zSession),
    pagination: zPagination
});

export const zSessionsEnded = z.object({
    data: z.object({
        ended: z.int().gte(0)
    })
});

export const zSessionEnded = z.object({
    data: z.object({
        id: zResourceId,
        deleted: z.literal(true)
    })
});

export const zOrganizationList = z.object({
    data: z.array(zAccountOrganization)
});

export const zOrganizationCreate = z.object({
    name: zName,
    slug: zSlug.optional()
});

export const zOrganization = z.object({
    id: zResourceId,
    slug: zSlug,
    name: zName,
    plan: zPlan,
    ownerUserId: zOwnerUserId,
    createdAt: zTimestamp,
    updatedAt: zTimestamp
});

export const zOrganizationReply = z.object({
    data: zOrganization
});

export const zOrganizationUpdate = z.object({
    name: zName.optional(),
    slug: zSlug.optional()
});

export const zMember = z.object({
    userId: zResourceId,
    email: zEmail,
    name: zName,
    role: zRole,
    projectIds: zProjectIds,
    createdAt: zTimestamp
});

export const zMemberList = z.object({
    data: z.array(zMember),
    pagination: zPagination
});

export const zMemberReply = z.object({
    data: zMember
});

export const zMemberDeleted = z.object({
    data: z.object({
        id: zResourceId,
        deleted: z.literal(true),
        deletedResources: z.object({
            sessions: z.int().gte(0),
            keys: z.int().gte(0)
        })
    })
});

export const zMemberUpdate = z.object({
    role: zRole.optional(),
    projectIds: zProjectScope.optional()
});

/**
 * `admin` manages the organization, `organization` reads its published metrics.
 */
export const zOrganizationKeyType = z.enum(['admin', 'organization']);

export const zOrganizationKey = z.object({
    id: zResourceId,
    name: zName,
    type: zOrganizationKeyType,
    prefix: z.enum(['tt_a_', 'tt_o_']),
    lastFour: z.string().regex(/^[0-9A-Za-z]{4}$/),
    expiresAt: zExpiresAt,
    createdAt: zTimestamp,
    lastUsedAt: z.iso.datetime({ offset: true }).nullable()
});

export const zOrganizationKeyList = z.object({
    data: z.array(zOrganizationKey),
    pagination: zPagination
});

export const zOrganizationKeyCreate = z.object({
    name: zName,
    type: zOrganizationKeyType,
    expiresAt: zExpiresAt.optional()
});

export const zOrganizationKeySecret = z.object({
    id: zResourceId,
    name: zName,
    type: zOrganizationKeyType,
    prefix: z.enum(['tt_a_', 'tt_o_']),
    lastFour: z.string().regex(/^[0-9A-Za-z]{4}$/),
    expiresAt: zExpiresAt,
    createdAt: zTimestamp,
    lastUsedAt: z.null(),
    key: z.string().regex(/^tt_[ao]_[0-9A-Za-z]{36}$/)
});

export const zOrganizationKeyReply = z.object({
    data: zOrganizationKeySecret
});

/**
 * The type of the resource and what was done to it. Each operation names its own in `x-audit`.
 */
export const zAuditAction = z.string().min(3).max(100).regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);

export const zAuditActor = z.object({
    kind: z.enum([
        'session',
        'admin',
        'write',
        'read',
        'dashboard',
        'project',
        'organization',
        'user',
        'connection',
        'operator'
    ]),
    id: z.string().regex(/^[0-9a-f]{24}$/).nullable(),
    credentialId: z.string().regex(/^[0-9a-f]{24}$/).nullable()
});

export const zAuditEntry = z.object({
    id: zResourceId,
    at: zTimestamp,
    action: zAuditAction,
    resourceType: z.string(),
    resourceId: z.string(),
    actor: zAuditActor,
    requestId: z.string(),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable()
});

export const zAuditList = z.object({
    data: z.array(zAuditEntry),
    pagination: zPagination
});

/**
 * What the bucket is for.
 */
export const zBucketDescription = z.string().max(1000).nullable();

/**
 * What the bucket's records are keyed by; fixed at creation.
 */
export const zKeyType = z.enum([
    'timestamp',
    'string',
    'integer'
]);

/**
 * Records older than this many days are removed; null keeps them. Buckets keyed by time only.
 */
export const zRetentionDays = z.int().gte(1).lte(3650).nullable();

/**
 * Only this many records, those with the highest keys, are kept; null keeps all.
 */
export const zRetentionRecords = z.int().gte(1).lte(1000000000).nullable();

/**
 * The dashboard that the bucket belongs to, whose keys reach its records; null for none.
 */
export const zDashboardId = z.string().regex(/^[0-9a-f]{24}$/).nullable();

export const zBucket = z.object({
    id: zResourceId,
    name: zName,
    description: zBucketDescription,
    keyType: zKeyType,
    retentionDays: zRetentionDays,
    retentionRecords: zRetentionRecords,
    dashboardId: zDashboardId,
    createdAt: zTimestamp,
    updatedAt: zTimestamp
});

export const zBucketList = z.object({
    data: z.array(zBucket),
    pagination: zPagination
});

export const zBucketCreate = z.object({
    name: zName,
    description: zBucketDescription.optional(),
    keyType: zKeyType.optional().default('timestamp'),
    retentionDays: zRetentionDays.optional(),
    retentionRecords: zRetentionRecords.optional(),
    dashboardId: zDashboardId.optional()
});

/**
 * What is in the bucket now.
 */
export const zBucketCounts = z.object({
    sources: z.int().gte(0),
    keys: z.int().gte(0),
    dataPoints: z.int().gte(0)
});

export const zBucketDetail = z.object({
    id: zResourceId,
    name: zName,
    description: zBucketDescription,
    keyType: zKeyType,
    retentionDays: zRetentionDays,
    retentionRecords: zRetentionRecords,
    dashboardId: zDashboardId,
    createdAt: zTimestamp,
    updatedAt: zTimestamp,
    counts: zBucketCounts
});

export const zBucketReply = z.object({
    data: zBucketDetail
});

/**
 * In buckets keyed by time a timestamp as text or as Unix milliseconds, in buckets keyed by strings a string of 1 to 256 characters, in buckets keyed by integers an integer up to 2^53-1.
 */
export const zRecordKey = z.union([
    z.string().min(1).max(256),
    z.int().gte(-9007199254740991).lte(9007199254740991)
]);

/**
 * The number of a series.
 */
export const zSeriesNumber = z.int().gte(0).lte(2147483647);

/**
 * The value, or null for a reading that is missing.
 */
export const zSeriesValue = z.number().nullable();

export const zLongValueWrite = z.object({
    series_key: zSeriesNumber,
    value: zSeriesValue
});

export const zShortValueWrite = z.object({
    sk: zSeriesNumber,
    v: zSeriesValue
});

/**
 * Either `key` and `data` (long form) or `k` and `d` (short form).
 */
export const zRecordWrite = z.object({
    key: zRecordKey.optional(),
    data: z.array(zLongValueWrite).min(1).max(1000).optional(),
    k: zRecordKey.optional(),
    d: z.array(zShortValueWrite).min(1).max(1000).optional()
});

/**
 * All are stored or none.
 */
export const zRecordsWrite = z.array(zRecordWrite).min(1).max(10000);

export const zWriteResult = z.object({
    accepted: z.int().gte(0),
    inserted: z.int().gte(0),
    updated: z.int().gte(0)
});

export const zWriteReply = z.object({
    data: zWriteResult
});

export const zBucketDeleted = z.object({
    data: z.object({
        id: zResourceId,
        deleted: z.literal(true),
        deletedResources: zBucketCounts
    })
});

/**
 * What is absent stays; null clears.
 */
export const zBucketUpdate = z.object({
    name: zName.optional(),
    description: zBucketDescription.optional(),
    retentionDays: zRetentionDays.optional(),
    retentionRecords: zRetentionRecords.optional(),
    dashboardId: zDashboardId.optional()
});

/**
 * `write` may ingest and query, `read` may query only.
 */
export const zBucketKeyType = z.enum(['write', 'read']);

export const zBucketKey = z.object({
    id: zResourceId,
    bucketId: zResourceId,
    name: zName,
    type: zBucketKeyType,
    prefix: z.enum(['tt_w_', 'tt_r_']),
    lastFour: z.string().regex(/^[0-9A-Za-z]{4}$/),
    expiresAt: zExpiresAt,
    createdAt: zTimestamp,
    lastUsedAt: z.iso.datetime({ offset: true }).nullable()
});

export const zBucketKeyList = z.object({
    data: z.array(zBucketKey),
    pagination: zPagination
});

export const zBucketKeyCreate = z.object({
    name: zName,
    type: zBucketKeyType,
    expiresAt: zExpiresAt.optional()
});

export const zBucketKeySecret = z.object({
    id: zResourceId,
    bucketId: zResourceId,
    name: zName,
    type: zBucketKeyType,
    prefix: z.enum(['tt_w_', 'tt_r_']),
    lastFour: z.string().regex(/^[0-9A-Za-z]{4}$/),
    expiresAt: zExpiresAt,
    createdAt: zTimestamp,
    lastUsedAt: z.null(),
    key: z.string().regex(/^tt_[wr]_[0-9A-Za-z]{36}$/)
});

export const zBucketKeyReply = z.object({
    data: zBucketKeySecret
});

export const zBucketKeyDeleted = z.object({
    data: z.object({
        id: zResourceId,
        deleted: z.literal(true)
    })
});

/**
 * Unique in the bucket. A source that line protocol made has its series as name: the measurement and the tags, sorted by key and escaped, such as `cpu,host=a,region=eu`.
 */
export const zSourceName = z.string().min(1).max(2000);

/**
 * What kind of producer it is, in your own words; of line protocol the measurement.
 */
export const zSourceType = z.string().min(1).max(100);

/**
 * Name to value, at most 32, by which sources are found; of line protocol the tags. `{}` where there are none.
 */
export const zLabels = z.record(z.string(), z.string().min(1).max(256));

/**
 * What the source measures, and where.
 */
export const zSourceDescription = z.string().max(1000).nullable();

export const zSourceField = z.object({
    type: z.enum([
        'number',
        'string',
        'boolean'
    ]),
    unit: z.string().min(1).max(50).optional(),
    description: z.string().max(1000).optional()
});

/**
 * The fields that points of this source may have. Values of other fields or types are refused. Null takes any field.
 */
export const zSourceSchema = z.record(z.string(), zSourceField).nullable();

/**
 * Whether queries over many points may average this source's points by themselves.
 */
export const zDownsampling = z.boolean();

export const zSource = z.object({
    id: zResourceId,
    bucketId: zResourceId,
    name: zSourceName,
    type: zSourceType,
    labels: zLabels,
    description: zSourceDescription,
    schema: zSourceSchema,
    downsampling: zDownsampling,
    createdAt: zTimestamp,
    updatedAt: zTimestamp
});

export const zSourceList = z.object({
    data: z.array(zSource),
    pagination: zPagination
});

export const zSourceCreate = z.object({
    name: zName,
    type: zSourceType.optional().default('sensor'),
    labels: zLabels.optional(),
    description: zSourceDescription.optional(),
    schema: zSourceSchema.optional(),
    downsampling: zDownsampling.optional().default(true)
});

export const zSourceReply = z.object({
    data: zSource
});

/**
 * How much was deleted.
 */
export const zDeletedDataPoints = z.object({
    dataPoints: z.int().gte(0)
});

export const zSourceDeleted = z.object({
    data: z.object({
        id: zResourceId,
        deleted: z.literal(true),
        deletedResources: zDeletedDataPoints
    })
});

/**
 * What is absent stays; null clears.
 */
export const zSourceUpdate = z.object({
    name: zName.optional(),
    type: zSourceType.optional(),
    labels: zLabels.optional(),
    description: zSourceDescription.optional(),
    schema: zSourceSchema.optional(),
    downsampling: zDownsampling.optional()
});

/**
 * A number (IEEE 754 double), a string of at most 1,024 characters, a boolean, or null for a reading that is missing.
 */
export const zValue = z.union([
    z.number(),
    z.string().max(1024),
    z.boolean()
]).nullable();

export const zLongValue = z.object({
    series_key: z.union([
        z.int(),
        z.string()
    ]),
    value: zValue,
    source_id: zResourceId.optional()
});

export const zLongRecord = z.object({
    key: z.union([
        z.string(),
        z.int()
    ]),
    data: z.array(zLongValue)
});

export const zShortValue = z.object({
    sk: z.union([
        z.int(),
        z.string()
    ]),
    v: zValue,
    s: zResourceId.optional()
});

export const zShortRecord = z.object({
    k: z.union([
        z.string(),
        z.int()
    ]),
    d: z.array(zShortValue)
});

/**
 * Records are not counted for a page, so there is no total.
 */
export const zRecordPagination = z.object({
    limit: z.int().gte(1).lte(1000),
    offset: z.int().gte(0),
    hasMore: z.boolean()
});

export const zRecordList = z.object({
    data: z.array(z.union([zLongRecord, zShortRecord])),
    pagination: zRecordPagination
});

export const zDataDeleted = z.object({
    data: z.object({
        bucketId: zResourceId,
        deletedResources: zDeletedDataPoints
    })
});

/**
 * RFC 3339, or Unix milliseconds. An array has one kind of them.
 */
export const zColumnTimestamp = z.union([
    z.iso.datetime({ offset: true }),
    z.int().gte(-62167219200000).lte(253402300799999)
]);

/**
 * Field name to value, at most 100 fields.
 */
export const zValues = z.record(z.string(), zValue);

/**
 * A line of NDJSON that is a point. Without a source it is of the numbered series.
 */
export const zImportPoint = z.object({
    sourceId: z.string().regex(/^[0-9a-f]{24}$/).nullish(),
    source: zName.optional(),
    timestamp: zColumnTimestamp.optional(),
    key: zRecordKey.optional(),
    values: zValues,
    metadata: z.record(z.string(), z.unknown()).nullish()
});

/**
 * What a file says of a source.
 */
export const zImportedSource = z.object({
    id: zResourceId.optional(),
    name: zName,
    type: zSourceType.optional().default('sensor'),
    labels: zLabels.optional(),
    description: zSourceDescription.optional(),
    schema: zSourceSchema.optional(),
    downsampling: zDownsampling.optional().default(true)
});

/**
 * A line of NDJSON that tells of a source.
 */
export const zImportSource = z.object({
    source: zImportedSource
});

export const zImportResult = z.object({
    accepted: z.int().gte(0),
    inserted: z.int().gte(0),
    updated: z.int().gte(0),
    sourcesCreated: z.int().gte(0)
});

export const zImportReply = z.object({
    data: zImportResult
});

export const zLatestValue = z.object({
    value: zValue,
    timestamp: zTimestamp
});

export const zLatestSource = z.object({
    sourceId: z.string().regex(/^[0-9a-f]{24}$/).nullable(),
    fields: z.record(z.string(), zLatestValue)
});

export const zLatestList = z.object({
    data: z.array(zLatestSource),
    pagination: zRecordPagination
});

/**
 * What the project is about.
 */
export const zProjectDescription = z.string().max(1000).nullable();

export const zProject = z.object({
    id: zResourceId,
    slug: zSlug,
    name: zName,
    description: zProjectDescription,
    createdAt: zTimestamp,
    updatedAt: zTimestamp
});

export const zProjectList = z.object({
    data: z.array(zProject),
    pagination: zPagination
});

export const zProjectCreate = z.object({
    name: zName,
    slug: zSlug.optional(),
    description: zProjectDescription.optional()
});

export const zProjectReply = z.object({
    data: zProject
});

export const zProjectDeleted = z.object({
    data: z.object({
        id: zResourceId,
        deleted: z.literal(true),
        deletedResources: z.object({
            dashboards: z.int().gte(0),
            keys: z.int().gte(0)
        })
    })
});

/**
 * What the dashboard shows.
 */
export const zDashboardDescription = z.string().max(1000).nullable();

export const zDashboard = z.object({
    id: zResourceId,
    projectId: zResourceId,
    name: zName,
    description: zDashboardDescription,
    createdAt: zTimestamp,
    updatedAt: zTimestamp
});

export const zDashboardList = z.object({
    data: z.array(zDashboard),
    pagination: zPagination
});

export const zDashboardCreate = z.object({
    name: zName,
    description: zDashboardDescription.optional()
});

export const zDashboardReply = z.object({
    data: zDashboard
});

export const zDashboardDeleted = z.object({
    data: z.object({
        id: zResourceId,
        deleted: z.literal(true),
        deletedResources: z.object({
            keys: z.int().gte(0)
        })
    })
});

/**
 * `project` reads reports, `connection` pushes metrics.
 */
export const zProjectKeyType = z.enum(['project', 'connection']);

export const zProjectKey = z.object({
    id: zResourceId,
    name: zName,
    projectId: zResourceId,
    type: zProjectKeyType,
    prefix: z.enum(['tt_p_', 'tt_c_']),
    lastFour: z.string().regex(/^[0-9A-Za-z]{4}$/),
    expiresAt: zExpiresAt,
    createdAt: zTimestamp,
    lastUsedAt: z.iso.datetime({ offset: true }).nullable()
});

export const zProjectKeyList = z.object({
    data: z.array(zProjectKey),
    pagination: zPagination
});

export const zProjectKeyCreate = z.object({
    name: zName,
    type: zProjectKeyType,
    expiresAt: zExpiresAt.optional()
});

export const zProjectKeySecret = z.object({
    id: zResourceId,
    name: zName,
    projectId: zResourceId,
    type: zProjectKeyType,
    prefix: z.enum(['tt_p_', 'tt_c_']),
    lastFour: z.string().regex(/^[0-9A-Za-z]{4}$/),
    expiresAt: zExpiresAt,
    createdAt: zTimestamp,
    lastUsedAt: z.null(),
    key: z.string().regex(/^tt_[pc]_[0-9A-Za-z]{36}$/)
});

export const zProjectKeyReply = z.object({
    data: zProjectKeySecret
});

/**
 * A label only; it changes nothing of what the key may do.
 */
export const zKeyLabel = z.enum(['production', 'development']).nullable();

export const zDashboardKey = z.object({
    id: zResourceId,
    name: zName,
    dashboardId: zResourceId,
    keyType: zKeyLabel,
    prefix: z.enum(['tt_d_']),
    lastFour: z.string().regex(/^[0-9A-Za-z]{4}$/),
    expiresAt: zExpiresAt,
    createdAt: zTimestamp,
    lastUsedAt: z.iso.datetime({ offset: true }).nullable()
});

export const zDashboardKeyList = z.object({
    data: z.array(zDashboardKey),
    pagination: zPagination
});

export const zDashboardKeyCreate = z.object({
    name: zName,
    keyType: zKeyLabel.optional(),
    expiresAt: zExpiresAt.optional()
});

export const zDashboardKeySecret = z.object({
    id: zResourceId,
    name: zName,
    dashboardId: zResourceId,
    keyType: zKeyLabel,
    prefix: z.enum(['tt_d_']),
    lastFour: z.string().regex(/^[0-9A-Za-z]{4}$/),
    expiresAt: zExpiresAt,
    createdAt: zTimestamp,
    lastUsedAt: z.null(),
    key: z.string().regex(/^tt_d_[0-9A-Za-z]{36}$/)
});

export const zDashboardKeyReply = z.object({
    data: zDashboardKeySecret
});

/**
 * Anything that belongs to a point, at most 50 members, nested at most 8 deep.
 */
export const zMetadata = z.record(z.string(), z.unknown());

export const zDataPointCreate = z.object({
    bucketId: zResourceId,
    sourceId: zResourceId,
    timestamp: zTimestamp.optional(),
    values: zValues,
    metadata: zMetadata.optional()
});

export const zDataPoint = z.object({
    bucketId: zResourceId,
    sourceId: zResourceId,
    timestamp: zTimestamp,
    values: zValues,
    metadata: zMetadata.optional()
});

export const zDataPointReply = z.object({
    data: zDataPoint
});

export const zBatchPoint = z.object({
    sourceId: zResourceId,
    timestamp: zTimestamp.optional(),
    values: zValues,
    metadata: zMetadata.optional()
});

export const zDataBatch = z.object({
    bucketId: zResourceId,
    dataPoints: z.array(zBatchPoint).min(1).max(10000)
});

/**
 * The times of values, in any order; value `i` of a series stands at time `i`.
 */
export const zColumnTimestamps = z.array(zColumnTimestamp).min(1).max(100000);

/**
 * The values of one field of one source.
 */
export const zColumnSeries = z.object({
    sourceId: z.string().regex(/^[0-9a-f]{24}$/).nullable(),
    field: z.string().min(1).max(100),
    timestamps: zColumnTimestamps.optional(),
    values: z.array(zValue).min(1).max(100000)
});

export const zDataColumns = z.object({
    bucketId: zResourceId,
    timestamps: zColumnTimestamps.optional(),
    series: z.array(zColumnSeries).min(1).max(10000)
});

/**
 * How the values of a group become one. `first`, `last` and `count` take values of every type, the others numbers and booleans (as 0 and 1). Percentiles are interpolated between the closest ranks; exact, unless a group has more than a million values: then each lies within 1 % of the exact one, and `metadata.percentileError` says so. `rate` is the increase a second of a counter; a drop counts as a restart from zero.
 */
export const zAggregation = z.enum([
    'avg',
    'min',
    'max',
    'sum',
    'count',
    'first',
    'last',
    'p50',
    'p90',
    'p95',
    'p99',
    'rate'
]);

/**
 * `minute`, `hour`, `day`, `week` (from Monday) or `month`, or a duration such as `30s`, `5m`, `6h`, `2d` or `1w`. All but seconds follow the clock and the calendar of `timezone`: minutes and hours are counted from midnight, so a day of a change of clocks has 23 or 25 hours; days are counted from 1970-01-01, weeks from a Monday.
 */
export const zGroupBy = z.string().regex(/^(minute|hour|day|week|month|[1-9][0-9]{0,5}[smhdw])$/);

/**
 * What stands in groups without a value. `none` leaves the group out. `previous` is the value of the nearest earlier group; in the first groups it is the last value before `startTime` (not for `count`, `sum` and `rate`), so that series are shown that have no value in the range at all. `linear` lies on the line between the nearest groups on both sides.
 */
export const zFill = z.enum([
    'none',
    'null',
    'zero',
    'previous',
    'linear'
]);

/**
 * How far `previous` and `linear` may reach, as a duration such as `30s`, `15m`, `6h`, `2d` or `1w`: from the start of the group with the value, or from the value before the range, to the start of the gap's group; for `linear` between the groups on both sides. Without it they reach any distance within the range, and at most 30 days back before it.
 */
export const zFillLimit = z.string().regex(/^[1-9][0-9]{0,5}[smhdw]$/);

/**
 * Compares a field; all named comparisons must hold. A point without the field does not match.
 */
export const zComparison = z.object({
    eq: z.union([
        z.number(),
        z.string(),
        z.boolean()
    ]).optional(),
    ne: z.union([
        z.number(),
        z.string(),
        z.boolean()
    ]).optional(),
    gt: z.union([
        z.number(),
        z.string()
    ]).optional(),
    gte: z.union([
        z.number(),
        z.string()
    ]).optional(),
    lt: z.union([
        z.number(),
        z.string()
    ]).optional(),
    lte: z.union([
        z.number(),
        z.string()
    ]).optional()
});

/**
 * Narrows the points. `startTime`, `endTime` and `limit` may stand here instead of outside, not in both places.
 */
export const zQueryFilters = z.object({
    startTime: zTimestamp.optional(),
    endTime: zTimestamp.optional(),
    limit: z.int().gte(1).lte(10000).optional(),
    values: z.record(z.string(), zComparison).optional(),
    metadata: z.record(z.string(), z.union([
        z.number(),
        z.string(),
        z.boolean()
    ])).optional(),
    type: z.string().min(1).max(100).optional(),
    labels: z.record(z.string(), z.string().min(1).max(256)).optional()
});

export const zDataQuery = z.object({
    bucketId: zResourceId,
    sourceIds: z.array(zResourceId).min(1).max(100).optional(),
    fields: z.array(z.string().min(1).max(100)).min(1).max(100).optional(),
    startTime: zTimestamp.optional(),
    endTime: zTimestamp.optional(),
    aggregation: zAggregation.optional(),
    groupBy: zGroupBy.optional(),
    timezone: zTimezone.optional().default('UTC'),
    fill: zFill.optional().default('none'),
    fillLimit: zFillLimit.optional(),
    filters: zQueryFilters.optional(),
    order: z.enum(['asc', 'desc']).optional().default('asc'),
    limit: z.int().gte(1).lte(10000).optional(),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0),
    downsample: z.boolean().optional().default(true),
    chartPoints: z.int().gte(3).lte(5000).optional()
});

export const zQueryRow = z.object({
    timestamp: zTimestamp,
    sourceId: z.string().regex(/^[0-9a-f]{24}$/).nullable(),
    values: z.record(z.string(), zValue),
    metadata: zMetadata.optional()
});

export const zQueryMetadata = z.object({
    count: z.int().gte(0),
    limit: z.int().gte(1),
    offset: z.int().gte(0),
    hasMore: z.boolean(),
    downsamplingApplied: z.boolean(),
    method: z.enum(['lttb']).optional(),
    percentileError: z.number().gte(0).lte(1).optional(),
    aggregation: zAggregation.optional(),
    groupBy: zGroupBy.optional(),
    timezone: zTimezone.optional()
});

export const zQueryReply = z.object({
    data: z.array(zQueryRow),
    metadata: zQueryMetadata
});

/**
 * A time in Unix milliseconds.
 */
export const zUnixMilliseconds = z.int().gte(0);

export const zReportingHealth = z.object({
    status: z.literal('healthy'),
    timestamp: zUnixMilliseconds,
    version: z.literal('1.0.0')
});

export const zReportingProject = z.object({
    id: zResourceId,
    name: zName,
    slug: zSlug,
    createdAt: zUnixMilliseconds
});

export const zReportingProjectReply = z.object({
    data: zReportingProject
});

export const zHealth = z.object({
    status: z.literal('ok'),
    database: z.literal('ok'),
    version: z.string(),
    time: zTimestamp
});

export const zHealthReply = z.object({
    data: zHealth
});

export const zCapabilities = z.object({
    apiVersion: z.string(),
    tracingHeader: z.string(),
    authModes: z.array(z.string()),
    tokenPolicy: z.object({
        prefixes: z.record(z.string(), z.string()),
        pattern: z.string(),
        checksum: z.string(),
        storedAs: z.string()
    }),
    limits: z.object({
        bodyBytes: z.int().gte(1),
        bulkBodyBytes: z.int().gte(1),
        batchItems: z.int().gte(1),
        queryPoints: z.int().gte(1),
        queryRows: z.int().gte(1),
        pageItems: z.int().gte(1)
    }),
    docs: z.object({
        reference: z.url(),
        playground: z.url(),
        openapi: z.url()
    })
});

export const zCapabilitiesReply = z.object({
    data: zCapabilities
});

/**
 * How many items to answer at most.
 */
export const zLimit = z.int().gte(1).lte(1000).default(100);

/**
 * How many items to skip.
 */
export const zOffset = z.int().gte(0).lte(9007199254740991).default(0);

/**
 * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
 */
export const zIdempotencyKey = z.string().min(1).max(255).regex(/^[!-~]+$/);

/**
 * The key's id (not the key itself).
 */
export const zKeyId = zResourceId;

/**
 * The invitation's id.
 */
export const zInvitationId = zResourceId;

/**
 * The session's id.
 */
export const zSessionId = zResourceId;

/**
 * The organization's slug.
 */
export const zSlug2 = zSlug;

/**
 * Entity tags that the client already holds; a match answers 304.
 */
export const zIfNoneMatch = z.string().min(1).max(1000);

/**
 * Entity tags of the representation that the change is meant for; none matching answers 412 and changes nothing.
 */
export const zIfMatch = z.string().min(1).max(1000);

/**
 * The user's id.
 */
export const zUserId = zResourceId;

/**
 * The bucket's id.
 */
export const zBucketId = zResourceId;

/**
 * The source's id.
 */
export const zSourceId = zResourceId;

/**
 * The id of the last event that the client has seen; the stream goes on after it. Browsers send it by themselves.
 */
export const zLastEventId = z.string().min(1).max(900).regex(/^(earliest|[0-9a-z]+(\.[0-9a-z]+)+(~[0-9a-z]+\.[0-9a-z]+)?)$/);

/**
 * The project's id.
 */
export const zProjectId = zResourceId;

/**
 * The dashboard's id.
 */
export const zDashboardId2 = zResourceId;

export const zSignUpBody = zSignUp;

export const zSignUpResponse = z.union([
    zMeReply,
    zAccepted
]);

export const zConfirmSignUpBody = zSignUpConfirm;

/**
 * Who you are now.
 */
export const zConfirmSignUpResponse = zMeReply;

export const zLogInBody = zLogIn;

/**
 * Who you are now.
 */
export const zLogInResponse = zMeReply;

/**
 * The session has ended.
 */
export const zLogOutResponse = zLoggedOut;

export const zRequestPasswordResetBody = zPasswordForgotten;

/**
 * If there is such an account, a message is on its way.
 */
export const zRequestPasswordResetResponse = zAccepted;

export const zResetPasswordBody = zPasswordReset;

/**
 * The password is set; log in with it.
 */
export const zResetPasswordResponse = zPasswordSet;

/**
 * The person.
 */
export const zGetMeResponse = zMeReply;

/**
 * The status.
 */
export const zGetUserTokenStatusResponse = zUserTokenStatusReply;

export const zListUserTokensQuery = z.object({
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of keys.
 */
export const zListUserTokensResponse = zUserKeyList;

export const zCreateUserTokenBody = zUserKeyCreate;

export const zCreateUserTokenHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

/**
 * The key, with its secret.
 */
export const zCreateUserTokenResponse = zUserKeyReply;

export const zDeleteUserTokenPath = z.object({
    keyId: zResourceId
});

/**
 * What was deleted.
 */
export const zDeleteUserTokenResponse = zKeyDeleted;

export const zSwitchAccountContextBody = zAccountContext;

/**
 * Who you are now.
 */
export const zSwitchAccountContextResponse = zMeReply;

/**
 * Your permissions.
 */
export const zGetPermissionFoundationResponse = zPermissionFoundationReply;

export const zListTeamInvitationsQuery = z.object({
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of invitations.
 */
export const zListTeamInvitationsResponse = zInvitationList;

export const zCreateTeamInvitationBody = zInvitationCreate;

export const zCreateTeamInvitationHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

/**
 * The invitation; its token is only in the message.
 */
export const zCreateTeamInvitationResponse = zInvitationReply;

export const zAcceptTeamInvitationBody = zInvitationAccept;

/**
 * The organization that you are a member of now.
 */
export const zAcceptTeamInvitationResponse = zInvitationAccepted;

export const zCancelTeamInvitationPath = z.object({
    invitationId: zResourceId
});

/**
 * The cancelled invitation.
 */
export const zCancelTeamInvitationResponse = zInvitationReply;

/**
 * The preferences.
 */
export const zGetPreferencesResponse = zPreferencesReply;

export const zReplacePreferencesBody = zPreferencesReplace;

/**
 * The preferences.
 */
export const zReplacePreferencesResponse = zPreferencesReply;

export const zSetTimezoneBody = zTimezoneSet;

/**
 * The preferences.
 */
export const zSetTimezoneResponse = zPreferencesReply;

export const zChangePasswordBody = zPasswordChange;

/**
 * The password is set.
 */
export const zChangePasswordResponse = zPasswordSet;

/**
 * How many have ended.
 */
export const zEndOtherSessionsResponse = zSessionsEnded;

export const zListSessionsQuery = z.object({
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of sessions.
 */
export const zListSessionsResponse = zSessionList;

export const zEndSessionPath = z.object({
    sessionId: zResourceId
});

/**
 * What was ended.
 */
export const zEndSessionResponse = zSessionEnded;

/**
 * All of them.
 */
export const zListOrganizationsResponse = zOrganizationList;

export const zCreateOrganizationBody = zOrganizationCreate;

export const zCreateOrganizationHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

/**
 * The organization.
 */
export const zCreateOrganizationResponse = zOrganizationReply;

export const zGetOrganizationHeaders = z.object({
    'If-None-Match': z.string().min(1).max(1000).optional()
});

export const zGetOrganizationPath = z.object({
    slug: zSlug
});

/**
 * The organization.
 */
export const zGetOrganizationResponse = zOrganizationReply;

export const zUpdateOrganizationBody = zOrganizationUpdate;

export const zUpdateOrganizationHeaders = z.object({
    'If-Match': z.string().min(1).max(1000).optional()
});

export const zUpdateOrganizationPath = z.object({
    slug: zSlug
});

/**
 * The changed organization.
 */
export const zUpdateOrganizationResponse = zOrganizationReply;

export const zListMembersPath = z.object({
    slug: zSlug
});

export const zListMembersQuery = z.object({
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of members.
 */
export const zListMembersResponse = zMemberList;

export const zDeleteMemberHeaders = z.object({
    'If-Match': z.string().min(1).max(1000).optional()
});

export const zDeleteMemberPath = z.object({
    slug: zSlug,
    userId: zResourceId
});

/**
 * What was deleted.
 */
export const zDeleteMemberResponse = zMemberDeleted;

export const zGetMemberHeaders = z.object({
    'If-None-Match': z.string().min(1).max(1000).optional()
});

export const zGetMemberPath = z.object({
    slug: zSlug,
    userId: zResourceId
});

/**
 * The member.
 */
export const zGetMemberResponse = zMemberReply;

export const zUpdateMemberBody = zMemberUpdate;

export const zUpdateMemberHeaders = z.object({
    'If-Match': z.string().min(1).max(1000).optional()
});

export const zUpdateMemberPath = z.object({
    slug: zSlug,
    userId: zResourceId
});

/**
 * The changed member.
 */
export const zUpdateMemberResponse = zMemberReply;

export const zListOrganizationKeysPath = z.object({
    slug: zSlug
});

export const zListOrganizationKeysQuery = z.object({
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of keys.
 */
export const zListOrganizationKeysResponse = zOrganizationKeyList;

export const zCreateOrganizationKeyBody = zOrganizationKeyCreate;

export const zCreateOrganizationKeyHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

export const zCreateOrganizationKeyPath = z.object({
    slug: zSlug
});

/**
 * The key, with its secret.
 */
export const zCreateOrganizationKeyResponse = zOrganizationKeyReply;

export const zDeleteOrganizationKeyPath = z.object({
    slug: zSlug,
    keyId: zResourceId
});

/**
 * What was deleted.
 */
export const zDeleteOrganizationKeyResponse = zKeyDeleted;

export const zListAuditLogQuery = z.object({
    actor: zResourceId.optional(),
    action: zAuditAction.optional(),
    resourceType: z.string().min(1).max(100).regex(/^[a-z]+(-[a-z]+)*$/).optional(),
    resourceId: zResourceId.optional(),
    requestId: z.string().min(1).max(128).regex(/^[A-Za-z0-9._:\/+=-]+$/).optional(),
    startTime: zTimestamp.optional(),
    endTime: zTimestamp.optional(),
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of changes.
 */
export const zListAuditLogResponse = zAuditList;

export const zListBucketsQuery = z.object({
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of buckets.
 */
export const zListBucketsResponse = zBucketList;

export const zCreateBucketBody = zBucketCreate;

export const zCreateBucketHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

/**
 * The bucket.
 */
export const zCreateBucketResponse = zBucketReply;

export const zDeleteBucketHeaders = z.object({
    'If-Match': z.string().min(1).max(1000).optional()
});

export const zDeleteBucketPath = z.object({
    bucketId: zResourceId
});

/**
 * What was deleted.
 */
export const zDeleteBucketResponse = zBucketDeleted;

export const zGetBucketHeaders = z.object({
    'If-None-Match': z.string().min(1).max(1000).optional()
});

export const zGetBucketPath = z.object({
    bucketId: zResourceId
});

/**
 * The bucket.
 */
export const zGetBucketResponse = zBucketReply;

export const zUpdateBucketBody = zBucketUpdate;

export const zUpdateBucketHeaders = z.object({
    'If-Match': z.string().min(1).max(1000).optional()
});

export const zUpdateBucketPath = z.object({
    bucketId: zResourceId
});

/**
 * The changed bucket.
 */
export const zUpdateBucketResponse = zBucketReply;

export const zWriteRecordsBody = zRecordsWrite;

export const zWriteRecordsHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

export const zWriteRecordsPath = z.object({
    bucketId: zResourceId
});

/**
 * How many records are new and how many were merged.
 */
export const zWriteRecordsResponse = zWriteReply;

export const zListBucketKeysPath = z.object({
    bucketId: zResourceId
});

export const zListBucketKeysQuery = z.object({
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of keys.
 */
export const zListBucketKeysResponse = zBucketKeyList;

export const zCreateBucketKeyBody = zBucketKeyCreate;

export const zCreateBucketKeyHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

export const zCreateBucketKeyPath = z.object({
    bucketId: zResourceId
});

/**
 * The key, with its secret.
 */
export const zCreateBucketKeyResponse = zBucketKeyReply;

export const zDeleteBucketKeyPath = z.object({
    bucketId: zResourceId,
    keyId: zResourceId
});

/**
 * What was deleted.
 */
export const zDeleteBucketKeyResponse = zBucketKeyDeleted;

export const zListSourcesPath = z.object({
    bucketId: zResourceId
});

export const zListSourcesQuery = z.object({
    type: z.string().min(1).max(100).optional(),
    label: z.array(z.string().min(3).max(357).regex(/^[^:]+:.+$/)).min(1).max(32).optional(),
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of sources.
 */
export const zListSourcesResponse = zSourceList;

export const zCreateSourceBody = zSourceCreate;

export const zCreateSourceHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

export const zCreateSourcePath = z.object({
    bucketId: zResourceId
});

/**
 * The source.
 */
export const zCreateSourceResponse = zSourceReply;

export const zDeleteSourceHeaders = z.object({
    'If-Match': z.string().min(1).max(1000).optional()
});

export const zDeleteSourcePath = z.object({
    bucketId: zResourceId,
    sourceId: zResourceId
});

/**
 * What was deleted.
 */
export const zDeleteSourceResponse = zSourceDeleted;

export const zGetSourceHeaders = z.object({
    'If-None-Match': z.string().min(1).max(1000).optional()
});

export const zGetSourcePath = z.object({
    bucketId: zResourceId,
    sourceId: zResourceId
});

/**
 * The source.
 */
export const zGetSourceResponse = zSourceReply;

export const zUpdateSourceBody = zSourceUpdate;

export const zUpdateSourceHeaders = z.object({
    'If-Match': z.string().min(1).max(1000).optional()
});

export const zUpdateSourcePath = z.object({
    bucketId: zResourceId,
    sourceId: zResourceId
});

/**
 * The changed source.
 */
export const zUpdateSourceResponse = zSourceReply;

export const zDeleteRecordsPath = z.object({
    bucketId: zResourceId
});

export const zDeleteRecordsQuery = z.object({
    key: z.array(z.string().min(1).max(256)).min(1).max(1000).optional(),
    from: z.string().min(1).max(256).optional(),
    to: z.string().min(1).max(256).optional()
});

/**
 * How much was deleted.
 */
export const zDeleteRecordsResponse = zDataDeleted;

export const zListRecordsPath = z.object({
    bucketId: zResourceId
});

export const zListRecordsQuery = z.object({
    from: z.string().min(1).max(256).optional(),
    to: z.string().min(1).max(256).optional(),
    order: z.enum(['asc', 'desc']).optional().default('asc'),
    format: z.enum(['long', 'short']).optional().default('long'),
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of records.
 */
export const zListRecordsResponse = zRecordList;

export const zStreamRecordsHeaders = z.object({
    'Last-Event-ID': z.string().min(1).max(900).regex(/^(earliest|[0-9a-z]+(\.[0-9a-z]+)+(~[0-9a-z]+\.[0-9a-z]+)?)$/).optional()
});

export const zStreamRecordsPath = z.object({
    bucketId: zResourceId
});

export const zStreamRecordsQuery = z.object({
    lastEventId: z.string().min(1).max(900).regex(/^(earliest|[0-9a-z]+(\.[0-9a-z]+)+(~[0-9a-z]+\.[0-9a-z]+)?)$/).optional(),
    limit: z.int().gte(1).lte(1000000).optional()
});

/**
 * The stream.
 */
export const zStreamRecordsResponse = z.string();

export const zExportBucketPath = z.object({
    bucketId: zResourceId
});

export const zExportBucketQuery = z.object({
    from: z.string().min(1).max(256).optional(),
    to: z.string().min(1).max(256).optional(),
    sourceId: z.array(zResourceId).min(1).max(100).optional(),
    sourceNames: z.boolean().optional().default(false)
});

/**
 * The points.
 */
export const zExportBucketResponse = z.string();

export const zImportBucketBody = z.string();

export const zImportBucketHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

export const zImportBucketPath = z.object({
    bucketId: zResourceId
});

export const zImportBucketQuery = z.object({
    createSources: z.boolean().optional().default(false),
    sourceId: zResourceId.optional(),
    timestampColumn: z.string().min(1).max(100).optional(),
    timestampFormat: z.enum([
        'rfc3339',
        's',
        'ms',
        'us',
        'ns'
    ]).optional().default('rfc3339'),
    sourceColumn: z.string().min(1).max(100).optional(),
    metadataColumn: z.string().min(1).max(100).optional(),
    fields: z.array(z.string().min(1).max(201)).min(1).max(1000).optional(),
    delimiter: z.enum([
        'comma',
        'semicolon',
        'tab'
    ]).optional().default('comma'),
    decimal: z.enum(['point', 'comma']).optional().default('point')
});

/**
 * How many points are new and how many were merged, and how many sources were made.
 */
export const zImportBucketResponse = zImportReply;

/**
 * Lines in UTF-8.
 */
export const zWriteLinesBody = z.string();

export const zWriteLinesHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

export const zWriteLinesPath = z.object({
    bucketId: zResourceId
});

export const zWriteLinesQuery = z.object({
    precision: z.enum([
        'ns',
        'us',
        'ms',
        's',
        'n',
        'u',
        'm',
        'h'
    ]).optional().default('ns')
});

/**
 * All lines are stored.
 */
export const zWriteLinesResponse = z.void();

export const zListLatestPath = z.object({
    bucketId: zResourceId
});

export const zListLatestQuery = z.object({
    sourceId: z.array(zResourceId).min(1).max(100).optional(),
    field: z.array(z.string().min(1).max(100)).min(1).max(100).optional(),
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of sources with their latest values.
 */
export const zListLatestResponse = zLatestList;

export const zPurgeBucketPath = z.object({
    bucketId: zResourceId
});

/**
 * How much was deleted.
 */
export const zPurgeBucketResponse = zDataDeleted;

export const zListProjectsQuery = z.object({
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of projects.
 */
export const zListProjectsResponse = zProjectList;

export const zCreateProjectBody = zProjectCreate;

export const zCreateProjectHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

/**
 * The project.
 */
export const zCreateProjectResponse = zProjectReply;

export const zDeleteProjectHeaders = z.object({
    'If-Match': z.string().min(1).max(1000).optional()
});

export const zDeleteProjectPath = z.object({
    projectId: zResourceId
});

/**
 * What was deleted.
 */
export const zDeleteProjectResponse = zProjectDeleted;

export const zGetProjectHeaders = z.object({
    'If-None-Match': z.string().min(1).max(1000).optional()
});

export const zGetProjectPath = z.object({
    projectId: zResourceId
});

/**
 * The project.
 */
export const zGetProjectResponse = zProjectReply;

export const zReplaceProjectBody = zProjectCreate;

export const zReplaceProjectHeaders = z.object({
    'If-Match': z.string().min(1).max(1000).optional()
});

export const zReplaceProjectPath = z.object({
    projectId: zResourceId
});

/**
 * The changed project.
 */
export const zReplaceProjectResponse = zProjectReply;

export const zListDashboardsPath = z.object({
    projectId: zResourceId
});

export const zListDashboardsQuery = z.object({
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of dashboards.
 */
export const zListDashboardsResponse = zDashboardList;

export const zCreateDashboardBody = zDashboardCreate;

export const zCreateDashboardHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

export const zCreateDashboardPath = z.object({
    projectId: zResourceId
});

/**
 * The dashboard.
 */
export const zCreateDashboardResponse = zDashboardReply;

export const zDeleteDashboardHeaders = z.object({
    'If-Match': z.string().min(1).max(1000).optional()
});

export const zDeleteDashboardPath = z.object({
    projectId: zResourceId,
    dashboardId: zResourceId
});

/**
 * What was deleted.
 */
export const zDeleteDashboardResponse = zDashboardDeleted;

export const zGetDashboardHeaders = z.object({
    'If-None-Match': z.string().min(1).max(1000).optional()
});

export const zGetDashboardPath = z.object({
    projectId: zResourceId,
    dashboardId: zResourceId
});

/**
 * The dashboard.
 */
export const zGetDashboardResponse = zDashboardReply;

export const zReplaceDashboardBody = zDashboardCreate;

export const zReplaceDashboardHeaders = z.object({
    'If-Match': z.string().min(1).max(1000).optional()
});

export const zReplaceDashboardPath = z.object({
    projectId: zResourceId,
    dashboardId: zResourceId
});

/**
 * The changed dashboard.
 */
export const zReplaceDashboardResponse = zDashboardReply;

export const zListProjectKeysPath = z.object({
    projectId: zResourceId
});

export const zListProjectKeysQuery = z.object({
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of keys.
 */
export const zListProjectKeysResponse = zProjectKeyList;

export const zCreateProjectKeyBody = zProjectKeyCreate;

export const zCreateProjectKeyHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

export const zCreateProjectKeyPath = z.object({
    projectId: zResourceId
});

/**
 * The key, with its secret.
 */
export const zCreateProjectKeyResponse = zProjectKeyReply;

export const zDeleteProjectKeyPath = z.object({
    projectId: zResourceId,
    keyId: zResourceId
});

/**
 * What was deleted.
 */
export const zDeleteProjectKeyResponse = zKeyDeleted;

export const zListDashboardKeysPath = z.object({
    dashboardId: zResourceId
});

export const zListDashboardKeysQuery = z.object({
    limit: z.int().gte(1).lte(1000).optional().default(100),
    offset: z.int().gte(0).lte(9007199254740991).optional().default(0)
});

/**
 * A page of keys.
 */
export const zListDashboardKeysResponse = zDashboardKeyList;

export const zCreateDashboardKeyBody = zDashboardKeyCreate;

export const zCreateDashboardKeyHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

export const zCreateDashboardKeyPath = z.object({
    dashboardId: zResourceId
});

/**
 * The key, with its secret.
 */
export const zCreateDashboardKeyResponse = zDashboardKeyReply;

export const zDeleteDashboardKeyPath = z.object({
    dashboardId: zResourceId,
    keyId: zResourceId
});

/**
 * What was deleted.
 */
export const zDeleteDashboardKeyResponse = zKeyDeleted;

export const zCreateDataPointBody = zDataPointCreate;

export const zCreateDataPointHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

/**
 * The point as it was sent, with its time.
 */
export const zCreateDataPointResponse = zDataPointReply;

export const zCreateDataPointsBody = zDataBatch;

export const zCreateDataPointsHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

/**
 * How many points are new and how many were merged.
 */
export const zCreateDataPointsResponse = zWriteReply;

export const zCreateDataColumnsBody = zDataColumns;

export const zCreateDataColumnsHeaders = z.object({
    'Idempotency-Key': z.string().min(1).max(255).regex(/^[!-~]+$/).optional()
});

/**
 * How many points are new and how many were merged; a point is a source at a time.
 */
export const zCreateDataColumnsResponse = zWriteReply;

export const zQueryDataBody = zDataQuery;

/**
 * The rows.
 */
export const zQueryDataResponse = zQueryReply;

/**
 * Lines in UTF-8.
 */
export const zWriteLinesToDatabaseBody = z.string();

export const zWriteLinesToDatabaseQuery = z.object({
    db: z.string().min(1).max(256).optional(),
    precision: z.enum([
        'n',
        'ns',
        'u',
        'us',
        'ms',
        's',
        'm',
        'h'
    ]).optional().default('ns'),
    rp: z.string().max(256).optional(),
    consistency: z.string().max(256).optional(),
    u: z.string().max(256).optional()
});

/**
 * All lines are stored.
 */
export const zWriteLinesToDatabaseResponse = z.void();

/**
 * Lines in UTF-8.
 */
export const zWriteLinesToBucketBody = z.string();

export const zWriteLinesToBucketQuery = z.object({
    bucket: z.string().min(1).max(256).optional(),
    precision: z.enum([
        'ns',
        'us',
        'ms',
        's'
    ]).optional().default('ns'),
    org: z.string().max(256).optional(),
    orgID: z.string().max(256).optional()
});

/**
 * All lines are stored.
 */
export const zWriteLinesToBucketResponse = z.void();

/**
 * It answers.
 */
export const zGetReportingHealthResponse = zReportingHealth;

/**
 * The project.
 */
export const zGetReportingProjectResponse = zReportingProjectReply;

/**
 * Both answer.
 */
export const zGetHealthResponse = zHealthReply;

/**
 * The capabilities.
 */
export const zGetCapabilitiesResponse = zCapabilitiesReply;
